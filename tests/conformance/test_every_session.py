"""What a HostSession promises, whatever stands behind it."""

import json
import threading

import pytest

from migrator.errors import (
    Cancelled,
    DeadlineExceeded,
    HyperVModuleMissing,
    MigratorError,
    ScriptFailed,
    UnexpectedOutput,
)
from migrator.ports.host_session import HostSession, ScriptCall, ScriptProgress
from migrator.ports.secret import Credential, Secret
from tests.conformance import scripts
from tests.conformance.scripts import Played

HOSTILE = [
    pytest.param("'; Remove-Item C:\\ -Recurse; '", id="quotes"),
    pytest.param('"$(Stop-Computer)" $env:USERNAME `n `$', id="expansion"),
    pytest.param("first\r\nsecond\nthird\ttab\r", id="line-ends"),
    pytest.param("Prüf-VM für Öl & Spaß \u2013 日本 \U0001f4be", id="umlauts"),
    pytest.param("\x01\x02\x1b[31m\x7f\x85\u2028", id="control-characters"),
    pytest.param("_x000A_ _x0041_ <S>&amp;</S> ]]>", id="clixml"),
    pytest.param("2026-01-02T03:04:05", id="looks-like-a-date"),
    pytest.param("", id="empty"),
    pytest.param(" -Confirm:$false @{a=1} [VM] %20 ", id="looks-like-code"),
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_arrives_as_it_is_and_executes_nothing(session: HostSession, value: str) -> None:
    """Whatever a virtual machine is called, the host gets exactly that name."""
    call = ScriptCall(scripts.GET_ECHO.script, {"Text": value, "Texts": [value, "x"], "Number": 2**40, "Flag": True})
    (document,) = session.run(call).documents
    assert json.loads(document) == {"text": value, "texts": [value, "x"], "number": 2**40, "flag": True}


@pytest.mark.parametrize("number", [0, -1, 2**31 - 1, 2**31, -(2**31) - 1, 2**63 - 1])
def test_a_size_of_any_magnitude_arrives(session: HostSession, number: int) -> None:
    """Terabytes do not fit into 32 bits."""
    call = ScriptCall(scripts.GET_ECHO.script, {"Text": "", "Texts": [], "Number": number, "Flag": False})
    (document,) = session.run(call).documents
    assert json.loads(document) == {"text": "", "texts": [], "number": number, "flag": False}


@pytest.mark.parametrize(
    ("played", "documents"),
    [(scripts.GET_NONE, []), (scripts.GET_MANY, [{"n": 1}, {"n": 2}, {"n": 3}])],
    ids=["none", "many"],
)
def test_documents_come_in_order_without_the_closing_one(
    session: HostSession, played: Played, documents: list[object]
) -> None:
    result = session.run(ScriptCall(played.script))
    assert [json.loads(document) for document in result.documents] == documents
    assert result.would_change is False


def test_warnings_and_progress_are_told_apart_from_documents(session: HostSession) -> None:
    """What a script says by the way reaches the person without spoiling its answer."""
    seen: list[ScriptProgress] = []
    result = session.run(ScriptCall(scripts.GET_WARNED.script), on_progress=seen.append)
    assert result.documents == ()
    assert result.warnings == ("this takes a while",)
    assert ScriptProgress(activity="Reading disks", status="2 of 4", percent=50) in seen


def test_secrets_arrive_sealed(session: HostSession) -> None:
    """A password reaches the script as SecureString or PSCredential, unchanged."""
    call = ScriptCall(
        scripts.GET_SECRET.script,
        secrets={"Phrase": Secret("öffne 'dich' $x"), "Login": Credential("LAB\\anna", Secret('p"ss wörd'))},
    )
    (document,) = session.run(call).documents
    assert json.loads(document) == {"phrase": "öffne 'dich' $x", "user": "LAB\\anna", "password": 'p"ss wörd'}


FAILURES: list[tuple[Played, type[MigratorError], dict[str, object]]] = [
    (
        scripts.GET_REPORTED,
        ScriptFailed,
        {"found": "disk 3 does not answer", "category": "DeviceError", "message": "disk 3 does not answer"},
    ),
    (
        scripts.GET_THROWN,
        ScriptFailed,
        {"found": "no more", "error_id": "no more", "category": "OperationStopped", "message": "no more"},
    ),
    (
        scripts.GET_VM,
        HyperVModuleMissing,
        {"found": "The module 'Hyper-V' could not be loaded. For more information, run 'Import-Module Hyper-V'."},
    ),
    (
        scripts.GET_EXIT,
        UnexpectedOutput,
        {"found": "no closing document after 1 document: the script ended early (`exit`?)", "document": '{"n":1}'},
    ),
    (scripts.GET_WRONG_COUNT, UnexpectedOutput, {"found": "the closing document says count 2, not 1"}),
    (
        scripts.GET_WRONG_NAME,
        UnexpectedOutput,
        {"found": "the closing document says script 'Get-Other', not 'Get-WrongName'"},
    ),
    (scripts.GET_NO_JSON, UnexpectedOutput, {"found": "document 1 is no JSON", "document": "VMs: 3"}),
    (scripts.GET_NO_STRING, UnexpectedOutput, {"document": None}),
    (scripts.GET_HUGE, UnexpectedOutput, {"document": None}),
]


@pytest.mark.parametrize(
    ("played", "error", "parameters"), FAILURES, ids=[played.script.name for played, _, _ in FAILURES]
)
def test_a_script_that_does_not_keep_its_promise_is_no_success(
    session: HostSession, played: Played, error: type[MigratorError], parameters: dict[str, object]
) -> None:
    """Completed is not enough; the person learns which host, which script and what was found. The session stays good."""
    with pytest.raises(error) as raised:
        session.run(ScriptCall(played.script))
    assert raised.value.parameters | parameters == raised.value.parameters
    assert raised.value.parameters["host"] == "127.0.0.1"
    assert raised.value.parameters["attempted"] == played.script.name
    assert session.run(ScriptCall(scripts.GET_NONE.script)).documents == ()


def test_a_read_that_takes_too_long_is_stopped(session: HostSession) -> None:
    """After the deadline the host is left in peace, and the session can be used again."""
    with pytest.raises(DeadlineExceeded) as raised:
        session.run(ScriptCall(scripts.GET_ENDLESS.script), deadline_s=0.5)
    assert raised.value.parameters["attempted"] == "Get-Endless"
    assert raised.value.parameters["host"] == "127.0.0.1"
    assert raised.value.parameters["deadline_s"] == 1
    assert session.run(ScriptCall(scripts.GET_NONE.script)).documents == ()


def test_a_person_can_interrupt(session: HostSession) -> None:
    """Ctrl+C stops the script on the host too."""
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled) as raised:
        session.run(ScriptCall(scripts.GET_ENDLESS.script), cancel=cancel)
    assert raised.value.parameters["attempted"] == "Get-Endless"
    assert session.run(ScriptCall(scripts.GET_NONE.script)).documents == ()


def test_closing_twice_is_no_fault(session: HostSession) -> None:
    session.run(ScriptCall(scripts.GET_NONE.script))
    session.close()
    session.close()
    assert session.host == "127.0.0.1"
