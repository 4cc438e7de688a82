"""Writing a virtual machine out into a folder of its own, as Export-VM does."""

import shutil
from pathlib import PureWindowsPath

from migrator.lab.world.drive import Entry, HostFiles
from migrator.lab.world.file_access import disks_of, files_of
from migrator.lab.world.model import Host, Vm, relative_key
from migrator.lab.world.placing import place_of

_BESIDE = (".vmcx", ".vmrs", ".vmgs", ".xml", ".bin", ".vsv")


def export_into(host: Host, vm: Vm, folder: str) -> None:
    """Copy configuration, checkpoints and disks with their chains into Windows' own three folders."""
    _copy_configuration(host, vm, folder)
    for entry in disks_of(host, vm):
        _copy(host, entry, f"{folder}\\Virtual Hard Disks\\{PureWindowsPath(entry.path).name}")


def _copy_configuration(host: Host, vm: Vm, folder: str) -> None:
    files = HostFiles(host)
    for entry in files_of(host, vm):
        if PureWindowsPath(entry.path).suffix.lower() in _BESIDE:
            kind = "Virtual Machines" if str(vm.id).lower() in entry.path.lower() else "Snapshots"
            for suffix in _BESIDE:
                beside = files.find(str(PureWindowsPath(entry.path).with_suffix(suffix)))
                if beside is not None:
                    _copy(host, beside, f"{folder}\\{kind}\\{PureWindowsPath(beside.path).name}")


def _copy(host: Host, entry: Entry, path: str) -> None:
    new = place_of(host.volumes, path)
    real = new.real
    real.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(entry.real, real)
    declared = entry.volume.files.get(relative_key(entry.relative_path))
    if declared is not None:
        new.declare(declared.size_bytes)
