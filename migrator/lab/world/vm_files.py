"""The runtime state and guest state files of a VM beside its configuration: seeded bytes under the names Hyper-V gives them."""

from migrator.lab.world.file_access import grant_all
from migrator.lab.world.model import Host, Vm
from migrator.lab.world.placing import place_of, put
from migrator.lab.world.seeding import Seeding
from migrator.lab.world.vmcx import is_binary, save_configuration

_FIRST_WITH_GUEST_STATE = 9.0


def write_vm_files(host: Host, vm: Vm, seeding: Seeding) -> None:
    """Write them below the VM's configuration location."""
    folder = f"{vm.configuration_location or vm.path}\\Virtual Machines"
    name = str(vm.id).upper()
    save_configuration(host, vm)
    for suffix, length in _files_beside(vm):
        put(host.volumes, f"{folder}\\{name}{suffix}", seeding.content(length, "configuration", vm.path, suffix))
    letters = {volume.drive_letter for volume in host.volumes}
    for own in (vm.snapshot_file_location or vm.path, vm.smart_paging_file_path or vm.path):
        if own[:1].upper() in letters and own[1:2] == ":":
            place_of(host.volumes, own).real.mkdir(parents=True, exist_ok=True)
    for checkpoint in vm.checkpoints:
        folder = checkpoint.path or vm.snapshot_file_location or vm.path
        content = seeding.content(2048, "checkpoint", vm.path, str(checkpoint.id), ".vmrs")
        put(host.volumes, f"{folder}\\Snapshots\\{str(checkpoint.id).upper()}.vmrs", content)
    grant_all(host, vm)


def _files_beside(vm: Vm) -> list[tuple[str, int]]:
    if not is_binary(vm):
        return [(".bin", 1024), (".vsv", 4096)] if vm.state == "Saved" else []
    files = [(".vmrs", 65536 if vm.state in {"Saved", "Running"} else 2048)]
    if float(vm.version or "8.0") >= _FIRST_WITH_GUEST_STATE and vm.generation == 2:  # noqa: PLR2004 generation 2
        files.append((".vmgs", 4096))
    return files
