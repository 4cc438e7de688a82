"""What becomes of a script when the connection breaks, the host forgets us, or time passes."""

import threading
from uuid import UUID

import pytest

from migrator.adapters.psrp.pipeline import Pace
from migrator.adapters.psrp.session import PsrpSession
from migrator.errors import HostUnreachable, OutcomeUnknown, QuotaExceeded, SessionError, SessionLost
from migrator.lab.engines.python.pool import AnsweredPool
from migrator.lab.engines.python.running import Running
from migrator.lab.wire.endpoint import HostEndpoint
from migrator.lab.wire.planted import FaultKind, PlantedFault
from migrator.ports.host_session import Script, ScriptCall, ScriptProgress
from tests.conformance import scripts
from tests.conformance.conftest import PASSWORD, USER, HandClock, Opener, over_http

MANY = ScriptCall(scripts.GET_MANY.script)
READ = ScriptCall(scripts.GET_ECHO.script, {"Text": "a", "Texts": [], "Number": 1, "Flag": True})
CHANGE = ScriptCall(scripts.SET_ECHO.script, {"Text": "a", "Texts": [], "Number": 1, "Flag": True})
ENVELOPE_TOO_LARGE = 0x80338047
FOR_EVER = 1000


@pytest.fixture
def session(http_host: HostEndpoint, opened: Opener) -> PsrpSession:
    made = opened(over_http(http_host))
    made.open()
    return made


def _lost(session: PsrpSession, call: ScriptCall) -> SessionError:
    with pytest.raises(SessionError) as raised:
        session.run(call)
    assert raised.value.parameters["host"] == "127.0.0.1"
    assert raised.value.parameters["attempted"] == call.script.name
    return raised.value


def _actions(endpoint: HostEndpoint) -> list[str]:
    return [request.action for request in endpoint.log]


@pytest.mark.parametrize("kind", [FaultKind.RESET_BEFORE, FaultKind.RESET_AFTER])
@pytest.mark.parametrize("call", [MANY, CHANGE], ids=["read", "change"])
def test_one_dropped_connection_while_waiting_is_healed(
    http_host: HostEndpoint, session: PsrpSession, kind: FaultKind, call: ScriptCall
) -> None:
    """Asking for output again is no repetition of the script; nothing of the answer is missing."""
    http_host.faults.plant(PlantedFault(kind, verb="Receive"))
    assert len(session.run(call).documents) in (1, 3)
    assert _actions(http_host).count("Command") == 1


@pytest.mark.parametrize(("call", "becomes"), [(READ, SessionLost), (CHANGE, OutcomeUnknown)], ids=["read", "change"])
@pytest.mark.parametrize("verb", ["Command", "Receive"])
def test_a_connection_that_stays_broken_in_the_middle(
    http_host: HostEndpoint, session: PsrpSession, verb: str, call: ScriptCall, becomes: type[SessionError]
) -> None:
    """A read is lost and may be repeated; of a change nobody knows, and nobody sends it a second time."""
    http_host.faults.plant(PlantedFault(FaultKind.RESET_AFTER, verb=verb, times=FOR_EVER))
    error = _lost(session, call)
    assert type(error) is becomes
    assert error.parameters["found"] in (
        "[Errno 104] Connection reset by peer",
        "Remote end closed connection without response",
    )
    assert _actions(http_host).count("Command") == 1
    assert http_host.shells == 0
    http_host.faults.clear()
    assert len(session.run(MANY).documents) == 3


@pytest.mark.parametrize(("call", "becomes"), [(READ, SessionLost), (CHANGE, OutcomeUnknown)], ids=["read", "change"])
def test_a_shell_that_dies_while_the_script_runs(
    http_host: HostEndpoint, session: PsrpSession, call: ScriptCall, becomes: type[SessionError]
) -> None:
    http_host.faults.plant(PlantedFault(FaultKind.SHELL_GONE, verb="Receive"))
    assert type(_lost(session, call)) is becomes
    assert len(session.run(MANY).documents) == 3
    assert _actions(http_host).count("Create") == 2


