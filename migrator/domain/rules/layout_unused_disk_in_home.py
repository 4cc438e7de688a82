"""A virtual hard disk lies in a home and belongs to nobody."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_disk

_ENDINGS = frozenset({".vhd", ".vhdx", ".avhd", ".avhdx", ".vhds"})


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each disk file listed in a home that no virtual machine, checkpoint or chain names."""
    used = {place.path for place in case.all_places}
    for entry in case.inventory.folders:
        path = entry.root / entry.relative_path
        if not entry.is_folder and path.suffix.casefold() in _ENDINGS and path not in used:
            yield Finding(about_disk(path), {"size_bytes": entry.size_bytes})


RULE = Rule("layout.unused-disk-in-home", Severity.NOTE, "hidden-chains", waivable=True, find=find)
