"""Rehearsing writes changes down, retrying repeats reads; neither does the other thing."""

import threading

import pytest
from tenacity.wait import wait_fixed

from migrator.adapters.rehearsing import RehearsingSession
from migrator.adapters.retrying import RetryingSession
from migrator.errors import (
    DeadlineExceeded,
    HostTlsRefused,
    HostUnreachable,
    LoginRefused,
    MigratorError,
    OutcomeUnknown,
    QuotaExceeded,
    ScriptFailed,
    SessionLost,
)
from migrator.ports.host_session import Script, ScriptCall, ScriptProgress, ScriptResult
from tests.unit.adapters.conftest import ToldSession

READ = ScriptCall(Script("Get-VM", "read"))
TEST = ScriptCall(Script("Test-Path", "read too"))
CHANGE = ScriptCall(Script("Set-VM", "change"), {"Name": "a"})
COMPARE = ScriptCall(Script("Compare-VM", "leaves a planned VM behind"))
DONE = ScriptResult(documents=("{}",))


def _retrying(inner: ToldSession, waits: list[float]) -> RetryingSession:
    return RetryingSession(inner, attempts=3, wait=wait_fixed(7), sleep=waits.append)


def test_a_rehearsed_change_never_reaches_the_host() -> None:
    """A dry run cannot change anything, whatever a step does."""
    inner = ToldSession([DONE, DONE])
    session = RehearsingSession(inner)
    for call in (READ, TEST):
        assert session.run(call) == DONE
    for call in (CHANGE, COMPARE):
        result = session.run(call)
        assert (result.would_change, result.documents) == (True, ())
    assert inner.calls == [READ, TEST]
    assert session.would_change == (CHANGE, COMPARE)
    session.close()
    assert (session.host, inner.closed) == ("hv01", 1)


@pytest.mark.parametrize("error", [HostUnreachable(), SessionLost(), QuotaExceeded()])
def test_a_read_without_an_answer_is_asked_again(error: MigratorError) -> None:
    waits: list[float] = []
    inner = ToldSession([error, error, DONE])
    seen: list[ScriptProgress] = []
    assert _retrying(inner, waits).run(READ, deadline_s=5, on_progress=seen.append) == DONE
    assert (waits, inner.deadlines, len(seen)) == ([7, 7], [5, 5, 5], 3)


def test_asking_again_has_an_end_and_the_last_error_comes_as_it_was() -> None:
    waits: list[float] = []
    last = SessionLost(found="third")
    with pytest.raises(SessionLost) as raised:
        _retrying(ToldSession([SessionLost(), HostUnreachable(), last]), waits).run(READ)
    assert raised.value is last
    assert waits == [7, 7]


@pytest.mark.parametrize(
    "error", [LoginRefused(), HostTlsRefused(), DeadlineExceeded(), ScriptFailed(), OutcomeUnknown()]
)
def test_what_would_fail_again_is_not_repeated(error: MigratorError) -> None:
    """Three wrong passwords lock an account."""
    inner = ToldSession([error, DONE])
    with pytest.raises(type(error)):
        _retrying(inner, []).run(READ)
    assert len(inner.calls) == 1


@pytest.mark.parametrize("error", [HostUnreachable(), SessionLost(), OutcomeUnknown()])
def test_a_change_is_sent_once(error: MigratorError) -> None:
    inner = ToldSession([error, DONE])
    with pytest.raises(type(error)):
        _retrying(inner, []).run(CHANGE)
    assert inner.calls == [CHANGE]


def test_an_interrupted_person_does_not_wait_for_another_attempt() -> None:
    cancel = threading.Event()
    cancel.set()
    inner = ToldSession([SessionLost(), DONE])
    with pytest.raises(SessionLost):
        _retrying(inner, []).run(READ, cancel=cancel)
    assert len(inner.calls) == 1


def test_closing_reaches_the_inner_session() -> None:
    inner = ToldSession([])
    session = _retrying(inner, [])
    session.close()
    assert (session.host, inner.closed) == ("hv01", 1)
