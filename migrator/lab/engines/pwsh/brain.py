"""The lab's side of the stand-in modules: a loopback server that answers their bound calls from one host's cmdlets."""

import hmac
import json
import socket
import socketserver
import struct
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from migrator.lab.cmdlets.api import CmdletCall, Cmdlets, PropertyMissing, PsError, PsValue
from migrator.lab.engines.pwsh.brain_codec import PropertyTypes, Wire, decode, encode, untyped

Request = dict[str, Wire]
Operation = Callable[[Request], Request]
"""What else the stand-ins may ask than a cmdlet; keyed by the request's `op`."""

_HEAD = struct.Struct(">I")
_MAX_FRAME = 256 * 1024 * 1024


class Brain:
    """Serves one host's cmdlets to any number of engine processes that know the token."""

    def __init__(
        self,
        cmdlets: Cmdlets,
        token: str,
        *,
        types: PropertyTypes = untyped,
        operations: dict[str, Operation] | None = None,
    ) -> None:
        self.cmdlets = cmdlets
        self._types = types
        self._token = token
        self._operations = {"invoke": self._invoke, **(operations or {})}
        # The world is one: two engine processes of one host are answered one after the other.
        self._gate = threading.Lock()
        brain = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                brain._serve(self.request)

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="lab-brain", daemon=True)

    @property
    def port(self) -> int:
        """The loopback port, known from construction on."""
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def close(self) -> None:
        """Stop answering; open connections end with their processes."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def _serve(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        hello = _receive(connection)
        if hello is None or not hmac.compare_digest(str(hello.get("token")), self._token):
            return
        while (request := _receive(connection)) is not None:
            with self._gate:
                answer = self._operations[str(request["op"])](request)
            body = json.dumps(answer).encode("ascii")
            connection.sendall(_HEAD.pack(len(body)) + body)

    def _invoke(self, request: Request) -> Request:
        bound = request["bound"]
        if not isinstance(bound, dict):
            raise TypeError(f"a call without parameters: {request!r}")
        parameters: dict[str, PsValue] = {name: decode(value) for name, value in bound.items()}
        call = CmdletCall(str(request["command"]), parameters, str(request["set"]))
        try:
            objects = self.cmdlets.invoke(call)
        except PsError as error:
            return {"error": error_wire(error)}
        except PropertyMissing as error:
            return {"error": error_wire(PsError(f"the lab misses property {error}", error_id="LabPropertyMissing"))}
        return {"objects": [encode(item, self._types) for item in objects]}


def error_wire(error: PsError) -> Wire:
    """Return an error as the stand-ins make a real error record of it."""
    return {
        "message": error.message,
        "id": error.error_id,
        "category": error.category,
        "exception": error.exception_type,
        "hresult": error.hresult,
        "target": error.target,
    }


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False


def _receive(connection: socket.socket) -> Request | None:
    head = _take(connection, _HEAD.size)
    if head is None:
        return None
    (length,) = _HEAD.unpack(head)
    if length > _MAX_FRAME:
        return None
    body = _take(connection, length)
    if body is None:
        return None
    message: Request = json.loads(body)
    return message


def _take(connection: socket.socket, count: int) -> bytes | None:
    """Read exactly so many bytes; None when the other side is gone."""
    parts = bytearray()
    while len(parts) < count:
        try:
            part = connection.recv(min(count - len(parts), 1 << 20))
        except ConnectionError:
            return None
        if not part:
            return None
        parts += part
    return bytes(parts)
