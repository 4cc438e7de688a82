"""The endpoint in front of a real PowerShell."""

import os
import shutil
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypsrp.exceptions import WSManFaultError
from pypsrp.powershell import PowerShell

from migrator.lab.engines.pwsh.bridge import PwshEngine
from migrator.lab.wire.endpoint import HostEndpoint
from tests.unit.lab.wire.conftest import OpenPool, Run, StartHost

STOPPED, COMPLETED, FAILED = 3, 4, 5
needs_pwsh = pytest.mark.skipif(shutil.which("pwsh") is None, reason="no PowerShell 7 (pwsh) on the PATH")


class RealHost:
    """A host whose every shell is a pwsh process."""

    def __init__(self, start_host: StartHost, home: Path) -> None:
        self.engines: list[PwshEngine] = []
        self._home = home
        self.endpoint: HostEndpoint = start_host(engine=self._engine)

    def _engine(self) -> PwshEngine:
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self._home),
            "NO_COLOR": "1",
            "POWERSHELL_TELEMETRY_OPTOUT": "1",
            "POWERSHELL_UPDATECHECK": "Off",
            "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1",
        }
        self.engines.append(PwshEngine(["pwsh", "-s", "-NoLogo", "-NoProfile"], env))
        return self.engines[-1]

    def process(self) -> int:
        """Give the process of the newest shell."""
        process_id = self.engines[-1].process_id
        assert process_id is not None
        return process_id


@pytest.fixture
def real_host(start_host: StartHost, tmp_path: Path) -> RealHost:
    """Start a host that runs what it is given in pwsh."""
    return RealHost(start_host, tmp_path)


def _is_reaped(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return True
    return False


@needs_pwsh
@pytest.mark.live
def test_a_session_from_opening_to_reaping(real_host: RealHost, open_pool: OpenPool, run: Run) -> None:
    """Streams, parameters, failures, `exit` and a string of 3 MB; afterwards no process is left."""
    with open_pool(real_host.endpoint) as pool:
        ran = run(pool, "param($A) Write-Verbose v -Verbose; Write-Warning w; Write-Error e; $A", A="ü;'\"$x")
        assert list(ran.output) == ["ü;'\"$x"]
        assert [str(item.message) for item in ran.streams.verbose + ran.streams.warning] == ["v", "w"]
        assert [error.fq_error for error in ran.streams.error] == ["Microsoft.PowerShell.Commands.WriteErrorException"]
        assert ran.state == COMPLETED

        assert len(run(pool, "'a' * 3MB").output[0]) == 3 * 2**20
        assert list(run(pool, "'a'; exit 5; 'b'").output) == ["a"]

        failed = run(pool, "[CmdletBinding()]param([string]$Name) $Name", Nope=1)
        assert (failed.state, failed.streams.error[0].fq_error) == (FAILED, "NamedParameterNotFound")
        process = real_host.process()
    assert _is_reaped(process)
    assert real_host.endpoint.shells == 0


@needs_pwsh
@pytest.mark.live
def test_a_killed_process_ends_the_waiting_with_a_fault(
    real_host: RealHost, open_pool: OpenPool, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    """Kill -9 in the middle of a script: the pending Receive faults, so does whatever follows, nobody polls on."""
    pool = open_pool(real_host.endpoint)
    shell = PowerShell(pool).add_script("[Console]::Error.WriteLine('last words'); 'begun'; Start-Sleep 3600")
    shell.begin_invoke()
    shell.poll_invoke(timeout=20)
    assert list(shell.output) == ["begun"]
    os.kill(real_host.process(), signal.SIGKILL)
    with pytest.raises(WSManFaultError, match="PowerShell ended with -9"):
        shell.end_invoke()
    with pytest.raises(WSManFaultError) as caught:
        run(pool, "1")
    assert caught.value.code == 2150858843
    assert "last words" in caplog.text
    assert _is_reaped(real_host.process())


@needs_pwsh
@pytest.mark.live
def test_a_graceful_stop_and_a_closed_pool_with_a_running_script(real_host: RealHost, open_pool: OpenPool) -> None:
    """`crtl_c` ends as Stopped; deleting the shell of a running script leaves no process."""
    pool = open_pool(real_host.endpoint)
    shell = PowerShell(pool).add_script("'begun'; Start-Sleep 3600")
    shell.begin_invoke()
    shell.poll_invoke(timeout=20)
    pool.shell.signal("powershell/signal/crtl_c", shell.id)
    shell.end_invoke()
    assert (shell.state, str(shell.streams.error[0])) == (STOPPED, "The pipeline has been stopped.")
    shell.close()
    PowerShell(pool).add_script("Start-Sleep 3600").begin_invoke()
    pool.close()
    assert _is_reaped(real_host.process())


@needs_pwsh
@pytest.mark.live
def test_pools_are_processes_of_their_own(real_host: RealHost, open_pool: OpenPool, run: Run) -> None:
    """Three pools work at the same time and see nothing of each other."""
    pools = [open_pool(real_host.endpoint) for _ in range(3)]

    def work(number: int) -> list[int]:
        run(pools[number], "param($N) $global:kept = $N", N=number)
        return [int(run(pools[number], "$global:kept").output[0]) for _ in range(3)]

    with ThreadPoolExecutor(3) as workers:
        assert list(workers.map(work, range(3))) == [[0] * 3, [1] * 3, [2] * 3]
    assert len({engine.process_id for engine in real_host.engines}) == 3


def test_a_program_that_is_missing_is_a_lost_shell(start_host: StartHost, open_pool: OpenPool, tmp_path: Path) -> None:
    """A lab with a wrong path says so when the session opens."""
    host = start_host(engine=lambda: PwshEngine([str(tmp_path / "nothing")], {}))
    with pytest.raises(WSManFaultError, match="cannot be started"):
        open_pool(host)
    assert host.shells == 0


def test_a_program_that_ends_at_once_is_a_lost_shell(start_host: StartHost, open_pool: OpenPool) -> None:
    """A PowerShell that dies while starting ends the opening with a fault instead of a wait."""
    host = start_host(engine=lambda: PwshEngine([sys.executable, "-c", "raise SystemExit(3)"], {}))
    with pytest.raises(WSManFaultError, match=r"PowerShell ended with 3|shell was not found"):
        open_pool(host)
