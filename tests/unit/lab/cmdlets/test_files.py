"""A host's drives: any case, declared sizes, locks, volumes that go away; virtual disks among them."""

import sys
from pathlib import Path
from uuid import uuid4

import pytest

from migrator.lab.cmdlets.api import PsError, PsValue
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.world.drive import DriveMissing, HostFiles
from migrator.lab.world.model import DeclaredFile
from migrator.lab.world.scenario import load_scenario
from migrator.lab.world.vhdx import Parent, Vhdx, write_vhdx

MANAGEMENT = "Microsoft.PowerShell.Management\\"
HOME = "D:\\VMs\\Web Server\\"


def test_a_path_is_found_in_any_case_and_spelled_as_the_file_system_does(cmdlets: HostCmdlets) -> None:
    item = cmdlets(MANAGEMENT + "Get-Item", LiteralPath="d:\\vms\\WEB server\\FREE.iso")[0]
    assert item["FullName"] == HOME + "free.iso"


def test_a_file_has_its_declared_size_and_attributes_not_those_of_the_real_one(cmdlets: HostCmdlets) -> None:
    item = cmdlets(MANAGEMENT + "Get-Item", LiteralPath=HOME + "free.iso")[0]
    assert item["Length"] == 5 << 30
    assert str(item["Attributes"]) == "ReadOnly, Archive, SparseFile"


def test_a_volume_is_reached_by_its_guid_too(cmdlets: HostCmdlets) -> None:
    unique = cmdlets.context.host.volumes[0].unique_id
    item = cmdlets(MANAGEMENT + "Get-Item", LiteralPath=unique + "vms")[0]
    assert item["FullName"] == unique + "VMs"


def test_a_volume_that_went_away_takes_its_drive_along(cmdlets: HostCmdlets) -> None:
    cmdlets.context.host.volumes[0].present = False
    with pytest.raises(PsError) as missing:
        cmdlets(MANAGEMENT + "Get-ChildItem", LiteralPath="D:\\")
    assert missing.value.error_id == "DriveNotFound,Microsoft.PowerShell.Commands.GetChildItemCommand"
    assert cmdlets(MANAGEMENT + "Test-Path", LiteralPath="D:\\VMs")[0]["Value"] is False
    with pytest.raises(DriveMissing):
        HostFiles(cmdlets.context.host).entry("D:\\VMs")


def test_a_missing_path_has_the_real_error_id(cmdlets: HostCmdlets) -> None:
    with pytest.raises(PsError) as missing:
        cmdlets(MANAGEMENT + "Get-Item", LiteralPath="D:\\nothing")
    assert missing.value.error_id == "PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand"


def test_a_running_machines_own_disk_is_attached_however_it_spells_the_path(tmp_path: Path) -> None:
    """`D:/VMs/...` in a machine's settings is the same file to Windows."""
    file = tmp_path / "slash.yaml"
    file.write_text(
        "title: t\nclock: '2026-01-01T00:00:00Z'\nsource: &box\n  name: A\n"
        "  disks: [{volumes: [{letter: C, windows: true}, {letter: D}]}]\n"
        "  vms: [{name: v, state: Running, disks: [{path: 'D:/VMs/v/v.vhdx'}]}]\n"
        "destination:\n  name: B\n  disks: [{volumes: [{letter: C, windows: true}]}]\n",
        encoding="utf-8",
    )
    world = load_scenario(str(file), tmp_path / "world")
    (host,) = world.hosts.values()
    (disk,) = HostCmdlets(world, host)("Hyper-V\\Get-VHD", Path="D:\\VMs\\v\\v.vhdx")
    assert disk["Attached"] is True


@pytest.mark.skipif(sys.platform == "win32", reason="there a program that holds a file refuses the open itself")
def test_a_locked_file_cannot_be_read_and_get_vhd_calls_it_in_use(cmdlets: HostCmdlets, tmp_path: Path) -> None:
    import fcntl  # noqa: PLC0415 - Windows has no such module

    with (tmp_path / "VMs" / "Web Server" / "web.vhdx").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(PsError) as read:
            cmdlets(MANAGEMENT + "Get-Content", LiteralPath=HOME + "web.vhdx")
        with pytest.raises(PsError) as asked:
            cmdlets("Hyper-V\\Get-VHD", Path=HOME + "web.vhdx")
    assert read.value.hresult == -2147024864
    assert asked.value.error_id == "ObjectInUse,Microsoft.Vhd.PowerShell.Cmdlets.GetVHD"
    assert cmdlets("Hyper-V\\Get-VHD", Path=HOME + "web.vhdx")[0]["Attached"] is False


