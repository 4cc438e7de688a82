"""What goes through the standard streams of a local PowerShell arrives as it was, and noise between is passed over."""

import base64
import json

import pytest

from migrator.adapters.answer import End, ErrorReport, Stranger
from migrator.adapters.envelope import Received, pack
from migrator.ports.host_session import ParameterValue, Script, ScriptCall, ScriptProgress
from migrator.ports.secret import Credential, Secret

SCRIPT = Script("Test-Thing", "param([string]$Name)\n'\u00e4'\n")


def _line(kind: str, said: object) -> bytes:
    return f"migrator:{kind}:{base64.b64encode(json.dumps(said).encode()).decode()}\r\n".encode()


def _text(carried: str) -> str:
    return base64.b64decode(carried).decode("utf-8")


@pytest.mark.parametrize(
    ("value", "kind", "carried"),
    [
        (True, "switch", ["true"]),
        (7, "integer", ["7"]),
        ("2024-05-01T03:00:00Z", "text", ["2024-05-01T03:00:00Z"]),
        (["it's", '$("x")'], "list", ["it's", '$("x")']),
        ([], "list", []),
    ],
)
def test_a_value_is_carried_with_its_kind_and_never_as_script(
    value: ParameterValue, kind: str, carried: list[str]
) -> None:
    """One line of ASCII, whatever the code page; the script's text is the script's and nothing else."""
    packed = pack(ScriptCall(SCRIPT, {"Name": value}))
    assert packed.isascii()
    assert packed.count(b"\n") == 1
    said = json.loads(packed)
    assert _text(said["script"]) == SCRIPT.text
    (argument,) = said["arguments"]
    shown = argument["value"] if kind in {"switch", "integer"} else [_text(one) for one in argument["value"]]
    assert (argument["name"], argument["kind"], shown) == ("Name", kind, carried)


def test_secrets_travel_over_the_pipe_in_their_own_kinds() -> None:
    secrets: dict[str, Secret | Credential] = {
        "Word": Secret("gehe\u00fdm"),
        "Who": Credential("LAB\\anna", Secret("p")),
    }
    first, second = json.loads(pack(ScriptCall(SCRIPT, {}, secrets)))["arguments"]
    assert (first["kind"], [_text(one) for one in first["value"]]) == ("secret", ["gehe\u00fdm"])
    assert (second["kind"], [_text(one) for one in second["value"]]) == ("credential", ["LAB\\anna", "p"])


def test_everything_that_is_said_is_in_the_answer() -> None:
    received = Received()
    error = {"error_id": "X,Get-VM", "category": "NotSpecified", "message": "no", "line": 0}
    progress: list[ScriptProgress] = []
    for line in (
        b"a banner that somebody's profile prints\r\n",
        _line("document", {"text": '{"a":1}'}),
        _line("stranger", {"type": "System.Int32"}),
        _line("warning", {"message": "slow"}),
        _line("error", error),
        _line("progress", {"activity": "reading", "status": "dc01", "percent": -1}),
        b"migrator:half\r\n",
        _line("end", {"state": "Completed"}),
    ):
        progress += received.take(line)
    answer = received.answer(1.5)
    assert answer is not None
    assert (answer.end, answer.elapsed_s) == (End.COMPLETED, 1.5)
    assert list(answer.outputs) == ['{"a":1}', Stranger("System.Int32")]
    assert list(answer.errors) == [ErrorReport("X,Get-VM", "NotSpecified", "no", None)]
    assert list(answer.warnings) == ["slow"]
    assert progress == [ScriptProgress(activity="reading", status="dc01", percent=None)]


def test_a_process_that_died_before_its_end_has_no_answer() -> None:
    """Half an answer is none: the call is not taken for done."""
    received = Received()
    list(received.take(_line("document", {"text": "{}"})))
    assert received.answer(1.0) is None
