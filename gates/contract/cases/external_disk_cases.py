"""Cases of the scripts about external disks: which could be one, marking, small files, flushing."""

from collections.abc import Mapping

from gates.contract.case import Case, Change
from gates.contract.cases.disk_world import (
    BAG,
    DISK_A,
    DISK_B,
    MBR,
    NO_LETTER,
    STICK,
    WORLD,
    C,
    D,
    disk_of,
    fault,
    marker,
    put,
)
from gates.contract.changes import missing_module, refused, volume
from migrator.ports.host_session import ParameterValue

_MARKED = put("E:\\migrator-disk.json", marker())
_NOWHERE = "\\\\?\\Volume{00000000-0000-0000-0000-000000000000}\\"


def _mark(name: str, volume_id: str, *changes: Change, text: str = "", twice: bool = False) -> Case:
    said: Mapping[str, ParameterValue] = {"VolumeId": volume_id, "Marker": text or marker()}
    return Case("Initialize-ExternalDisk", name, WORLD, changes, said, twice=twice)


def _write(
    name: str, path: str, *changes: Change, volume_id: str = DISK_A, epoch: int = 1, twice: bool = False
) -> Case:
    said: Mapping[str, ParameterValue] = {
        "VolumeId": volume_id,
        "Path": path,
        "Content": "Büro\n",
        "Epoch": epoch,
    }
    return Case("Set-ExternalDiskFile", name, WORLD, changes, said, twice=twice)


def _read(name: str, path: str, *changes: Change, volume_id: str = DISK_A) -> Case:
    said: Mapping[str, ParameterValue] = {"VolumeId": volume_id, "Bag": BAG, "Path": path}
    return Case("Get-ExternalDiskFile", name, WORLD, changes, said)


def _reset(name: str, volume_id: str, *changes: Change, twice: bool = False) -> Case:
    return Case("Reset-ExternalDisk", name, WORLD, changes, {"VolumeId": volume_id}, twice=twice)


CASES = (
    Case("Get-ExternalDisk", "all", WORLD),
    Case("Get-ExternalDisk", "one", WORLD, parameters={"VolumeId": DISK_B}),
    Case("Get-ExternalDisk", "none", WORLD, parameters={"VolumeId": _NOWHERE}),
    Case("Get-ExternalDisk", "marked", WORLD, (_MARKED,), {"VolumeId": DISK_A}),
    Case(
        "Get-ExternalDisk",
        "marker-too-large",
        WORLD,
        (put("E:\\migrator-disk.json", " " * 5000),),
        {"VolumeId": DISK_A},
    ),
    Case("Get-ExternalDisk", "odd-names", "odd"),
    Case("Get-ExternalDisk", "no-hyper-v", WORLD, (missing_module("Hyper-V"),)),
    Case("Get-ExternalDisk", "read-only", WORLD, (disk_of("E", is_read_only=True),), {"VolumeId": DISK_A}),
    Case("Get-ExternalDisk", "refused", WORLD, (refused("Storage\\Get-Disk"),)),
    _mark("fresh", DISK_A),
    _mark("again", DISK_A, twice=True),
    _mark("next-epoch", DISK_A, _MARKED, text=marker(epoch=2)),
    _mark("older-epoch", DISK_A, put("E:\\migrator-disk.json", marker(epoch=3))),
    _mark("of-another-migration", DISK_A, put("E:\\migrator-disk.json", marker(migration="other"))),
    _mark("of-the-other-disk", DISK_A, put("E:\\migrator-disk.json", marker("b"))),
    _mark("no-marker-of-ours", DISK_A, put("E:\\migrator-disk.json", "my own file")),
    _mark("marker-without-meaning", DISK_A, put("E:\\migrator-disk.json", '{"disk": "a"}')),
    _mark("mbr", MBR),
    _mark("exfat", STICK),
    _mark("windows", C),
    _mark("virtual-machines", D),
    _mark("no-hyper-v", DISK_B, missing_module("Hyper-V"), text=marker("b")),
    _mark("no-letter", NO_LETTER),
    _mark("missing", _NOWHERE),
    _write("fresh", "restore/README.txt", _MARKED),
    _write("twice", "restore/README.txt", _MARKED, twice=True),
    _write("again", "migrator/kit/a-1.ps1", _MARKED, put(f"E:\\{BAG}\\migrator\\kit\\a-1.ps1", "old")),
    _write("no-marker", "migrator/x.txt"),
    _write("older-epoch", "migrator/x.txt", put("E:\\migrator-disk.json", marker(epoch=2))),
    _write("out-of-the-bag", "migrator/../../x.txt", _MARKED),
    _write("payload", "data/x.txt", _MARKED),
    _write("stream", "migrator/x.txt:y", _MARKED),
    _write("hostile-marker", "migrator/x.txt", put("E:\\migrator-disk.json", marker(bag="..\\Windows"))),
    _write("missing", "migrator/x.txt", volume_id=_NOWHERE),
    _write("no-letter", "migrator/x.txt", volume_id=NO_LETTER),
    _read("there", "restore/README.txt", put(f"E:\\{BAG}\\restore\\README.txt", "Büro\n")),
    _read("not-there", "restore/README.txt"),
    _read("large", "migrator/x.bin", put(f"E:\\{BAG}\\migrator\\x.bin", b"x" * 524289)),
    _read("missing", "migrator/x.txt", volume_id=_NOWHERE),
    _read("no-letter", "migrator/x.txt", volume_id=NO_LETTER),
    _reset("done", DISK_A),
    _reset("twice", DISK_A, twice=True),
    _reset("stays-online", DISK_A, fault("E", refuses_offline=True)),
    _reset("windows", C),
    _reset("missing", DISK_A, volume("E", present=False)),
    _reset("refused", DISK_A, refused("Storage\\Write-VolumeCache")),
)