@pytest.mark.parametrize("call", [READ, CHANGE], ids=["read", "change"])
def test_a_shell_that_the_host_has_forgotten_is_replaced(
    http_host: HostEndpoint, session: PsrpSession, call: ScriptCall
) -> None:
    """The host says that it knows no such shell, so nothing was begun, and a change may be sent to a new one."""
    http_host.faults.plant(PlantedFault(FaultKind.SHELL_GONE, verb="Command"))
    assert len(session.run(call).documents) == 1
    assert _actions(http_host).count("Create") == 2


def test_a_host_that_forgets_every_shell_is_not_asked_for_ever(http_host: HostEndpoint, session: PsrpSession) -> None:
    http_host.faults.plant(PlantedFault(FaultKind.SHELL_GONE, verb="Command", times=FOR_EVER))
    assert type(_lost(session, CHANGE)) is SessionLost
    assert _actions(http_host).count("Create") == 2


@pytest.mark.parametrize("call", [READ, CHANGE], ids=["read", "change"])
def test_a_quota_that_refuses_the_script_is_told(
    http_host: HostEndpoint, session: PsrpSession, call: ScriptCall
) -> None:
    """The host refused the command itself: it did not run, not even a changing one."""
    http_host.faults.plant(PlantedFault(FaultKind.REFUSED, verb="Command", code=ENVELOPE_TOO_LARGE))
    error = _lost(session, call)
    assert type(error) is QuotaExceeded
    assert str(ENVELOPE_TOO_LARGE) in str(error.parameters["found"])


def test_a_change_to_a_host_that_is_switched_off_was_not_made(http_host: HostEndpoint, session: PsrpSession) -> None:
    """No connection, no change: this is not an unknown outcome."""
    http_host.stop()
    assert type(_lost(session, CHANGE)) is HostUnreachable


def test_stopping_uses_the_signal_that_stops(http_host: HostEndpoint, session: PsrpSession) -> None:
    """Any other code would close the command without a word, and its end would never be known."""
    with pytest.raises(SessionError):
        session.run(ScriptCall(scripts.GET_ENDLESS.script), deadline_s=0.3)
    actions = _actions(http_host)
    assert "Signal:crtl_c" in actions
    assert actions.index("Signal:crtl_c") < actions.index("Signal:terminate")


def test_a_stopped_change_is_an_unknown_outcome(session: PsrpSession) -> None:
    """What it did before it was stopped must be looked at."""
    with pytest.raises(OutcomeUnknown) as raised:
        session.run(ScriptCall(scripts.SET_ENDLESS.script), deadline_s=0.3)
    assert raised.value.parameters == {
        "host": "127.0.0.1",
        "attempted": "Set-Endless",
        "found": "deadline: the script was stopped on the host",
    }


def test_a_script_that_does_not_stop_loses_its_shell(http_host: HostEndpoint, opened: Opener) -> None:
    """When the gentle signal has no effect, the command is ended hard and the shell deleted."""
    session = opened(over_http(http_host), pace=Pace(poll_s=0.25, stop_grace_s=0.0))
    with pytest.raises(SessionError):
        session.run(ScriptCall(scripts.GET_ENDLESS.script), deadline_s=0.3)
    assert _actions(http_host)[-3:] == ["Signal:crtl_c", "Signal:terminate", "Delete"]
    assert http_host.shells == 0


def test_an_idle_session_is_refreshed_before_it_is_used(http_host: HostEndpoint, opened: Opener) -> None:
    """Windows hangs up on idle connections; the same shell goes on over a new one, sealed anew."""
    clock = HandClock()
    session = opened(over_http(http_host), clock=clock)
    session.run(MANY)
    clock.now += 61
    _hang_up(http_host)
    assert len(session.run(CHANGE).documents) == 1
    assert _actions(http_host).count("Create") == 1


