"""The HTTP side of a rehearsal host: connections, logins, sealed messages, planted faults."""

import base64
import logging
import os
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
from typing import cast

from migrator.lab.wire.login import Accounts, Admitted, Challenge, Gate
from migrator.lab.wire.planted import FaultKind, PlantedFault, PlantedFaults
from migrator.lab.wire.refusal import Refusal
from migrator.lab.wire.sealing import SEALED_TYPE, NotSealed, is_sealed, open_sealed, seal
from migrator.lab.wire.service import Reply, Service, refused
from migrator.lab.wire.soap import Request, parse_request

_LARGEST_BODY = 64 * 1024 * 1024
_IDLE_CONNECTION_S = 120.0
_HANDSHAKE_S = 10.0
_SOAP_TYPE = "application/soap+xml;charset=UTF-8"
_INSTEAD_OF_ACTING = frozenset({FaultKind.REFUSED, FaultKind.UNAVAILABLE, FaultKind.RESET_BEFORE})
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Site:
    """What all connections of an endpoint share."""

    service: Service
    accounts: Accounts
    planted: PlantedFaults
    basic: bool
    stopping: threading.Event


class _Conversation(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = _IDLE_CONNECTION_S
    server: "WsmanServer"
    headers: Message

    def setup(self) -> None:
        super().setup()
        secure = isinstance(self.connection, ssl.SSLSocket)
        peer = self.connection.getpeercert(binary_form=True) if isinstance(self.connection, ssl.SSLSocket) else None
        site = self.server.site
        self._gate = Gate(site.accounts, secure=secure, basic=site.basic, peer_certificate=peer)
        self._secure = secure

    def do_POST(self) -> None:
        body = self._read_body()
        if body is None:
            return
        admitted = self._gate.admit(self.headers.get("Authorization", ""))
        if isinstance(admitted, Challenge):
            self._answer(HTTPStatus.UNAUTHORIZED, b"", [("WWW-Authenticate", offer) for offer in admitted.offers])
        elif not body:
            self._answer(HTTPStatus.OK, b"", _last_token(admitted))
        elif is_sealed(self.headers.get("Content-Type", "")):
            self._sealed(admitted, body)
        elif not self._secure:
            # As with AllowUnencrypted=false: a bare 500.
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, b"", [])
        else:
            reply = self._act(admitted.user, body)
            if reply is not None:
                self._answer(reply.status, reply.body, _last_token(admitted), _SOAP_TYPE)

    def _sealed(self, admitted: Admitted, body: bytes) -> None:
        if admitted.context is None:
            self._answer(HTTPStatus.BAD_REQUEST, b"", [])
            return
        try:
            plain = open_sealed(admitted.context, body)
        except (NotSealed, ValueError) as error:
            _log.info("a sealed message could not be opened: %s", error)
            self._answer(HTTPStatus.BAD_REQUEST, b"", [])
            return
        reply = self._act(admitted.user, plain)
        if reply is not None:
            self._answer(reply.status, seal(admitted.context, reply.body), [], SEALED_TYPE)

    def _read_body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _LARGEST_BODY:
            self.close_connection = True
            self._answer(HTTPStatus.LENGTH_REQUIRED, b"", [])
            return None
        return self.rfile.read(int(length))

    def _act(self, user: str, message: bytes) -> Reply | None:
        """Answer a message, or end the connection as a planted fault wants it."""
        site = self.server.site
        try:
            request = parse_request(message)
        except Refusal as refusal:
            return refused(refusal, "")
        fault = site.planted.take(request.verb)
        if fault is not None and fault.kind in _INSTEAD_OF_ACTING:
            return self._instead_of_acting(fault, request)
        if fault is not None and fault.kind is FaultKind.DELAY:
            site.stopping.wait(fault.seconds)
        if fault is not None and fault.kind is FaultKind.SHELL_GONE:
            self._kill_shell(request, user)
        reply = site.service.answer(request, user)
        if fault is not None and fault.kind is FaultKind.RESET_AFTER:
            self._reset()
            return None
        if fault is not None and fault.kind is FaultKind.DROP_ANSWER:
            self._stay_silent()
            return None
        return reply

    def _instead_of_acting(self, fault: PlantedFault, request: Request) -> Reply | None:
        if fault.kind is FaultKind.REFUSED:
            return refused(Refusal(fault.code, f"A planted fault, code {fault.code}."), request.message_id)
        if fault.kind is FaultKind.UNAVAILABLE:
            return Reply(HTTPStatus.SERVICE_UNAVAILABLE, b"")
        self._reset()
        return None

    def _stay_silent(self) -> None:
        """Wait until the client hangs up, or until the host stops and hangs up itself."""
        self.close_connection = True
        self.connection.settimeout(None)
        self.rfile.read(1)

    def _kill_shell(self, request: Request, user: str) -> None:
        for shell in self.server.site.service.shells.of(user):
            if shell.id == request.shell_id():
                self.server.site.service.shells.end(shell, "a planted fault")

    def _reset(self) -> None:
        """Let the closing that follows be a reset instead of an orderly end."""
        self.close_connection = True
        self.connection.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
        )

    def _answer(
        self, status: HTTPStatus, body: bytes, headers: list[tuple[str, str]], content_type: str | None = None
    ) -> None:
        lines = [f"{self.protocol_version} {status.value} {status.phrase}", "Server: Microsoft-HTTPAPI/2.0"]
        lines += [f"{name}: {value}" for name, value in headers]
        if content_type and body:
            lines.append(f"Content-Type: {content_type}")
        lines.append(f"Content-Length: {len(body)}")
        # One write: with headers and body apart each call waits 40 ms for the peer's delayed acknowledgement.
        self.wfile.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, TimeoutError, ssl.SSLError) as error:
            _log.debug("connection ended: %s", error)

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError) as error:
            _log.debug("connection ended: %s", error)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        _log.debug(format, *args)


