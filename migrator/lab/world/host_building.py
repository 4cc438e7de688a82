"""A host of a world out of what its scenario says: hardware, disks with folders for their volumes, network."""

from pathlib import Path

from migrator.lab.world.model import (
    Certificate,
    GroupMember,
    Host,
    LbfoTeam,
    LocalUser,
    ManagementAdapter,
    PhysicalAdapter,
    PhysicalDisk,
    Switch,
    Vlan,
    Volume,
)
from migrator.lab.world.placing import place_of, put
from migrator.lab.world.scenario_schema import DiskSpec, HostSpec, ManagementSpec, SwitchSpec, VolumeSpec
from migrator.lab.world.seeding import Seeding
from migrator.lab.world.settings import apply_settings
from migrator.lab.world.windows_defaults import add_windows

_BOOT_PARTITION_BYTES = 100 * 1024 * 1024
_WINDOWS_BYTES = 24 * 10**9


def build_host(spec: HostSpec, seeding: Seeding, identity: str, folder: Path) -> Host:
    """Build all but the VMs; `identity` tells this machine from another one of the same name (before, after)."""
    host = Host(spec.name, seeding.guid("machine", identity), release=spec.release, cpu=spec.cpu)
    host.memory_bytes = spec.memory
    host.quotas = spec.quotas
    apply_settings(host, spec.settings)
    apply_settings(host.hyperv, spec.hyperv)
    if not spec.bare:
        add_windows(host, seeding, identity)
    _add_network(host, spec, seeding, identity)
    for number, disk in enumerate(spec.disks):
        host.disks.append(build_disk(disk, number, seeding, f"{identity}/{number}", folder))
    _add_the_rest(host, spec, seeding, identity)
    return host