def test_a_folder_that_denies_access_ends_a_listing_unless_it_may_go_on(cmdlets: HostCmdlets) -> None:
    cmdlets.context.host.volumes[0].files["vms\\web server"] = DeclaredFile(unreadable=True)
    listing: dict[str, PsValue] = {"LiteralPath": "D:\\VMs", "Recurse": True}
    with pytest.raises(PsError) as denied:
        cmdlets(MANAGEMENT + "Get-ChildItem", **listing)
    assert denied.value.error_id == "DirUnauthorizedAccessError,Microsoft.PowerShell.Commands.GetChildItemCommand"
    assert len(cmdlets(MANAGEMENT + "Get-ChildItem", **listing, ErrorAction="SilentlyContinue")) == 1


def test_hidden_files_are_listed_with_force_only(cmdlets: HostCmdlets) -> None:
    cmdlets.context.host.volumes[0].files["vms"] = DeclaredFile(attributes=("Hidden",))
    assert cmdlets(MANAGEMENT + "Get-ChildItem", LiteralPath="D:\\") == []
    assert len(cmdlets(MANAGEMENT + "Get-ChildItem", LiteralPath="D:\\", Force=True)) == 1


def test_literal_paths_take_brackets_as_they_are(cmdlets: HostCmdlets, tmp_path: Path) -> None:
    (tmp_path / "a [1] $(x) 'b'.txt").write_text("here", encoding="utf-8")
    path = "D:\\a [1] $(x) 'b'.txt"
    assert cmdlets(MANAGEMENT + "Get-Content", LiteralPath=path)[0]["Value"] == "here"
    assert cmdlets(MANAGEMENT + "Get-Item", Path=path) == []


def test_a_chain_is_followed_through_declared_parents(cmdlets: HostCmdlets) -> None:
    child = cmdlets("Hyper-V\\Get-VHD", Path=HOME + "web_1.avhdx")[0]
    parent = cmdlets("Hyper-V\\Get-VHD", Path=child["ParentPath"])[0]
    assert (parent["ParentPath"], parent["FileSize"]) == ("", 8 << 30)


def test_a_file_nobody_declared_is_read_from_its_own_header(cmdlets: HostCmdlets, tmp_path: Path) -> None:
    disk, written = uuid4(), uuid4()
    header = Vhdx(
        uuid4(), written, disk, 4 << 20, fixed=False, parent=Parent(written, ".\\web.vhdx", "", HOME + "web.vhdx")
    )
    write_vhdx(tmp_path / "new.avhdx", header, b"")
    found = cmdlets("Hyper-V\\Get-VHD", Path="D:\\new.avhdx")[0]
    assert (found["DiskIdentifier"], found["ParentPath"]) == (str(disk).upper(), HOME + "web.vhdx")


@pytest.mark.parametrize(
    ("name", "error_id"),
    [("none.vhdx", "InvalidParameter"), ("broken.vhdx", "OperationFailed"), ("free.iso", "InvalidParameter")],
)
def test_what_is_no_virtual_disk_is_refused_with_the_real_id(
    cmdlets: HostCmdlets, tmp_path: Path, name: str, error_id: str
) -> None:
    (tmp_path / "VMs" / "Web Server" / "broken.vhdx").write_bytes(b"no header")
    with pytest.raises(PsError) as refused:
        cmdlets("Hyper-V\\Get-VHD", Path=HOME + name)
    assert refused.value.error_id == f"{error_id},Microsoft.Vhd.PowerShell.Cmdlets.GetVHD"


def test_the_registry_tells_a_rebuilt_host_from_the_old_one(cmdlets: HostCmdlets) -> None:
    key = "hklm:\\software\\microsoft\\CRYPTOGRAPHY"
    found = cmdlets(MANAGEMENT + "Get-ItemProperty", LiteralPath=key, Name="machineguid")[0]
    assert found["MachineGuid"] == str(cmdlets.context.host.machine_guid)
    with pytest.raises(PsError, match="does not exist"):
        cmdlets(MANAGEMENT + "Get-ItemProperty", LiteralPath=key, Name="nothing")


def test_certificates_lie_in_their_store(cmdlets: HostCmdlets) -> None:
    store = "Cert:\\LocalMachine\\shielded vm local certificates"
    found = cmdlets(MANAGEMENT + "Get-ChildItem", LiteralPath=store)
    assert [item["Thumbprint"] for item in found] == ["AA" * 20]


def test_quotas_are_texts_as_the_wsman_drive_gives_them(cmdlets: HostCmdlets) -> None:
    path = "WSMan:\\localhost\\Shell\\MaxShellsPerUser"
    assert cmdlets(MANAGEMENT + "Get-Item", LiteralPath=path)[0]["Value"] == "30"