def _last_token(admitted: Admitted) -> list[tuple[str, str]]:
    return [("WWW-Authenticate", f"Negotiate {base64.b64encode(admitted.token).decode()}")] if admitted.token else []


class WsmanServer(TCPServer):
    """Accepts connections, each in a thread of its own, and ends them all when it is closed."""

    # On Windows the option would let two programs share a port.
    allow_reuse_address = os.name != "nt"
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], site: Site, tls: ssl.SSLContext | None) -> None:
        super().__init__(address, _Conversation)
        self.site = site
        self._tls = tls
        self._guard = threading.Lock()
        self._open: dict[socket.socket, threading.Thread] = {}

    def process_request(self, request: object, client_address: object) -> None:
        """Begin a connection's thread; the TLS handshake happens there, or one slow client would stop all."""
        connection = cast(socket.socket, request)
        if self._tls is not None:
            connection.settimeout(_HANDSHAKE_S)
            connection = self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=self._converse, args=(connection, client_address), daemon=True)
        with self._guard:
            self._open[connection] = thread
        thread.start()

    def _converse(self, connection: socket.socket, client_address: object) -> None:
        try:
            if isinstance(connection, ssl.SSLSocket):
                connection.do_handshake()
            self.finish_request(connection, client_address)
        except OSError as error:
            _log.info("no conversation with %s: %s", client_address, error)
        finally:
            with self._guard:
                self._open.pop(connection, None)
            connection.close()

    def hang_up(self, patience_s: float) -> None:
        """Break every open connection and wait for its thread."""
        with self._guard:
            conversations = list(self._open.items())
        for connection, _ in conversations:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        for _, thread in conversations:
            thread.join(patience_s)


def serve(server: WsmanServer) -> Callable[[], None]:
    """Begin accepting; the result ends it."""
    accepting = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    accepting.start()

    def end() -> None:
        server.shutdown()
        accepting.join()
        server.server_close()

    return end
