"""What a script changes on a host's drives is changed in the world, by the provider's own rules."""

from pathlib import Path

import pytest

from migrator.lab.cmdlets.drives import HostDrives
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.engines.pwsh.host_drives import StandInDrives
from migrator.lab.world.model_disk import DeclaredFile
from migrator.lab.world.scenario import load_scenario
from tests.unit.lab.standin.conftest import Run

pytestmark = pytest.mark.live


@pytest.fixture
def host(tmp_path: Path) -> HostCmdlets:
    """Take the first host of the small scenario with a folder of the test's own."""
    world = load_scenario("small", tmp_path, seed=1)
    host = next(iter(world.hosts.values()))
    volume = next(volume for volume in host.volumes if volume.drive_letter == "D")
    (volume.root / "Kept").mkdir()
    (volume.root / "Kept" / "one.txt").write_bytes(b"1")
    volume.files["kept\\one.txt"] = DeclaredFile(size_bytes=7)
    return HostCmdlets(world, host)


@pytest.fixture
def drives(host: HostCmdlets) -> StandInDrives:
    """Take the drives of that host."""
    return StandInDrives(HostDrives(host.context), host.context.files)


def root(host: HostCmdlets) -> Path:
    """Give the real folder of drive D."""
    return next(volume.root for volume in host.context.host.volumes if volume.drive_letter == "D")


def test_a_folder_is_made_with_its_parents_in_the_spelling_that_is_there(
    run: Run, drives: StandInDrives, host: HostCmdlets
) -> None:
    """`kept` and `Kept` are one folder on Windows, so no second one appears."""
    found = run("(New-Item -ItemType Directory -Path 'D:\\kept\\a\\b').FullName", drives)
    assert found.documents == ("D:\\Kept\\a\\b",)
    assert (root(host) / "Kept" / "a" / "b").is_dir()


def test_a_folder_that_is_there_is_refused_without_force(run: Run, drives: StandInDrives) -> None:
    """The error id is the real provider's; with -Force it is given back."""
    found = run(
        "try { New-Item -ItemType Directory -Path 'D:\\Kept' } catch { $_.FullyQualifiedErrorId };"
        " (New-Item -ItemType Directory -Path 'D:\\Kept' -Force).Name",
        drives,
    )
    assert found.documents == ("DirectoryExist,Microsoft.PowerShell.Commands.NewItemCommand", "Kept")


def test_dotnet_writes_through_a_resolved_path_and_powershell_sees_it(
    run: Run, drives: StandInDrives, host: HostCmdlets
) -> None:
    """A script writes bytes through .NET, for cmdlets encode differently in 5.1 and 7."""
    text = (
        "$path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath('D:\\Kept\\new.json');"
        "$file = [System.IO.File]::Open($path, 'Create', 'Write', 'None');"
        "$file.Write([byte[]](65, 66), 0, 2); $file.Flush($true); $file.Dispose();"
        "[string](Get-Item -LiteralPath 'D:\\Kept\\NEW.json').Length"
    )
    assert run(text, drives).documents == ("2",)
    assert (root(host) / "Kept" / "new.json").read_bytes() == b"AB"


def test_a_file_is_moved_over_another_only_with_force(run: Run, drives: StandInDrives, host: HostCmdlets) -> None:
    """What was declared of a file goes with it."""
    (root(host) / "two.txt").write_bytes(b"2")
    found = run(
        "try { Move-Item -LiteralPath 'D:\\Kept\\one.txt' -Destination 'D:\\two.txt' } catch { $_.FullyQualifiedErrorId };"
        " Move-Item -LiteralPath 'D:\\Kept\\one.txt' -Destination 'D:\\two.txt' -Force;"
        " [string](Get-Item -LiteralPath 'D:\\two.txt').Length",
        drives,
    )
    assert found.documents == ("MoveFileInfoItemIOError,Microsoft.PowerShell.Commands.MoveItemCommand", "7")
    assert (root(host) / "two.txt").read_bytes() == b"1"


def test_files_are_renamed_and_removed(run: Run, drives: StandInDrives, host: HostCmdlets) -> None:
    """Nothing of a removed folder stays, not even what was declared of its files."""
    found = run(
        "Rename-Item -LiteralPath 'D:\\Kept\\one.txt' -NewName 'eins.txt'; (Get-ChildItem -LiteralPath 'D:\\Kept').Name;"
        " Remove-Item -LiteralPath 'D:\\Kept' -Recurse; [string](Test-Path -LiteralPath 'D:\\Kept')",
        drives,
    )
    assert found.documents == ("eins.txt", "False")
    assert not (root(host) / "Kept").exists()
    volume = next(volume for volume in host.context.host.volumes if volume.drive_letter == "D")
    assert not [key for key in volume.files if key.startswith("kept")]


def test_what_if_changes_nothing(run: Run, drives: StandInDrives, host: HostCmdlets) -> None:
    """The providers of Windows ask before each change, and so do these."""
    run(
        "Remove-Item -LiteralPath 'D:\\Kept' -Recurse -WhatIf; New-Item -ItemType Directory -Path 'D:\\x' -WhatIf",
        drives,
    )
    assert (root(host) / "Kept" / "one.txt").exists()
    assert not (root(host) / "x").exists()
