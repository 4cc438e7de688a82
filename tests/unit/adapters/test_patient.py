"""A host that is away is waited for by reads, as long as was said; no change is ever sent twice."""

import pytest

from migrator.adapters.patient import NoticingSession, Patience, PatientSession
from migrator.errors import (
    Cancelled,
    DeadlineExceeded,
    HostUnreachable,
    LoginRefused,
    MigratorError,
    OutcomeUnknown,
    SessionLost,
)
from migrator.ports.host_session import Script, ScriptCall, ScriptResult
from tests.unit.adapters.conftest import ToldSession

READ = ScriptCall(Script("Get-VM", "read"))
CHANGE = ScriptCall(Script("Set-VM", "change"))
DONE = ScriptResult(documents=("{}",))
LIMIT_S = 60.0


class Waiting:
    """A patient session whose time passes by waiting only, and what it said."""

    def __init__(self, answers: list[ScriptResult | MigratorError]) -> None:
        self.now = 0.0
        self.said: list[str] = []
        self.inner = ToldSession(answers)
        self.noticed = NoticingSession(self.inner)
        self.session = PatientSession(
            self.noticed,
            self.noticed,
            Patience(
                self.pass_time,
                lambda: self.now,
                lambda host, error, limit_s: self.said.append(f"{host} away: {error.id}, {limit_s:.0f} s"),
                lambda host: self.said.append(f"{host} back"),
            ),
            limit_s=LIMIT_S,
            returned=lambda: self.said.append("returned"),
        )

    def pass_time(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


def test_a_read_waits_until_the_host_is_back_and_says_so() -> None:
    """A restart in the middle of the night is not the end of the run."""
    one = Waiting([HostUnreachable(), HostUnreachable(), SessionLost(), DONE])
    assert one.session.run(READ) == DONE
    assert one.said == ["hv01 away: host-unreachable, 60 s", "hv01 back", "returned"]
    assert one.now == 15


def test_waiting_has_an_end_and_afterwards_nothing_waits_again() -> None:
    """The rest of the run does not wait as long, step by step."""
    one = Waiting([HostUnreachable()] * 100)
    with pytest.raises(HostUnreachable):
        one.session.run(READ)
    asked = len(one.inner.calls)
    assert one.now == LIMIT_S
    for call in (READ, CHANGE):
        with pytest.raises(HostUnreachable):
            one.session.run(call)
    assert (len(one.inner.calls), one.now) == (asked, LIMIT_S)


@pytest.mark.parametrize("error", [HostUnreachable(), SessionLost(), OutcomeUnknown()])
def test_a_change_is_sent_once_and_the_read_after_it_waits(error: MigratorError) -> None:
    one = Waiting([error, HostUnreachable(), DONE])
    with pytest.raises(type(error)):
        one.session.run(CHANGE)
    assert one.session.run(READ) == DONE
    assert one.inner.calls == [CHANGE, READ, READ]


@pytest.mark.parametrize("error", [LoginRefused(), DeadlineExceeded(), Cancelled()])
def test_what_waiting_does_not_mend_is_not_waited_for(error: MigratorError) -> None:
    """Three wrong passwords lock an account."""
    one = Waiting([error])
    with pytest.raises(type(error)):
        one.session.run(READ)
    assert (one.said, one.now) == ([], 0)


def test_a_read_that_a_living_host_loses_again_and_again_is_given_up_soon() -> None:
    one = Waiting([SessionLost()] * 10)
    with pytest.raises(SessionLost):
        one.session.run(READ)
    assert one.now < LIMIT_S / 2


def test_a_loss_that_somebody_else_met_is_told_with_the_next_answer() -> None:
    """A disk that missed a record because its host was away gets it as soon as the host answers."""
    one = Waiting([HostUnreachable(), DONE, DONE])
    with pytest.raises(HostUnreachable):
        one.noticed.run(CHANGE)
    for _ in range(2):
        assert one.session.run(READ) == DONE
    assert one.said == ["returned"]


def test_a_wish_to_stop_ends_the_waiting() -> None:
    one = Waiting([HostUnreachable(), DONE])

    def stopped(_seconds: float) -> None:
        raise Cancelled

    session = PatientSession(one.noticed, one.noticed, Patience(stopped, lambda: 0.0), limit_s=LIMIT_S)
    with pytest.raises(Cancelled):
        session.run(READ)
