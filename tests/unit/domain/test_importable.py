"""What a tried copy means is said by kind: what would be missing closes the gate, what an import repairs does not."""

from uuid import UUID

from migrator.domain.concern import Severity, Subject, SubjectKind
from migrator.domain.importing import DISK_SOURCE, CopyComparison, Finding
from migrator.domain.rules.importable import importable_concerns

SUBJECT = Subject(kind=SubjectKind.VM, id="x", name="app")


def _found(*sources: str | None) -> list[tuple[str, Severity]]:
    findings = tuple(Finding(message_id=1, message=f"of {one}", source=one, subject=None) for one in sources)
    compared = CopyComparison(id=UUID(int=1), volume_id="v", tested=(), resolved=(), written=(), findings=findings)
    return [(one.rule, one.severity) for one in importable_concerns(SUBJECT, "A", compared)]


def test_a_disk_that_windows_complains_of_is_a_blocker() -> None:
    assert _found(DISK_SOURCE) == [("importable.disk-finding", Severity.BLOCKER)]


def test_a_missing_switch_is_a_note_for_it_is_repaired_on_import() -> None:
    """The old host's switch is no part of a copy."""
    assert _found("VMNetworkAdapter") == [("importable.other-finding", Severity.NOTE)]


def test_nothing_found_is_nothing_said() -> None:
    assert _found() == []
