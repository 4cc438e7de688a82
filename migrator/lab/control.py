"""The control channel of the lab's process: small JSON over HTTP on loopback, for whoever has the token."""

import hmac
import json
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
Answer: TypeAlias = dict[str, JsonValue]
_MOST_BYTES = 1 << 20


class Refused(Exception):
    """The request cannot be answered; the text goes to the one who asked."""


class ControlServer(ThreadingHTTPServer):
    """Listens on a free port; each route takes the request's JSON object and gives one."""

    daemon_threads = True

    def __init__(self, token: str, routes: Mapping[str, Callable[[Answer], Answer]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.token = token
        self.routes = routes
        # One at a time: an action finds the world as the one before it left it.
        self.lock = threading.Lock()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def serve(self) -> threading.Thread:
        """Answer in a thread of its own until `shutdown`."""
        thread = threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.05}, name="control", daemon=True
        )
        thread.start()
        return thread


class _Handler(BaseHTTPRequestHandler):
    server: ControlServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer one request."""
        length = int(self.headers.get("Content-Length", "0"))
        if length > _MOST_BYTES:
            self.close_connection = True
            self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"refused": "too long"})
            return
        body = self.rfile.read(length)
        said = self.headers.get("Authorization", "")
        if not hmac.compare_digest(said.encode(), f"Bearer {self.server.token}".encode()):
            self._answer(HTTPStatus.UNAUTHORIZED, {"refused": "wrong token"})
            return
        route = self.server.routes.get(self.path.strip("/"))
        if route is None:
            self._answer(HTTPStatus.NOT_FOUND, {"refused": f"unknown: {self.path}"})
            return
        try:
            with self.server.lock:
                answer = route(json.loads(body or b"{}"))
        except Refused as refused:
            self._answer(HTTPStatus.CONFLICT, {"refused": str(refused)})
        except json.JSONDecodeError as refused:
            self._answer(HTTPStatus.BAD_REQUEST, {"refused": str(refused)})
        else:
            self._answer(HTTPStatus.OK, answer)

    def _answer(self, status: HTTPStatus, answer: Answer) -> None:
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class names it
        """Keep quiet: the lab's standard error is for what goes wrong."""
