"""A disk file is sparse, compressed or encrypted, which Hyper-V refuses to attach."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_disk

_REFUSED = frozenset({"SparseFile", "Compressed", "Encrypted"})


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each disk file with such an attribute."""
    for disk in case.disks:
        refused = tuple(sorted(_REFUSED & set(disk.attributes)))
        if refused:
            yield Finding(about_disk(disk.path), {"path": str(disk.path), "attributes": refused})


RULE = Rule("disk.file-attribute", Severity.BLOCKER, "vagrant-11118", waivable=False, find=find)
