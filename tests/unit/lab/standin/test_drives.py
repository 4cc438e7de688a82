"""A host's drives behave as on Windows, though their bytes lie in a folder of this machine."""

from pathlib import Path

import pytest

from migrator.lab.cmdlets.drives import HostDrives
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.engines.pwsh.host_drives import StandInDrives
from migrator.lab.engines.pwsh.run_script import PwshRunner
from migrator.lab.world.model import Certificate
from migrator.lab.world.model_disk import DeclaredFile
from migrator.lab.world.scenario import load_scenario
from tests.unit.lab.standin.conftest import Run

pytestmark = pytest.mark.live


@pytest.fixture
def host(tmp_path: Path) -> HostCmdlets:
    """Take the first host of the small scenario with some files of the test's own."""
    world = load_scenario("small", tmp_path, seed=1)
    host = next(iter(world.hosts.values()))
    volume = next(volume for volume in host.volumes if volume.drive_letter == "D")
    folder = volume.root / "Bulk [1]"
    folder.mkdir()
    (folder / "Big File.bin").write_bytes(b"one\ntwo\n")
    (folder / "hidden.txt").write_text("h")
    (folder / "Closed").mkdir()
    volume.files["bulk [1]\\big file.bin"] = DeclaredFile(size_bytes=4_000_000_000_000)
    volume.files["bulk [1]\\hidden.txt"] = DeclaredFile(attributes=("Hidden",))
    volume.files["bulk [1]\\closed"] = DeclaredFile(unreadable=True)
    host.certificates.append(Certificate("My", "AB" * 20, "CN=extra"))
    return HostCmdlets(world, host)


@pytest.fixture
def drives(host: HostCmdlets) -> StandInDrives:
    """Take the drives of that host."""
    return StandInDrives(HostDrives(host.context), host.context.files)


def test_names_have_no_case_and_come_back_as_stored(run: Run, drives: StandInDrives) -> None:
    """A path typed in another case finds the file, and the report shows the true spelling."""
    found = run(
        "[string](Test-Path -LiteralPath 'd:\\BULK [1]\\big file.BIN'); (Get-Item -LiteralPath 'd:\\BULK [1]\\big file.BIN').FullName",
        drives,
    )
    assert found.documents == ("True", "D:\\Bulk [1]\\Big File.bin")


def test_sizes_are_the_declared_ones(run: Run, drives: StandInDrives) -> None:
    """Four terabytes fit on a laptop."""
    text = (
        "foreach ($file in Get-ChildItem -LiteralPath 'D:\\Bulk [1]' -File) { '{0} {1}' -f $file.Name, $file.Length }"
    )
    assert run(text, drives).documents == ("Big File.bin 4000000000000",)


def test_hidden_items_need_force(run: Run, drives: StandInDrives) -> None:
    """-Force, -File and -Directory mean what they mean on Windows."""
    text = "(Get-ChildItem -LiteralPath 'D:\\Bulk [1]' {0}).Name -join ','"
    assert run(text.format("-Force"), drives).documents == ("Big File.bin,Closed,hidden.txt",)
    assert run(text.format(""), drives).documents == ("Big File.bin,Closed",)
    assert run(text.format("-Directory"), drives).documents == ("Closed",)


def test_a_folder_that_may_not_be_listed_says_so(run: Run, drives: StandInDrives) -> None:
    """The error id is the real provider's."""
    found = run("try { Get-ChildItem -LiteralPath 'D:\\Bulk [1]\\Closed' } catch { $_.FullyQualifiedErrorId }", drives)
    assert found.documents == ("DirUnauthorizedAccessError,Microsoft.PowerShell.Commands.GetChildItemCommand",)


def test_an_unknown_property_of_a_file_fails(run: Run, drives: StandInDrives) -> None:
    """Strict mode sees a slip on a file as it does on a VM."""
    found = run("(Get-Item -LiteralPath 'D:\\Bulk [1]').Nope", drives)
    assert found.errors[-1].error_id == "PropertyNotFoundStrict"


def test_dotnet_opens_what_powershell_resolves(run: Run, drives: StandInDrives) -> None:
    """The habit of GetUnresolvedProviderPathFromPSPath works, in any case of letters."""
    text = "[IO.File]::ReadAllText($PSCmdlet.GetUnresolvedProviderPathFromPSPath('d:\\bulk [1]\\BIG FILE.bin'))"
    assert run(text, drives).documents == ("one\ntwo\n",)


