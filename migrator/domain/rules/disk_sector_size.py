"""A disk with 512-byte physical sectors comes to a volume with larger ones."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_disk


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each disk whose physical sectors are smaller than those of its declared volume."""
    volumes = case.destination.volumes if case.destination else {}
    for disk in case.disks:
        volume = volumes.get(disk.path.drive[:1].upper())
        sector = disk.physical_sector_bytes
        if volume is not None and sector is not None and sector < volume.physical_sector_bytes:
            yield Finding(
                about_disk(disk.path),
                {"path": str(disk.path), "sector_bytes": sector, "volume_sector_bytes": volume.physical_sector_bytes},
            )


RULE = Rule("disk.sector-size", Severity.NOTE, "sector-sizes", waivable=True, find=find)
