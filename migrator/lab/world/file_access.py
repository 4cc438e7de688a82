"""Which virtual machines' own accounts may open a file: what VMMS makes may be opened, what a program copies may not."""

from uuid import UUID

from migrator.lab.world.disk_reading import ParentChanged, ParentLost, Unreadable, parent_of
from migrator.lab.world.drive import Entry, HostFiles
from migrator.lab.world.model_disk import DeclaredFile, relative_key
from migrator.lab.world.model_host import Host
from migrator.lab.world.model_vm import Vm
from migrator.lab.world.vmcx import checkpoint_path, configuration_path


def account_sid(vm_id: UUID) -> str:
    r"""Give the SID of `NT VIRTUAL MACHINE\<id>`: its four numbers are the GUID's."""
    raw = vm_id.bytes_le
    return "S-1-5-83-1-" + "-".join(str(int.from_bytes(raw[at : at + 4], "little")) for at in range(0, 16, 4))


def has_access(entry: Entry, sid: str) -> bool:
    """Tell whether the account has an entry of its own on the file."""
    declared = entry.volume.files.get(relative_key(entry.relative_path))
    return declared is not None and sid in declared.accounts


def grant_access(entry: Entry, sid: str) -> None:
    """Add an entry for the account."""
    declared = entry.volume.files.setdefault(relative_key(entry.relative_path), DeclaredFile())
    if sid not in declared.accounts:
        declared.accounts = (*declared.accounts, sid)


def files_of(host: Host, vm: Vm) -> list[Entry]:
    """Give the files that are there and that the VM opens: configuration, disks with parents, checkpoints."""
    files = HostFiles(host)
    paths = [configuration_path(vm), *(checkpoint_path(vm, one) for one in vm.checkpoints)]
    found = [entry for entry in (files.find(path) for path in paths) if entry is not None]
    return found + disks_of(host, vm)


def disks_of(host: Host, vm: Vm) -> list[Entry]:
    """Give its disks with all parents; a chain that is broken ends where it breaks."""
    files = HostFiles(host)
    drives = [*vm.hard_disk_drives, *(drive for one in vm.checkpoints for drive in one.drives)]
    found: list[Entry] = []
    for drive in drives:
        entry = None if drive.path is None else files.find(drive.path)
        while entry is not None and entry not in found and not entry.is_folder:
            found.append(entry)
            try:
                entry = parent_of(files, entry)
            except (ParentLost, ParentChanged, Unreadable):
                entry = None
    return found


def grant_all(host: Host, vm: Vm) -> None:
    """Do what VMMS does with the files of a VM that it makes or imports."""
    for entry in files_of(host, vm):
        grant_access(entry, account_sid(vm.id))