def test_paths_are_joined_with_backslashes(run: Run, drives: StandInDrives) -> None:
    """Join-Path and Split-Path give Windows paths on Linux too."""
    found = run("Join-Path -Path 'D:\\VMs' -ChildPath 'a\\b'; Split-Path -Path 'D:\\VMs\\a' -Parent", drives)
    assert found.documents == ("D:\\VMs\\a\\b", "D:\\VMs")


def test_a_drive_that_is_away_is_no_drive(run: Run, drives: StandInDrives) -> None:
    """An unplugged disk is DriveNotFound, a missing file is PathNotFound."""
    caught = "try {{ Get-Item -LiteralPath '{0}' }} catch {{ $_.FullyQualifiedErrorId }}"
    command = "Microsoft.PowerShell.Commands.GetItemCommand"
    assert run(caught.format("Q:\\x"), drives).documents == (f"DriveNotFound,{command}",)
    assert run(caught.format("D:\\x"), drives).documents == (f"PathNotFound,{command}",)


def test_a_locked_file_is_a_sharing_violation(run: Run, drives: StandInDrives, host: HostCmdlets) -> None:
    """A running VM's disk cannot be read, whether by a cmdlet or by .NET."""
    fcntl = pytest.importorskip("fcntl", reason="locks are played with flock")
    real = host.context.files.entry("D:\\Bulk [1]\\Big File.bin").real
    text = (
        "try { Get-Content -LiteralPath 'D:\\Bulk [1]\\Big File.bin' } catch { $_.Exception.GetType().Name }\n"
        "try { [IO.File]::Open($PSCmdlet.GetUnresolvedProviderPathFromPSPath('D:\\Bulk [1]\\Big File.bin'), 'Open', 'ReadWrite', 'None') }"
        " catch { $_.Exception.InnerException.GetType().Name }"
    )
    with real.open("rb") as holder:
        fcntl.flock(holder, fcntl.LOCK_EX)
        assert run(text, drives).documents == ("IOException", "IOException")


def test_certificates_registry_and_wsman_have_drives(run: Run, drives: StandInDrives) -> None:
    """The provider cmdlets read them as on a host."""
    found = run(
        "(Get-ChildItem -LiteralPath Cert:\\LocalMachine\\My).Subject -join ','\n"
        "(Get-ItemProperty -LiteralPath 'HKLM:\\software\\Microsoft\\Windows NT\\CurrentVersion').EditionID\n"
        "(Get-Item -LiteralPath WSMan:\\localhost\\Shell\\MaxMemoryPerShellMB).Value",
        drives,
    )
    assert found.documents == ("CN=HV01,CN=extra", "ServerStandard", "1024")


def test_a_missing_feature_is_a_missing_command(host: HostCmdlets, runner_2016: PwshRunner) -> None:
    """A script that asks Get-Command first learns what this host has, though another host just had it."""
    text = "[string]($null -ne (Get-Command -Name 'Hyper-V\\Get-VM' -ErrorAction SilentlyContinue))"

    def shown(*, hyper_v: bool) -> tuple[str, ...]:
        def installed(command: str) -> bool:
            return hyper_v or not command.startswith("Hyper-V\\")

        return runner_2016.run(text, {}, cmdlets=host, installed=installed).documents

    assert [shown(hyper_v=kept) for kept in (True, False, True)] == [("True",), ("False",), ("True",)]


def test_a_drive_that_comes_while_a_session_lasts_is_there(
    runner_2016: PwshRunner, host: HostCmdlets, drives: StandInDrives
) -> None:
    """A disk plugged in during the job is found, and where its letter was is nothing, as in a session on Windows."""
    partition = host("Storage\\Get-Partition", DriveLetter="D")[0].properties
    text = (
        "Microsoft.PowerShell.Management\\Test-Path -LiteralPath 'X:\\Bulk [1]' | ForEach-Object { [string]$_ }\n"
        f"Storage\\Set-Partition -DiskNumber {partition['DiskNumber']!r} -PartitionNumber {partition['PartitionNumber']!r} -NewDriveLetter X\n"
        "foreach ($letter in 'X', 'D') { [string](Microsoft.PowerShell.Management\\Test-Path -LiteralPath ($letter + ':\\Bulk [1]')) }"
    )
    assert runner_2016.run(text, {}, cmdlets=host, drives=drives).documents == ("False", "True", "False")
