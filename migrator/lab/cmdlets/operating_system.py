"""What Windows calls itself: caption, SKU, version, language, zone of a host."""

from migrator.lab.world.model import Host

_SKUS = {"Standard": 7, "Datacenter": 8, "Hyper-V Server": 42, "Pro": 48, "Enterprise": 4, "Education": 121}
_EDITION_IDS = {
    "Standard": "ServerStandard",
    "Datacenter": "ServerDatacenter",
    "Hyper-V Server": "ServerHyperCore",
    "Pro": "Professional",
}
_POWERSHELL_VERSIONS = {
    "2016": "5.1.14393.7426",
    "2019": "5.1.17763.6893",
    "2022": "5.1.20348.2849",
    "2025": "5.1.26100.2161",
}
_LANGUAGE_NUMBERS = {"en-US": 1033, "de-DE": 1031, "fr-FR": 1036, "es-ES": 3082, "it-IT": 1040, "pl-PL": 1045}
_OFFSETS_MIN = {"UTC": 0, "W. Europe Standard Time": 60, "GMT Standard Time": 0, "Eastern Standard Time": -300}


def caption(host: Host) -> str:
    """Give Win32_OperatingSystem.Caption."""
    if host.edition == "Hyper-V Server":
        return f"Microsoft Hyper-V Server {host.release}"
    if not host.is_server:
        return f"Microsoft Windows {'11' if host.build >= _FIRST_11 else '10'} {host.edition}"
    return f"Microsoft Windows Server {host.release} {host.edition}"


def powershell_version(host: Host) -> str:
    """Give the version of Windows PowerShell, as its engine and the registry say it."""
    return _POWERSHELL_VERSIONS[host.release]


def sku(host: Host) -> int:
    """Give OperatingSystemSKU."""
    return _SKUS.get(host.edition, 0)


def edition_id(host: Host) -> str:
    """Give EditionID of the registry."""
    return _EDITION_IDS.get(host.edition, host.edition)


def language_number(host: Host) -> int:
    """Give the Windows language id of the system's language."""
    return _LANGUAGE_NUMBERS.get(host.language, 1033)


def zone_bias_min(host: Host) -> int:
    """Give the zone's standard offset from UTC."""
    return _OFFSETS_MIN.get(host.time_zone, 0)


_FIRST_11 = 22000
