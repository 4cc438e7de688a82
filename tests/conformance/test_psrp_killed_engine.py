"""What becomes of a script when the PowerShell process on the host dies under it."""

import os
import signal

import pytest

from migrator.errors import OutcomeUnknown, SessionError, SessionLost
from migrator.lab.engines.pwsh.bridge import PwshEngine
from migrator.lab.wire.endpoint import HostEndpoint
from migrator.ports.host_session import ScriptCall, ScriptProgress
from tests.conformance import scripts
from tests.conformance.conftest import Opener, needs_powershell_7, over_http
from tests.conformance.scripts import Played

pytestmark = needs_powershell_7


@pytest.mark.parametrize(
    ("played", "becomes"),
    [(scripts.GET_DOOMED, SessionLost), (scripts.SET_DOOMED, OutcomeUnknown)],
    ids=["read", "change"],
)
def test_a_killed_powershell_ends_the_call_at_once(
    pwsh_host: HostEndpoint,
    pwsh_engines: list[PwshEngine],
    opened: Opener,
    played: Played,
    becomes: type[SessionError],
) -> None:
    """The person does not wait for the deadline, and the next call gets a new process."""
    session = opened(over_http(pwsh_host))

    def kill(_: ScriptProgress) -> None:
        process_id = pwsh_engines[0].process_id
        assert process_id is not None
        os.kill(process_id, signal.SIGKILL)

    with pytest.raises(SessionError) as raised:
        session.run(ScriptCall(played.script), deadline_s=60, on_progress=kill)
    assert type(raised.value) is becomes
    assert raised.value.parameters["host"] == "127.0.0.1"
    assert raised.value.parameters["attempted"] == played.script.name
    assert "WSMan fault" in str(raised.value.parameters["found"])
    assert session.run(ScriptCall(scripts.GET_NONE.script)).documents == ()
    assert len(pwsh_engines) == 2
