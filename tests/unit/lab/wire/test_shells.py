"""The life of shells: quotas, idling, disconnecting, being found again."""

from typing import Any

import pytest
from pypsrp.exceptions import WSManFaultError
from pypsrp.powershell import PowerShell, RunspacePool
from pypsrp.shell import SignalCode

from migrator.lab.wire.quotas import Quotas
from tests.unit.lab.wire.conftest import Connect, Hanging, OpenPool, Run, StartHost
from tests.unit.lab.wire.scripted import BIG, ECHO, PASSWORD, USER

STOPPED, COMPLETED = 3, 4


def test_one_shell_too_many_is_refused_as_windows_does(start_host: StartHost, open_pool: OpenPool) -> None:
    """MaxShellsPerUser has its own fault code, counts per user, and a closed shell makes room."""
    host = start_host(quotas=Quotas(max_shells_per_user=1), users={USER: PASSWORD, "other": "other"})
    first = open_pool(host)
    with pytest.raises(WSManFaultError) as caught:
        open_pool(host)
    assert caught.value.code == 2150859173
    open_pool(host, username="other", password="other")
    first.close()
    open_pool(host)


def test_unclosed_commands_use_up_their_quota(start_host: StartHost, open_pool: OpenPool) -> None:
    """A client that never closes its pipelines runs into MaxConcurrentCommandsPerShell."""
    pool = open_pool(start_host(quotas=Quotas(max_commands_per_shell=1)))
    PowerShell(pool).add_script(ECHO).invoke()
    with pytest.raises(WSManFaultError) as caught:
        PowerShell(pool).add_script(ECHO).invoke()
    assert caught.value.code == 2150859241


def test_an_idle_shell_is_taken_away(start_host: StartHost, open_pool: OpenPool, run: Run) -> None:
    """A forgotten session does not hold the quota for ever; one that is used stays."""
    now = [1000.0]
    host = start_host(clock=lambda: now[0])
    used, forgotten = open_pool(host), open_pool(host)
    now[0] += 5000
    run(used, ECHO, Text="x")
    now[0] += 5000
    run(used, ECHO, Text="x")
    assert host.shells == 1
    with pytest.raises(WSManFaultError) as caught:
        run(forgotten, ECHO, Text="x")
    assert caught.value.code == 2150858843


def test_stop_with_the_protocols_code_ends_as_stopped(
    start_host: StartHost, open_pool: OpenPool, hanging: Hanging
) -> None:
    """`crtl_c` is a graceful stop: a state message with PowerShell's own words follows."""
    pool = open_pool(start_host(hanging.script))
    shell = PowerShell(pool).add_script(hanging.text)
    shell.begin_invoke()
    shell.poll_invoke(timeout=10)
    pool.shell.signal("powershell/signal/crtl_c", shell.id)
    shell.end_invoke()
    assert (shell.state, [str(error) for error in shell.streams.error]) == (
        STOPPED,
        ["The pipeline has been stopped."],
    )
    shell.close()


def test_any_other_signal_closes_the_command(start_host: StartHost, open_pool: OpenPool, hanging: Hanging) -> None:
    """Pypsrp's own stop() sends `ctrl_c`, a hard close: the next Receive finds no such command."""
    host = start_host(hanging.script)
    pool = open_pool(host)
    shell = PowerShell(pool).add_script(hanging.text)
    shell.begin_invoke()
    pool.shell.signal(SignalCode.PS_CTRL_C, shell.id)
    with pytest.raises(WSManFaultError) as caught:
        shell.poll_invoke(timeout=10)
    assert caught.value.code == 2150858843
    assert "Signal:ctrl_c" in [action for action, _ in host.log]


def test_a_delete_ends_what_waits(
    start_host: StartHost, open_pool: OpenPool, connect: Connect, hanging: Hanging
) -> None:
    """Deleting a shell from another connection ends a Receive that waits in it, with a fault."""
    host = start_host(hanging.script)
    pool = open_pool(host)
    shell = PowerShell(pool).add_script(hanging.text)
    shell.begin_invoke()
    other = connect(host)
    hanging.when_running(lambda: other.delete(pool.shell.resource_uri, selector_set=pool.shell._selector_set))
    with pytest.raises(WSManFaultError) as caught:
        shell.end_invoke()
    assert caught.value.code in {995, 2150858843}


def test_an_operation_timeout_is_no_failure(start_host: StartHost, open_pool: OpenPool, hanging: Hanging) -> None:
    """A silent script lets Receive time out in the protocol; the client polls on and the script still runs."""
    shell: Any = PowerShell(open_pool(start_host(hanging.script))).add_script(hanging.text)
    shell.begin_invoke()
    for _ in range(3):
        shell.poll_invoke(timeout=0.1)
    assert len(shell.output) == 1
    hanging.over.set()
    shell.end_invoke()
    assert shell.state == COMPLETED


def test_the_same_client_disconnects_and_comes_back(
    start_host: StartHost, open_pool: OpenPool, hanging: Hanging
) -> None:
    """What a script says while nobody listens is kept for the client that reconnects."""
    pool = open_pool(start_host(hanging.script))
    shell: Any = PowerShell(pool).add_script(hanging.text)
    shell.begin_invoke()
    pool.disconnect()
    hanging.over.set()
    pool.connect()
    shell.connect_async()
    assert len(shell.end_invoke()) == 2
    assert shell.state == COMPLETED


def test_a_new_client_takes_over_a_disconnected_pool(
    start_host: StartHost, open_pool: OpenPool, connect: Connect, run: Run
) -> None:
    """After the controller was killed a new process finds its pool and goes on in it."""
    host = start_host()
    pool = open_pool(host)
    shell = PowerShell(pool).add_script(BIG).add_parameters({"Characters": 10, "Times": 3})
    shell.begin_invoke()
    pool.disconnect()
    (found,) = RunspacePool.get_runspace_pools(connect(host))
    found.connect()
    running: Any
    (running,) = found.create_disconnected_power_shells()
    assert len(running.connect()) == 3
    running.close()
    assert run(found, ECHO, Text="x").had_errors is False


def test_shells_of_others_are_out_of_reach(start_host: StartHost, open_pool: OpenPool, connect: Connect) -> None:
    """A user neither lists another user's shells nor reaches one whose id he knows."""
    host = start_host(users={USER: PASSWORD, "other": "other"})
    pool = open_pool(host)
    stranger = connect(host, username="other", password="other")
    assert RunspacePool.get_runspace_pools(stranger) == []
    with pytest.raises(WSManFaultError) as caught:
        stranger.delete(pool.shell.resource_uri, selector_set=pool.shell._selector_set)
    assert (caught.value.code, host.shells) == (2150858843, 1)


def test_is_alive_asks_the_host(start_host: StartHost, open_pool: OpenPool) -> None:
    """A pool is alive as long as its shell is."""
    host = start_host()
    pool = open_pool(host)
    assert pool.is_alive() is True
    host.stop()
    host.start()
    assert pool.is_alive() is False
