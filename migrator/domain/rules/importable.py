"""What a tried copy of a virtual machine means for the wipe."""

from collections.abc import Iterator
from typing import Final

from migrator.domain.concern import Concern, Severity, Subject
from migrator.domain.importing import DISK_SOURCE, CopyComparison

IMPORTABLE_RULES: Final = (
    "importable.resolves-outside",
    "importable.disk-finding",
    "importable.other-finding",
    "importable.copy-written",
)


def importable_concerns(subject: Subject, disk: str, compared: CopyComparison) -> Iterator[Concern]:
    """Yield a blocker for what would be missing after the wipe, notes for what an import will repair."""

    def concern(rule: str, severity: Severity, **found: str | tuple[str, ...]) -> Concern:
        return Concern(
            rule=rule,
            severity=severity,
            subject=subject,
            found={"disk": disk, **found},
            source="compare-vm",
            waivable=severity is not Severity.BLOCKER,
        )

    if compared.outside:
        yield concern("importable.resolves-outside", Severity.BLOCKER, paths=compared.outside)
    words = {
        about: tuple(sorted({one.message for one in compared.findings if (one.source == DISK_SOURCE) is about}))
        for about in (True, False)
    }
    if words[True]:
        yield concern("importable.disk-finding", Severity.BLOCKER, words=words[True])
    if words[False]:
        yield concern("importable.other-finding", Severity.NOTE, words=words[False])
    if compared.written:
        files = tuple(sorted(path.name for path in compared.written))
        yield concern("importable.copy-written", Severity.NOTE, files=files)
