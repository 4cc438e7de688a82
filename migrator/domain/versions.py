"""Which configuration versions which release of Windows Server runs."""

from typing import Final

from migrator.domain.destination import Release

Version = tuple[int, ...]

# Origin: Microsoft Learn, "Upgrade virtual machine version in Hyper-V", page of 2025-01: lowest and highest per host.
_SUPPORTED: Final[dict[Release, tuple[Version, Version]]] = {
    Release.SERVER_2016: ((5, 0), (8, 0)),
    Release.SERVER_2019: ((5, 0), (9, 0)),
    Release.SERVER_2022: ((8, 0), (10, 0)),
    Release.SERVER_2025: ((8, 0), (12, 0)),
}


def version_of(text: str) -> Version | None:
    """Return `8.0` as (8, 0); None for what is no version."""
    parts = text.split(".")
    return tuple(int(part) for part in parts) if all(part.isascii() and part.isdigit() for part in parts) else None


def lowest(release: Release) -> Version:
    """Return the lowest version that the release imports."""
    return _SUPPORTED[release][0]


def highest(release: Release) -> Version:
    """Return the version to which the release upgrades."""
    return _SUPPORTED[release][1]


def shown(version: Version) -> str:
    """Return (8, 0) as `8.0`."""
    return ".".join(str(part) for part in version)
