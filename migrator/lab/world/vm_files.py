"""The configuration, runtime state and guest state files of a VM: seeded bytes under the names Hyper-V gives them."""

from migrator.lab.world.model import Host, Vm
from migrator.lab.world.placing import place_of, put
from migrator.lab.world.seeding import Seeding

_FIRST_BINARY_VERSION = 6.0
_FIRST_WITH_GUEST_STATE = 9.0


def write_vm_files(host: Host, vm: Vm, seeding: Seeding) -> None:
    """Write them below the VM's configuration location."""
    folder = f"{vm.configuration_location or vm.path}\\Virtual Machines"
    name = str(vm.id).upper()
    for suffix, length in _files_of(vm):
        put(host.volumes, f"{folder}\\{name}{suffix}", seeding.content(length, "configuration", vm.path, suffix))
    letters = {volume.drive_letter for volume in host.volumes}
    for own in (vm.snapshot_file_location or vm.path, vm.smart_paging_file_path or vm.path):
        if own[:1].upper() in letters and own[1:2] == ":":
            place_of(host.volumes, own).real.mkdir(parents=True, exist_ok=True)
    for checkpoint in vm.checkpoints:
        folder = checkpoint.path or vm.snapshot_file_location or vm.path
        for suffix in (".vmcx", ".vmrs"):
            content = seeding.content(2048, "checkpoint", vm.path, str(checkpoint.id), suffix)
            put(host.volumes, f"{folder}\\Snapshots\\{str(checkpoint.id).upper()}{suffix}", content)


def _files_of(vm: Vm) -> list[tuple[str, int]]:
    version = float(vm.version or "8.0")
    if version < _FIRST_BINARY_VERSION:
        saved = [(".bin", 1024), (".vsv", 4096)] if vm.state == "Saved" else []
        return [(".xml", 3072), *saved]
    files = [(".vmcx", 4096), (".vmrs", 65536 if vm.state in {"Saved", "Running"} else 2048)]
    if version >= _FIRST_WITH_GUEST_STATE and vm.generation == 2:  # noqa: PLR2004 generation 2
        files.append((".vmgs", 4096))
    return files
