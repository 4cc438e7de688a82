"""What is left of a virtual machine's disks when its checkpoints are gone: the files they were taken of."""

from pathlib import Path, PureWindowsPath

from migrator.lab.world.model import HardDiskDrive, Host, Vm
from migrator.lab.world.placing import NoSuchVolume, Place, place_of

_AUTOMATIC = frozenset({".avhdx", ".avhd"})


def merge_into_base(host: Host, vm: Vm) -> list[Path]:
    """Let each drive name the file below its checkpoints' files, which go away; returns the real files written to."""
    return [base for drive in vm.hard_disk_drives if (base := _merge(host, drive)) is not None]


def _merge(host: Host, drive: HardDiskDrive) -> Path | None:
    if drive.path is None or PureWindowsPath(drive.path).suffix.lower() not in _AUTOMATIC:
        return None
    path, grown = drive.path, 0
    while PureWindowsPath(path).suffix.lower() in _AUTOMATIC:
        place = place_of(host.volumes, path)
        declared = place.volume.virtual_disks.get(place.key)
        if declared is None or declared.parent_path is None:
            return None
        grown += declared.file_bytes or 0
        _remove(place)
        path = declared.parent_path
    drive.path = path
    try:
        place = place_of(host.volumes, path)
    except NoSuchVolume:
        return None
    base = place.volume.virtual_disks.get(place.key)
    if base is not None and base.file_bytes is not None and base.vhd_type != "Fixed":
        base.file_bytes = min(base.size_bytes, base.file_bytes + grown)
        if place.key in place.volume.files:
            place.volume.files[place.key].size_bytes = base.file_bytes
    return place.real


def _remove(place: Place) -> None:
    place.real.unlink(missing_ok=True)
    place.volume.virtual_disks.pop(place.key, None)
    place.volume.files.pop(place.key, None)
