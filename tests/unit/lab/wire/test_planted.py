"""Faults planted in a host's endpoint, as a client meets them."""

from collections.abc import Sequence

import pytest
import requests
from pypsrp.exceptions import WinRMTransportError, WSManFaultError
from pypsrp.powershell import PowerShell

from migrator.lab.wire.planted import FaultKind, PlantedFault, PlantedFaults
from tests.unit.lab.wire.conftest import Hanging, OpenPool, Run, StartHost
from tests.unit.lab.wire.scripted import ECHO


def _commands(host_log: Sequence[tuple[str, str | None]]) -> int:
    return sum(1 for action, _ in host_log if action == "Command")


@pytest.mark.parametrize(
    ("kind", "acted"), [(FaultKind.RESET_BEFORE, 0), (FaultKind.RESET_AFTER, 1), (FaultKind.DROP_ANSWER, 1)]
)
def test_a_lost_command_was_begun_or_not(
    kind: FaultKind, acted: int, start_host: StartHost, open_pool: OpenPool, run: Run
) -> None:
    """The client sees a broken connection each time; whether the host acted differs, and the log tells."""
    host = start_host()
    pool = open_pool(host)
    pool.connection.transport.read_timeout = 1
    host.faults.plant(PlantedFault(kind, verb="Command"))
    with pytest.raises(requests.exceptions.RequestException):
        run(pool, ECHO, Text="x")
    assert _commands(host.log) == acted


def test_a_receive_whose_answer_is_lost_is_answered_again(start_host: StartHost, open_pool: OpenPool, run: Run) -> None:
    """The client repeats the message after its read time-out and gets the same output: nothing is missing."""
    host = start_host()
    pool = open_pool(host)
    pool.connection.transport.read_timeout = 1
    host.faults.plant(PlantedFault(FaultKind.DROP_ANSWER, verb="Receive"))
    assert len(run(pool, ECHO, Text="kept").output) == 2
    assert [action for action, _ in host.log].count("Receive") == 2


def test_unavailable_is_503(start_host: StartHost, open_pool: OpenPool, run: Run) -> None:
    """A busy host answers 503 once and is well again."""
    host = start_host()
    pool = open_pool(host)
    host.faults.plant(PlantedFault(FaultKind.UNAVAILABLE, verb="Command"))
    with pytest.raises(WinRMTransportError) as caught:
        run(pool, ECHO, Text="x")
    assert caught.value.code == 503
    assert run(pool, ECHO, Text="x").had_errors is False


def test_a_gone_shell_stays_gone(start_host: StartHost, open_pool: OpenPool, run: Run) -> None:
    """What is asked of a dead shell faults with the code by which clients know it; a new shell works."""
    host = start_host()
    pool = open_pool(host)
    host.faults.plant(PlantedFault(FaultKind.SHELL_GONE, verb="Command"))
    for _ in range(2):
        with pytest.raises(WSManFaultError) as caught:
            run(pool, ECHO, Text="x")
        assert caught.value.code == 2150858843
    assert run(open_pool(host), ECHO, Text="x").had_errors is False


def test_any_fault_code_can_be_planted(start_host: StartHost, open_pool: OpenPool) -> None:
    """Quotas and permissions that a test cannot exhaust are planted by their code."""
    host = start_host(faults=PlantedFaults(PlantedFault(FaultKind.REFUSED, verb="Create", code=2150859173)))
    with pytest.raises(WSManFaultError) as caught:
        open_pool(host)
    assert caught.value.code == 2150859173
    open_pool(host)


def test_a_delay_beyond_the_read_timeout(start_host: StartHost, open_pool: OpenPool) -> None:
    """A host that is too slow to open looks like one that does not answer; stopping it ends the delay at once."""
    host = start_host(faults=PlantedFaults(PlantedFault(FaultKind.DELAY, verb="Create", seconds=300)))
    with pytest.raises(requests.exceptions.ReadTimeout):
        open_pool(host, read_timeout=0.3)
    host.stop()


def test_a_stopped_host_refuses_and_comes_back_on_its_port(
    start_host: StartHost, open_pool: OpenPool, run: Run
) -> None:
    """A reboot: connections are refused, shells are lost, then the same address answers again."""
    host = start_host()
    pool = open_pool(host)
    port = host.port
    host.stop()
    with pytest.raises(requests.exceptions.ConnectionError):
        run(pool, ECHO, Text="x")
    host.start()
    assert host.port == port
    assert host.shells == 0
    assert run(open_pool(host), ECHO, Text="x").had_errors is False


def test_switching_off_ends_a_waiting_receive(start_host: StartHost, open_pool: OpenPool, hanging: Hanging) -> None:
    """Nobody waits for a host that was switched off in the middle of a script."""
    host = start_host(hanging.script)
    shell = PowerShell(open_pool(host)).add_script(hanging.text)
    shell.begin_invoke()
    hanging.when_running(host.stop)
    with pytest.raises((requests.exceptions.ConnectionError, WSManFaultError)):
        shell.end_invoke()


def test_nth_and_times_count_requests_of_the_verb() -> None:
    """The second and third Send are met, no other request is."""
    planted = PlantedFaults(PlantedFault(FaultKind.DELAY, verb="Send", nth=2, times=2))
    met = [planted.take(verb) is not None for verb in ("Send", "Receive", "Send", "Send", "Send")]
    assert met == [False, False, True, True, False]


def test_faults_travel_as_plain_data() -> None:
    """The control channel plants what a test plants."""
    fault = PlantedFault(FaultKind.REFUSED, verb="Create", code=5)
    assert PlantedFault.from_data(fault.as_data()) == fault
    with pytest.raises(TypeError):
        PlantedFault.from_data({"kind": "delay", "sekunden": 1})
