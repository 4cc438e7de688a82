"""A virtual machine of a world out of what its scenario says."""

from datetime import timedelta
from pathlib import PureWindowsPath

from migrator.lab.world.disk_files import DiskFiles
from migrator.lab.world.model import (
    Certificate,
    Checkpoint,
    DvdDrive,
    HardDiskDrive,
    Host,
    Security,
    Vlan,
    Vm,
    VmNetworkAdapter,
)
from migrator.lab.world.placing import place_of
from migrator.lab.world.scenario_schema import CheckpointSpec, GuestSpec, HostSpec, VmAdapterSpec, VmDiskSpec, VmSpec
from migrator.lab.world.seeding import Seeding
from migrator.lab.world.settings import apply_settings
from migrator.lab.world.vm_files import write_vm_files
from migrator.lab.world.windows_defaults import SHIELDED_STORE

_DEFAULT_VERSIONS = {"2016": "8.0", "2019": "9.0", "2022": "10.0", "2025": "12.0"}
_IDE_SLOTS = 2


class NoDiskToCheckpoint(Exception):
    """A checkpoint wants a differencing disk of a file that is not there; the text names both."""


def build_vms(host: Host, whole: HostSpec, seeding: Seeding) -> None:
    """Register all VMs on the host and write their files; disks that are named apart come first."""
    files = DiskFiles(host, seeding)
    for disk in whole.virtual_disks:
        files.make(disk.path or "", disk)
    for spec in whole.vms:
        for number in range(1, spec.repeat + 1):
            host.vms.append(_build_vm(host, _numbered(spec, number), whole.vms_below, seeding, files))


def _numbered(spec: VmSpec, number: int) -> VmSpec:
    if spec.repeat == 1:
        return spec
    text = spec.model_dump_json(exclude={"repeat"}).replace("{n}", f"{number:03}")
    return VmSpec.model_validate_json(text)


def _build_vm(host: Host, spec: VmSpec, below: str, seeding: Seeding, files: DiskFiles) -> Vm:
    home = spec.home or f"{below}\\{spec.name}"
    # Two VMs may have one name; the home tells them apart.
    vm = Vm(spec.name, seeding.guid("vm", home), home, spec.generation, state=spec.state, notes=spec.notes)
    vm.version = spec.version or _DEFAULT_VERSIONS[host.release]
    vm.processor.count = spec.cpus
    vm.memory.startup_bytes = spec.memory
    if spec.state == "Running":
        vm.uptime = timedelta(days=12, hours=3)
        vm.memory.assigned_bytes = spec.memory
    if host.release == "2016":
        vm.processor.hw_thread_count_per_core = 1
    for index, disk in enumerate(spec.disks):
        vm.hard_disk_drives.append(_build_drive(spec, disk, index, home, files))
    _add_dvd(vm, spec)
    for index, adapter in enumerate(spec.adapters):
        vm.network_adapters.append(_build_adapter(host, vm, adapter, index, seeding))
    if spec.vtpm:
        vm.security = Security(tpm_enabled=True, guardian_thumbprints=_guardians(host, seeding))
    if spec.guest is not None:
        vm.guest = _intrinsic(spec.guest)
        vm.integration_services_version = spec.guest.version
    apply_settings(vm, spec.settings)
    for checkpoint in spec.checkpoints:
        _add_checkpoint(host, vm, checkpoint, seeding, files)
    write_vm_files(host, vm, seeding)
    return vm


def _build_drive(spec: VmSpec, disk: VmDiskSpec, index: int, home: str, files: DiskFiles) -> HardDiskDrive:
    if disk.controller is not None:
        controller = disk.controller
    else:
        controller = "IDE" if spec.generation == 1 and index < _IDE_SLOTS else "SCSI"
    slot = index if controller == "IDE" or spec.generation == 2 else index - _IDE_SLOTS  # noqa: PLR2004 generation
    slot = max(slot, 0)
    drive = HardDiskDrive(controller_type=controller, controller_location=slot)
    if disk.pass_through is not None:
        drive.disk_number = disk.pass_through
    else:
        suffix = f"-{index + 1}" if index else ""
        folder = PureWindowsPath(home).name if spec.home else spec.name
        drive.path = disk.path or f"{home}\\Virtual Hard Disks\\{folder}{suffix}.vhdx"
        if not disk.missing:
            files.make(drive.path, disk)
    return apply_settings(drive, disk.settings)


