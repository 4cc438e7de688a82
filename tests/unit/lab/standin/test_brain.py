"""Only the lab's own PowerShell may ask the lab."""

import json
import socket
import struct

import pytest

from migrator.lab.cmdlets.api import PsError
from migrator.lab.engines.pwsh.brain import Brain
from tests.unit.lab.standin.conftest import Answers, virtual_machine


def _send(connection: socket.socket, message: dict[str, object]) -> None:
    body = json.dumps(message).encode()
    connection.sendall(struct.pack(">I", len(body)) + body)


def _answer(connection: socket.socket) -> dict[str, object] | None:
    with connection.makefile("rb") as stream:
        head = stream.read(4)
        if not head:
            return None
        answer: dict[str, object] = json.loads(stream.read(struct.unpack(">I", head)[0]))
        return answer


_CALL: dict[str, object] = {"op": "invoke", "command": "Hyper-V\\Get-VM", "set": "Name", "bound": {"Name": ["a"]}}


@pytest.fixture
def answers() -> Answers:
    """One VM."""
    return Answers({"Hyper-V\\Get-VM": [virtual_machine("a")]})


def test_a_stranger_gets_no_answer(answers: Answers) -> None:
    """Another program on this machine cannot read or change the rehearsal."""
    with Brain(answers, "right") as brain, socket.create_connection(("127.0.0.1", brain.port), 5) as connection:
        _send(connection, {"token": "wrong"})
        assert _answer(connection) is None
    assert answers.calls == []


def test_a_call_is_answered_with_objects(answers: Answers) -> None:
    """The bound parameters reach the cmdlet, its objects come back with their type."""
    with Brain(answers, "right") as brain, socket.create_connection(("127.0.0.1", brain.port), 5) as connection:
        _send(connection, {"token": "right"})
        _send(connection, _CALL)
        found = _answer(connection)
    assert found is not None
    assert json.dumps(found).count("Microsoft.HyperV.PowerShell.VirtualMachine") == 1
    assert answers.calls[0].bound == {"Name": ["a"]}


def test_a_refusal_comes_back_with_its_id(answers: Answers) -> None:
    """A cmdlet's error is an answer, not the end of the connection."""
    answers.by_command["Hyper-V\\Get-VM"] = PsError("no", error_id="X,Y", category="InvalidArgument")
    with Brain(answers, "right") as brain, socket.create_connection(("127.0.0.1", brain.port), 5) as connection:
        _send(connection, {"token": "right"})
        _send(connection, _CALL)
        refused = _answer(connection)
        answers.by_command["Hyper-V\\Get-VM"] = []
        _send(connection, _CALL)
        assert _answer(connection) == {"objects": []}
    assert refused is not None
    error = refused["error"]
    assert isinstance(error, dict)
    assert (error["id"], error["category"]) == ("X,Y", "InvalidArgument")
