"""An inventory holds what every reading script says, and is taken without asking more than needed."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path, PureWindowsPath

import pytest

from migrator.errors import UnexpectedOutput
from migrator.hyperv.scripts import READING_SCRIPTS
from migrator.hyperv.take_inventory import roots_of, take_inventory
from migrator.hyperv.test_command_table import test_command_table as probe_commands
from migrator.hyperv.test_host_session import test_host_session as describe_session
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.world.scenario import load_scenario
from tests.unit.hyperv.sessions import LabSession, SayingSession, parameters_of, said_names

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

# One call per file, per folder, per virtual machine, per disk: each for a reason that stands in its script.
PER_ITEM = {
    "Hyper-V\\Get-VHD",
    "Hyper-V\\Get-VMSecurity",
    "Hyper-V\\Get-VMKeyProtector",
    "HgsClient\\ConvertTo-HgsKeyProtector",
    "Storage\\Get-StorageReliabilityCounter",
    "Microsoft.PowerShell.Management\\Get-ChildItem",
    "Microsoft.PowerShell.Management\\Get-Content",
    "Microsoft.PowerShell.Management\\Get-Item",
    "Microsoft.PowerShell.Management\\Test-Path",
}


def cmdlets_of(scenario: str, folder: Path) -> HostCmdlets:
    """Give the cmdlets of a scenario's source host."""
    world = load_scenario(scenario, folder / scenario)
    return HostCmdlets(world, next(iter(world.hosts.values())))


@pytest.mark.parametrize("scenario", ["none", "one", "small", "unpleasant"])
def test_every_host_of_the_lab_can_be_read_whole(scenario: str, tmp_path: Path) -> None:
    """None, one, several, and names with everything in them: each reading script runs once and fits its contract."""
    session, heard = LabSession(cmdlets_of(scenario, tmp_path)), list[str]()
    inventory = take_inventory(session, taken_at=NOON, on_step=heard.append)
    assert sorted(said_names(session.calls)) == sorted(name for name in READING_SCRIPTS if not name.startswith("Test-"))
    assert heard == said_names(session.calls)
    assert len(inventory.security) == len(inventory.virtual_machines)
    assert inventory.taken_at == NOON


def test_the_number_of_questions_does_not_grow_with_the_virtual_machines(tmp_path: Path) -> None:
    """Three or fifteen virtual machines: the same calls of each cmdlet, but for those that name their reason."""
    counts = []
    for scenario in ("small", "company"):
        cmdlets = cmdlets_of(scenario, tmp_path)
        take_inventory(LabSession(cmdlets), taken_at=NOON)
        counts.append(Counter(call.command for call in cmdlets.log if call.command not in PER_ITEM))
    fewer, more = counts
    # What only some machines or switches have is asked for once, where there is any.
    grown = {name for name in fewer | more if fewer[name] != more[name]}
    assert {name: more[name] for name in grown} == {"Hyper-V\\Get-VMFloppyDiskDrive": 1}


def test_no_folder_is_listed_twice(tmp_path: Path) -> None:
    """Folders are asked for below the homes, and no root lies below another."""
    session = LabSession(cmdlets_of("company", tmp_path))
    inventory = take_inventory(session, taken_at=NOON)
    given = parameters_of(session.calls, "Get-FolderInventory")["LiteralPath"]
    assert isinstance(given, list)
    assert given
    seen = [entry.root / entry.relative_path for entry in inventory.folders]
    assert len(seen) == len(set(seen))


def test_roots_lie_below_no_other_root() -> None:
    """A root is the same whatever its letters' case."""
    given = [PureWindowsPath(text) for text in ("D:\\VMs\\web", "d:\\vms", "D:\\VMs2", "D:\\VMs")]
    assert roots_of(given) == (PureWindowsPath("D:\\VMs"), PureWindowsPath("D:\\VMs2"))


def test_a_session_that_gives_back_something_else_is_not_believed(tmp_path: Path) -> None:
    """Values come back as they were sent, whatever is in them; another call's answer is refused."""
    session = LabSession(cmdlets_of("none", tmp_path))
    hostile = ("'; Stop-VM *", "$(1)", "", "Gr\u00fc\u00dfe \u2019")
    assert describe_session(session, "n1", hostile).values == hostile
    answer = describe_session(session, "n1", ()).model_dump(mode="json")
    with pytest.raises(UnexpectedOutput):
        describe_session(SayingSession(answer), "n2", ())


def test_commands_that_a_host_lacks_are_named(tmp_path: Path) -> None:
    """A command and a parameter that do not exist are each said, and so is one that does."""
    table = {"Hyper-V\\Get-VM": ["Id", "Colour"], "Hyper-V\\Get-Nothing": ["Name"]}
    known, unknown = probe_commands(LabSession(cmdlets_of("none", tmp_path)), table)
    assert (known.found, known.missing_parameters) == (True, ("Colour",))
    assert (unknown.found, unknown.version) == (False, None)
