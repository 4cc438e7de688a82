"""Settings, accounts and disks of a captured host, as a scenario says them."""

from migrator.domain.inventory.host import HyperVSettings
from migrator.domain.inventory.services import HostItemKind
from migrator.domain.inventory.storage import PhysicalDisk, Volume
from migrator.domain.inventory.whole import Inventory
from migrator.lab.world.model import BUILDS, Release
from migrator.lab.world.scenario_schema import DiskSpec, Settings, VolumeSpec

_EDITIONS = {8: "Datacenter", 42: "Hyper-V Server", 48: "Pro"}
_RELEASES: tuple[Release, ...] = ("2025", "2022", "2019", "2016")


def host_settings(inventory: Inventory) -> tuple[Settings, Release]:
    """Return fields of `model.Host`, and the release that the build belongs to."""
    host = inventory.host
    release: Release = next((one for one in _RELEASES if host.os_build >= BUILDS[one]), "2016")
    items = inventory.host_items
    users = [
        {"name": item.name, "sid": item.detail, "enabled": item.enabled is not False}
        for item in items
        if item.kind is HostItemKind.LOCAL_USER
    ]
    members = [
        {"group_sid": sids[0], "name": item.name, "sid": sids[-1]}
        for item in items
        if item.kind is HostItemKind.LOCAL_GROUP_MEMBER and (sids := item.detail.split())
    ]
    kept = {
        "domain", "domain_joined", "manufacturer", "hardware_model", "serial_number", "time_zone", "installed_at",
        "booted_at", "memory_bytes", "ecc_memory", "machine_guid", "os_build",
    }  # fmt: skip
    settings: Settings = host.model_dump(mode="json", include=kept)
    settings |= {"language": host.os_language, "edition": _EDITIONS.get(host.os_sku, "Standard")}
    settings |= {"local_users": users, "group_members": members}
    settings["vm_groups"] = sorted({group for vm in inventory.virtual_machines for group in vm.groups})
    return settings, release


def hyperv_settings(settings: HyperVSettings) -> Settings:
    """Return fields of `model.HyperVSettings`."""
    plain: Settings = settings.model_dump(mode="json", exclude={"supported_versions"})
    plain["supported_versions"] = [one.version for one in settings.supported_versions]
    return plain


def storage(inventory: Inventory) -> tuple[list[DiskSpec], list[DiskSpec]]:
    """Return the disks that stay in the box, and those on USB; a volume without a disk goes to the first one."""
    volumes: dict[int, list[Volume]] = {}
    numbers = sorted(disk.number for disk in inventory.physical_disks)
    for volume in inventory.volumes:
        number = volume.disk_number if volume.disk_number in numbers else (numbers or [0])[0]
        volumes.setdefault(number, []).append(volume)
    internal: list[DiskSpec] = []
    external: list[DiskSpec] = []
    for disk in inventory.physical_disks:
        spec = _disk(disk, volumes.get(disk.number, []))
        is_external = disk.bus_type == "USB" and not disk.is_boot and not disk.is_system
        (external if is_external else internal).append(spec)
    return internal, external


def _disk(disk: PhysicalDisk, volumes: list[Volume]) -> DiskSpec:
    kept = {
        "number", "guid", "unique_id", "logical_sector_bytes", "physical_sector_bytes", "is_offline", "is_read_only",
        "health", "operational_status",
    }  # fmt: skip
    settings: Settings = disk.model_dump(mode="json", include=kept)
    counters = (
        "temperature_c",
        "wear_percent",
        "read_errors_uncorrected",
        "write_errors_uncorrected",
        "power_on_hours",
    )
    settings["health_counters"] = {name: getattr(disk, name) for name in counters}
    if disk.firmware_version is not None:
        settings["firmware_version"] = disk.firmware_version
    return DiskSpec(
        name=disk.friendly_name or "Disk",
        serial=disk.serial_number,
        bus=disk.bus_type,
        media=disk.media_type or "Unspecified",
        size=disk.size_bytes,
        settings=settings,
        volumes=tuple(_volume(volume) for volume in volumes),
    )


def _volume(volume: Volume) -> VolumeSpec:
    settings: Settings = {
        "unique_id": volume.unique_id,
        "file_system": volume.file_system,
        "health": volume.health,
        "bitlocker": volume.bitlocker_protection or "Off",
        "deduplicated": bool(volume.deduplicated),
        "paging_file": volume.paging_file,
        "is_system": volume.is_system,
    }
    if volume.cluster_bytes is not None:
        settings["cluster_bytes"] = volume.cluster_bytes
    if volume.serial_number is not None:
        settings["serial_number"] = int(volume.serial_number, 16)
    if volume.partition_type is not None:
        settings["partition_type"] = volume.partition_type
    return VolumeSpec(
        letter=volume.drive_letter,
        label=volume.label,
        size=volume.size_bytes,
        free=volume.free_bytes,
        windows=volume.is_system and volume.drive_letter is not None,
        settings=settings,
    )
