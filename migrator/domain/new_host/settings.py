"""Hyper-V settings of the destination host: what the plan wants, and how far the host differs."""

from collections.abc import Mapping

from migrator.domain.inventory.host import HyperVSettings

Setting = str | int | bool


def settings_of(hyperv: HyperVSettings) -> dict[str, Setting]:
    """Return the settings by the names of the script's parameters, in its order."""
    return {
        "VirtualMachinePath": str(hyperv.virtual_machine_path),
        "VirtualHardDiskPath": str(hyperv.virtual_hard_disk_path),
        "MacAddressMinimum": hyperv.mac_address_minimum,
        "MacAddressMaximum": hyperv.mac_address_maximum,
        "NumaSpanning": hyperv.numa_spanning_enabled,
        "EnhancedSession": hyperv.enhanced_session_mode_enabled,
        "StorageMigrations": hyperv.maximum_storage_migrations,
        "VirtualMachineMigrations": hyperv.maximum_virtual_machine_migrations,
        "AnyMigrationNetwork": hyperv.use_any_network_for_migration,
        "MigrationAuthentication": hyperv.virtual_machine_migration_authentication_type,
        "MigrationPerformance": hyperv.virtual_machine_migration_performance_option,
    }


def wanted_settings(
    asked: Mapping[str, Setting], now: Mapping[str, Setting], letters: frozenset[str]
) -> tuple[dict[str, Setting], tuple[str, ...]]:
    """Return what to set, and the default folders that stay as they are because their volume is not there."""
    wanted = {name: asked.get(name, value) for name, value in now.items()}
    stay = tuple(
        str(wanted[name])
        for name in ("VirtualMachinePath", "VirtualHardDiskPath")
        if not same(wanted[name], now[name]) and _letter(wanted[name]) not in letters
    )
    for name in ("VirtualMachinePath", "VirtualHardDiskPath"):
        if str(wanted[name]) in stay:
            wanted[name] = now[name]
    return wanted, stay


def different(wanted: Mapping[str, Setting], now: Mapping[str, Setting]) -> tuple[str, ...]:
    """Name the settings that differ."""
    return tuple(name for name, value in wanted.items() if not same(value, now[name]))


def same(one: Setting, other: Setting) -> bool:
    """Compare two values: paths and addresses without regard to case, a folder with or without its last backslash."""
    if isinstance(one, str) and isinstance(other, str):
        return one.rstrip("\\").casefold() == other.rstrip("\\").casefold()
    return one == other


def _letter(path: Setting) -> str:
    text = str(path)
    return text[0].upper() if text[1:2] == ":" else ""
