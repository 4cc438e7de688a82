"""A scenario made of a captured inventory, so that people rehearse their own host: names, ids and structure are kept."""

from collections.abc import Iterable
from io import StringIO
from pathlib import PureWindowsPath

from pydantic import BaseModel
from ruamel.yaml import YAML

from migrator.domain.inventory.disks import VirtualHardDisk
from migrator.domain.inventory.services import HostItem, HostItemKind
from migrator.domain.inventory.storage import EventLevel
from migrator.domain.inventory.whole import Inventory
from migrator.lab.world.from_inventory_host import host_settings, hyperv_settings, storage
from migrator.lab.world.from_inventory_network import adapters, switches, teams
from migrator.lab.world.from_inventory_vm import vm_spec
from migrator.lab.world.model import Cpu, Event, Feature, Quotas, ScheduledTask, Service, Share
from migrator.lab.world.scenario_schema import (
    CertificateSpec,
    DiskSpec,
    FileSpec,
    HostSpec,
    Scenario,
    Settings,
    VmDiskSpec,
    VolumeSpec,
)

_LEVELS = {EventLevel.CRITICAL: 1, EventLevel.ERROR: 2, EventLevel.WARNING: 3, EventLevel.INFORMATION: 4}


def scenario_of(inventory: Inventory) -> Scenario:
    """Make the scenario; the destination is a guess: the newest release on the same disks, an AMD board."""
    source = _source(inventory)
    internal, external = storage(inventory)
    needed = sum(disk.file_bytes or 0 for disk in inventory.virtual_hard_disks)
    if not external:
        size = max(needed * 5 // 4, 10**12)
        external = [
            DiskSpec(name=f"External {name}", bus="USB", size=size, volumes=(VolumeSpec(label=f"DISK-{name}"),))
            for name in "AB"
        ]
    return Scenario(
        title=f"{inventory.host.name}, as captured at {inventory.taken_at:%Y-%m-%d %H:%M}",
        description="Made of an inventory: names, ids and structure are the host's own, the files are small.",
        clock=inventory.host.clock,
        source=source.model_copy(update={"disks": tuple(internal)}),
        destination=HostSpec(
            name=f"{inventory.host.name}-NEW",
            release="2025",
            cpu=Cpu("AMD EPYC 9224 24-Core Processor", "AuthenticAMD", 1, 24, 48),
            memory=inventory.host.memory_bytes,
            disks=tuple(_new(disk) for disk in internal),
            adapters=source.adapters,
        ),
        external_disks=tuple(external),
    )


def scenario_text(scenario: Scenario) -> str:
    """Write the scenario as YAML, without what is as the defaults have it."""
    data = scenario.model_dump(mode="json", exclude_defaults=True)
    yaml = YAML()
    yaml.width = 160
    out = StringIO()
    out.write("# Made by `migrator lab from-inventory`; change it, and serve it with `migrator lab up <this file>`.\n")
    yaml.dump(data, out)
    return out.getvalue()


def _source(inventory: Inventory) -> HostSpec:
    host = inventory.host
    first = host.processors[0]
    vendors = {"intel": "GenuineIntel", "amd": "AuthenticAMD", "other": "Other"}
    quotas = {name: value for name, value in host.quotas.model_dump().items() if value is not None}
    settings, release = host_settings(inventory)
    return HostSpec(
        name=host.name,
        release=release,
        bare=True,
        settings=settings,
        cpu=Cpu(
            first.name,
            vendors[first.vendor.value],
            len(host.processors),
            first.core_count,
            first.logical_processor_count,
            max(len(host.numa_nodes), 1),
        ),
        memory=host.memory_bytes,
        adapters=tuple(adapters(inventory)),
        teams=tuple(teams(inventory)),
        switches=tuple(switches(inventory)),
        hyperv=hyperv_settings(host.hyperv),
        quotas=Quotas(**quotas),
        virtual_disks=tuple(_disk(disk) for disk in _parents_first(inventory.virtual_hard_disks) if disk.found),
        vms=tuple(vm_spec(vm, inventory) for vm in inventory.virtual_machines),
        files=tuple(_files(inventory)),
        certificates=tuple(
            CertificateSpec(store=c.store, subject=c.subject, settings=_plain(c, without={"store", "subject"}))
            for c in inventory.certificates
        ),
        services=tuple(Service(**one.model_dump()) for one in inventory.services),
        tasks=tuple(ScheduledTask(i.name, i.detail) for i in _items(inventory, HostItemKind.SCHEDULED_TASK)),
        shares=tuple(Share(i.name, i.detail) for i in _items(inventory, HostItemKind.SHARE)),
        features=tuple(Feature(i.name, i.name) for i in _items(inventory, HostItemKind.FEATURE)),
        events=tuple(
            Event(e.provider, e.event_id, _LEVELS[e.level], e.last_at, e.sample, e.log) for e in inventory.disk_events
        ),
    )


def _items(inventory: Inventory, kind: HostItemKind) -> Iterable[HostItem]:
    return (item for item in inventory.host_items if item.kind is kind)


def _parents_first(disks: Iterable[VirtualHardDisk]) -> list[VirtualHardDisk]:
    by_path = {disk.path: disk for disk in disks}

    def depth(disk: VirtualHardDisk) -> int:
        seen = {disk.path}
        while disk.parent_path in by_path and disk.parent_path not in seen:
            disk = by_path[disk.parent_path]
            seen.add(disk.path)
        return len(seen)

    return sorted(by_path.values(), key=depth)


def _disk(disk: VirtualHardDisk) -> VmDiskSpec:
    kinds = {"Fixed", "Dynamic", "Differencing"}
    return VmDiskSpec.model_validate(
        {
            "path": str(disk.path),
            # Of a disk that Hyper-V would not read only the file's length is known; no disk is smaller than nothing.
            "size": disk.size_bytes or disk.file_bytes or 0,
            "identifier": disk.disk_identifier,
            "used": disk.file_bytes,
            "type": disk.vhd_type.value if disk.vhd_type is not None and disk.vhd_type.value in kinds else "Dynamic",
            "parent": None if disk.parent_path is None else str(disk.parent_path),
            "attributes": disk.attributes,
        }
    )


def _files(inventory: Inventory) -> Iterable[FileSpec]:
    """Yield the files beside the virtual disks; a folder of other things is one file of its size."""
    known: list[PureWindowsPath] = [disk.path for disk in inventory.virtual_hard_disks]
    disks = set(known)
    for entry in inventory.folders:
        path = entry.root / entry.relative_path
        known.append(path)
        # A disk file that nobody uses is a file like any other; so is a parent of a disk that Hyper-V would not read.
        if not entry.is_folder and path not in disks:
            yield FileSpec(path=str(path), size=entry.size_bytes, attributes=_special(entry.attributes))
    listed = set(known)
    known += [content.path for content in inventory.volume_contents]
    for content in inventory.volume_contents:
        has_drive = bool(content.path.drive) and not content.path.drive.startswith("\\")
        if not has_drive or content.path in listed or any(content.path in one.parents for one in known):
            continue
        if content.is_folder and content.size_bytes:
            yield FileSpec(path=str(content.path / "content.bin"), size=content.size_bytes)
        elif not content.is_folder:
            yield FileSpec(path=str(content.path), size=content.size_bytes)


def _special(attributes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in attributes if one not in {"Archive", "Directory", "Normal"})


def _new(disk: DiskSpec) -> DiskSpec:
    """Give the same size and letters on new hardware."""
    volumes = tuple(
        VolumeSpec(letter=v.letter, label=v.label, size=v.size, windows=v.windows) for v in disk.volumes if v.letter
    )
    return DiskSpec(name="RAID volume", bus="RAID", media=disk.media, size=disk.size, volumes=volumes)


def _plain(model: BaseModel, without: set[str]) -> Settings:
    return model.model_dump(mode="json", exclude=without)
