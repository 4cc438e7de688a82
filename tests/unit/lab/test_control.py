"""Only who has the token steers a lab."""

import http.client
import json
from collections.abc import Iterator

import pytest

from migrator.lab.control import Answer, ControlServer, Refused

TOKEN = "secret-token"


def refuse(asked: Answer) -> Answer:
    """Refuse whatever is asked."""
    raise Refused(f"not {asked['what']}")


@pytest.fixture
def server() -> Iterator[ControlServer]:
    """Serve a control channel with two routes."""
    made = ControlServer(TOKEN, {"echo": lambda asked: {"said": asked}, "refuse": refuse})
    made.serve()
    yield made
    made.shutdown()
    made.server_close()


def ask(server: ControlServer, path: str, body: bytes, token: str = TOKEN) -> tuple[int, Answer]:
    """Send one request."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request("POST", path, body, {"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def test_a_question_is_answered(server: ControlServer) -> None:
    """JSON in, JSON out."""
    assert ask(server, "/echo", b'{"a": 1}') == (200, {"said": {"a": 1}})


@pytest.mark.parametrize("token", ["", "secret-toke", "secret-token2", "wrong"])
def test_without_the_token_nothing_happens(server: ControlServer, token: str) -> None:
    """Another user of this machine cannot steer the lab, nor learn which routes there are."""
    assert ask(server, "/echo", b"{}", token) == (401, {"refused": "wrong token"})
    assert ask(server, "/nothing", b"{}", token) == (401, {"refused": "wrong token"})


def test_what_cannot_be_done_is_said(server: ControlServer) -> None:
    """Refused, unknown, malformed: each has an answer of its own."""
    assert ask(server, "/refuse", b'{"what": "that"}') == (409, {"refused": "not that"})
    assert ask(server, "/nothing", b"{}") == (404, {"refused": "unknown: /nothing"})
    assert ask(server, "/echo", b"{")[0] == 400


def test_it_listens_on_loopback_only(server: ControlServer) -> None:
    """Nobody on the network reaches it."""
    assert server.server_address[0] == "127.0.0.1"
