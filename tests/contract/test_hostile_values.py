"""What a person types reaches a host as it is, over the real wire, and is never run."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from gates.analyzer import powershell
from gates.contract.case import Case
from gates.contract.cases.session_cases import HOSTILE
from migrator.adapters.psrp.session import PsrpSession
from migrator.domain.connection import Connection
from migrator.hyperv.test_host_session import test_host_session as ask_session
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.service_engines import open_room
from migrator.lab.service_scripts import ScriptRuns
from migrator.lab.wire.endpoint import HostEndpoint
from migrator.lab.wire.planted import PlantedFaults
from migrator.ports.secret import Secret

PASSWORD = "Pa$$w`rd;\"'"
USER = "Administrator"

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(
    params=[
        "python",
        pytest.param(
            "pwsh",
            marks=[
                pytest.mark.live,
                pytest.mark.skipif(powershell() is None, reason="no PowerShell on the PATH"),
            ],
        ),
    ]
)
def cmdlets_and_session(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[HostCmdlets, PsrpSession]]:
    with ExitStack() as stack:
        cmdlets = stack.enter_context(Case("Test-HostSession", "hostile", "odd").built(tmp_path / "world"))
        room = open_room(request.param, cmdlets, ScriptRuns(PlantedFaults()))
        stack.callback(room.close)
        endpoint = stack.enter_context(HostEndpoint(room.new, {USER: PASSWORD}))
        connection = Connection.model_validate(
            {"address": "127.0.0.1", "port": endpoint.port, "transport": "http", "auth": "ntlm", "user": USER}
        )
        session = PsrpSession(connection, Secret(PASSWORD))
        stack.callback(session.close)
        yield cmdlets, session


def commands(cmdlets: HostCmdlets) -> list[str]:
    called = [call.command for call in cmdlets.log]
    cmdlets.log.clear()
    return called


def test_hostile_values_arrive_unchanged_and_run_nothing(
    cmdlets_and_session: tuple[HostCmdlets, PsrpSession], tmp_path: Path
) -> None:
    """A machine named `$(...)`, a path with quotes or a line end is a name and nothing else."""
    cmdlets, session = cmdlets_and_session
    canary = tmp_path / "canary"
    write = f"[IO.File]::WriteAllText('{canary}', 'ran')"
    values = (
        *HOSTILE,
        f"$({write})",
        f"'; {write}; '",
        f'"; {write}; "',
        f"`n{write}",
        f"a\n{write}\n",
        f"$PSHOME\r\n& {{ {write} }}",
        "_x000A_ is no line end here",
        "\u2028 \U0001f4be \x1b[31m\t",
        "</S><S>",
        "]]>&amp;",
    )
    ask_session(session, "plain", ("plain",))
    usual = commands(cmdlets)
    facts = ask_session(session, values[16], values)
    assert facts.values == values
    assert not canary.exists()
    assert commands(cmdlets) == usual