def build_disk(spec: DiskSpec, number: int, seeding: Seeding, identity: str, folder: Path) -> PhysicalDisk:
    """Build a disk; each of its volumes gets a real folder."""
    disk = PhysicalDisk(
        number=number,
        serial_number=spec.serial or seeding.digits(12, "disk", identity),
        friendly_name=spec.name,
        bus_type=spec.bus,
        media_type=spec.media,
        guid=seeding.guid("gpt", identity),
        unique_id=seeding.digits(32, "unique", identity),
        size_bytes=spec.size,
        location=f"Integrated : Adapter 0 : Port {number}",
    )
    if any(volume.windows for volume in spec.volumes) and all(volume.letter is not None for volume in spec.volumes):
        boot = VolumeSpec(label="System", size=_BOOT_PARTITION_BYTES, free=_BOOT_PARTITION_BYTES // 2)
        system = _build_volume(boot, disk, seeding, f"{identity}/system", folder)
        system.file_system, system.is_system, system.partition_type = "FAT32", True, "System"
        disk.volumes.append(system)
    for index, volume in enumerate(spec.volumes):
        disk.volumes.append(_build_volume(volume, disk, seeding, f"{identity}/{index}", folder))
    return apply_settings(disk, spec.settings)


def _build_volume(spec: VolumeSpec, disk: PhysicalDisk, seeding: Seeding, identity: str, folder: Path) -> Volume:
    root = folder.joinpath(*identity.split("/")[:-1], spec.letter or spec.label or identity.rsplit("/", 1)[-1])
    root.mkdir(parents=True)
    size = spec.size if spec.size is not None else disk.size_bytes
    volume = Volume(
        unique_id=f"\\\\?\\Volume{{{seeding.guid('volume', identity)}}}\\",
        root=root,
        drive_letter=spec.letter,
        label=spec.label,
        size_bytes=size,
        free_bytes=spec.free if spec.free is not None else size - (_WINDOWS_BYTES if spec.windows else 0),
        serial_number=int(seeding.digits(8, "ntfs", identity), 16),
        is_boot=spec.windows,
        paging_file=spec.windows,
    )
    if spec.windows:
        _write_windows(volume)
    return apply_settings(volume, spec.settings)


def _write_windows(volume: Volume) -> None:
    for name in ("Windows\\System32", "Users\\Public\\Documents\\Hyper-V", "ProgramData\\Microsoft\\Windows\\Hyper-V"):
        place_of([volume], f"{volume.drive_letter}:\\{name}").real.mkdir(parents=True)
    put([volume], f"{volume.drive_letter}:\\Windows\\System32\\vmms.exe", b"MZ").declare(18 * 10**6)
    put([volume], f"{volume.drive_letter}:\\pagefile.sys", b"").declare(8 * 10**9, ("Hidden", "System"))


def _add_network(host: Host, spec: HostSpec, seeding: Seeding, identity: str) -> None:
    for index, adapter in enumerate(spec.adapters):
        built = PhysicalAdapter(
            name=adapter.name,
            interface_description=adapter.description + (f" #{index + 1}" if index else ""),
            interface_guid=seeding.guid("adapter", identity, adapter.name),
            mac_address=adapter.mac or seeding.mac(identity, adapter.name),
            interface_index=3 + index,
            pci_location=f"PCI bus {index + 1}, device 0, function 0",
        )
        host.adapters.append(apply_settings(built, adapter.settings))
        if adapter.addresses is not None:
            host.addresses[adapter.name] = adapter.addresses
    by_name = {adapter.name: adapter for adapter in host.adapters}
    for index, team in enumerate(spec.teams):
        made = LbfoTeam(
            team.name,
            team.members,
            seeding.guid("team", identity, team.name),
            20 + index,
            by_name[team.members[0]].mac_address if team.members[0] in by_name else "000000000000",
        )
        host.lbfo_teams.append(apply_settings(made, team.settings))
        if team.addresses is not None:
            host.addresses[team.name] = team.addresses
    for switch in spec.switches:
        host.switches.append(_build_switch(host, switch, seeding, identity))


def _build_switch(host: Host, spec: SwitchSpec, seeding: Seeding, identity: str) -> Switch:
    switch = Switch(spec.name, seeding.guid("switch", identity, spec.name), spec.type, adapters=spec.adapters)
    switch.embedded_teaming = len(spec.adapters) > 1
    for index, wanted in enumerate(spec.management):
        name = wanted.name or spec.name
        physical = next((a.mac_address for a in host.adapters if a.name in spec.adapters), None)
        switch.management_adapters.append(
            ManagementAdapter(
                name,
                seeding.guid("management", identity, spec.name, name),
                physical if physical is not None and index == 0 else seeding.mac(identity, spec.name, name),
                interface_index=30 + 4 * len(host.switches) + index,
                vlan=_vlan(wanted),
            )
        )
        if wanted.addresses is not None:
            host.addresses[f"vEthernet ({name})"] = wanted.addresses
    return apply_settings(switch, spec.settings)


def _vlan(spec: ManagementSpec) -> Vlan:
    return Vlan() if spec.vlan is None else Vlan("Access", access_vlan_id=spec.vlan)


def _add_the_rest(host: Host, spec: HostSpec, seeding: Seeding, identity: str) -> None:
    for file in spec.files:
        content = seeding.content(512, "file", file.path) if file.content is None else file.content.encode()
        put(host.volumes, file.path, content).declare(file.size, file.attributes, unreadable=file.unreadable)
    for certificate in spec.certificates:
        thumbprint = seeding.digits(40, "certificate", identity, certificate.store, certificate.subject)
        made = Certificate(certificate.store, thumbprint, certificate.subject)
        host.certificates.append(apply_settings(made, certificate.settings))
    machine = seeding.sid(identity)
    for index, user in enumerate(spec.users):
        local = LocalUser(user.name, f"{machine}-{1001 + index}", user.enabled)
        host.local_users.append(local)
        host.group_members += [GroupMember(group, f"{host.name}\\{user.name}", local.sid) for group in user.groups]
    host.services += spec.services
    host.tasks += spec.tasks
    host.shares += spec.shares
    host.features += spec.features
    host.events += spec.events