def test_a_connection_dropped_early_costs_a_read_no_more_than_an_error(
    http_host: HostEndpoint, session: PsrpSession
) -> None:
    """Before the idle limit the old security context meets a new connection: refused, then all is new."""
    session.run(MANY)
    _hang_up(http_host)
    error = _lost(session, READ)
    assert type(error) is SessionLost
    assert error.parameters["found"] == "HTTP status 400"
    assert len(session.run(READ).documents) == 1


def test_a_host_that_restarted_meanwhile_gets_a_new_session(http_host: HostEndpoint, opened: Opener) -> None:
    clock = HandClock()
    session = opened(over_http(http_host), clock=clock)
    session.run(MANY)
    clock.now += 3600
    http_host.stop()
    http_host.start()
    assert len(session.run(CHANGE).documents) == 1
    assert _actions(http_host).count("Create") == 2


def test_every_command_and_the_shell_are_given_back(http_host: HostEndpoint, session: PsrpSession) -> None:
    for _ in range(3):
        session.run(MANY)
    session.close()
    actions = _actions(http_host)
    assert actions.count("Command") == actions.count("Signal:terminate") == 3
    assert actions[-1] == "Delete"
    assert http_host.shells == 0


def test_an_interrupted_read_says_so_even_if_the_host_is_gone(
    http_host: HostEndpoint, session: PsrpSession, begun: threading.Event
) -> None:
    """Ctrl+C in front of a dead host is still an interruption, not a riddle."""
    http_host.faults.plant(PlantedFault(FaultKind.RESET_BEFORE, verb="Signal", times=FOR_EVER))
    with pytest.raises(SessionError) as raised:
        session.run(ScriptCall(scripts.GET_ENDLESS.script), deadline_s=0.3)
    assert begun.is_set()
    assert raised.value.id == "deadline-exceeded"
    assert str(raised.value.parameters["found"]).startswith("while stopping: ")


def test_an_unknown_script_fails_as_the_host_says(session: PsrpSession) -> None:
    error = _lost(session, ScriptCall(Script("Get-Unknown", "Get-Unheard\n")))
    assert error.parameters["error_id"] == "CommandNotFoundException"
    assert error.parameters["category"] == "ObjectNotFound"


def _hang_up(endpoint: HostEndpoint) -> None:
    assert endpoint._server is not None
    endpoint._server.hang_up(0.1)


class _TardyEngine(AnsweredPool):
    """Its script ends by itself at the moment when it is asked to stop."""

    def __init__(self) -> None:
        super().__init__(self._act, version="5.1.20348.2227")
        self._asked = threading.Event()

    def stop(self, command: UUID) -> None:
        """Let the script come to its own end."""
        del command
        self._asked.set()

    def _act(self, running: Running) -> None:
        running.progress("Working", "", 99)
        self._asked.wait(60)
        running.say('{"late":true}')
        running.say('{"end":true,"script":"Set-Tardy","schema":1,"count":1}')


def test_a_script_that_ends_while_it_is_being_stopped_has_answered(opened: Opener) -> None:
    """An answer that came is not thrown away because it came late; it may tell that a change was made."""
    clock = HandClock()

    def time_passes(_: ScriptProgress) -> None:
        clock.now += 5

    with HostEndpoint(_TardyEngine, {USER: PASSWORD}) as endpoint:
        session = opened(over_http(endpoint), clock=clock)
        call = ScriptCall(Script("Set-Tardy", "Set-Tardy"))
        assert session.run(call, deadline_s=4, on_progress=time_passes).documents == ('{"late":true}',)
        assert "Signal:crtl_c" in _actions(endpoint)
        session.close()


def test_an_idle_session_whose_host_does_not_answer_is_replaced(http_host: HostEndpoint, opened: Opener) -> None:
    """The probe finds the dead session, so that no change is sent into it."""
    clock = HandClock()
    session = opened(over_http(http_host), clock=clock)
    session.run(MANY)
    clock.now += 61
    http_host.faults.plant(PlantedFault(FaultKind.SHELL_GONE, verb="Get"))
    assert len(session.run(CHANGE).documents) == 1
    assert _actions(http_host).count("Create") == 2
    assert _actions(http_host).count("Command") == 2