def _add_dvd(vm: Vm, spec: VmSpec) -> None:
    if spec.generation == 1:
        vm.dvd_drives.append(DvdDrive(spec.dvd, "IDE", 1, 0))
    elif spec.dvd is not None:
        vm.dvd_drives.append(DvdDrive(spec.dvd, "SCSI", 0, len(spec.disks)))


def _build_adapter(host: Host, vm: Vm, spec: VmAdapterSpec, index: int, seeding: Seeding) -> VmNetworkAdapter:
    adapter = VmNetworkAdapter(seeding.guid("vm-adapter", vm.path, str(index)), switch_name=spec.switch)
    if spec.mac is not None:
        adapter.mac_address, adapter.dynamic_mac_address = spec.mac, False
    elif vm.state != "Off" or spec.settings.get("ip_addresses") or spec.switch is not None:
        used = sum(a.dynamic_mac_address for other in host.vms for a in other.network_adapters)
        used += sum(a.dynamic_mac_address for a in vm.network_adapters)
        adapter.mac_address = f"{int(host.hyperv.mac_address_minimum, 16) + used:012X}"
    if spec.vlan is not None:
        adapter.vlan = Vlan("Access", access_vlan_id=spec.vlan)
    return apply_settings(adapter, spec.settings)


def _guardians(host: Host, seeding: Seeding) -> tuple[str, ...]:
    found = [c.thumbprint for c in host.certificates if c.store == SHIELDED_STORE]
    if not found:
        for purpose in ("Signing", "Encryption"):
            subject = f"CN=Shielded VM {purpose} Certificate (UntrustedGuardian) ({host.name})"
            thumbprint = seeding.digits(40, "guardian", host.name, purpose)
            host.certificates.append(Certificate(SHIELDED_STORE, thumbprint, subject))
            found.append(thumbprint)
    return tuple(found)


def _intrinsic(guest: GuestSpec) -> dict[str, str]:
    said = {
        "FullyQualifiedDomainName": guest.fqdn,
        "OSName": guest.os,
        "OSVersion": guest.version,
        "ProductType": "2" if guest.domain_controller else "3",
    }
    if guest.addresses:
        said["NetworkAddressIPv4"] = ";".join(guest.addresses)
    return said


def _add_checkpoint(host: Host, vm: Vm, spec: CheckpointSpec, seeding: Seeding, files: DiskFiles) -> None:
    number = len(vm.checkpoints)
    checkpoint = Checkpoint(
        seeding.guid("checkpoint", vm.path, str(number)),
        spec.name,
        parent_id=vm.checkpoints[-1].id if vm.checkpoints else None,
        state="Saved" if spec.memory else "Off",
    )
    apply_settings(checkpoint, spec.settings)
    for index, drive in enumerate(vm.hard_disk_drives):
        checkpoint.drives.append(
            HardDiskDrive(drive.path, drive.controller_type, drive.controller_number, drive.controller_location)
        )
        if drive.path is None:
            continue
        place = place_of(host.volumes, drive.path)
        stem = PureWindowsPath(drive.path.rsplit("_", 1)[0] if number else drive.path).stem
        mark = str(seeding.guid("avhdx", vm.path, str(number), str(index))).upper()
        child = str(PureWindowsPath(drive.path).with_name(f"{stem}_{mark}.avhdx"))
        parent = place.volume.virtual_disks.get(place.key)
        if parent is None:
            raise NoDiskToCheckpoint(f"checkpoint {spec.name} of {vm.name}: {drive.path} is missing")
        size = parent.size_bytes
        files.make(child, VmDiskSpec(size=size, type="Differencing", parent=drive.path))
        drive.path = child
    vm.checkpoints.append(checkpoint)
    vm.parent_checkpoint_id = checkpoint.id
