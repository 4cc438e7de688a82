"""The journal on a disk is worth something only where another computer could go on from it."""

from pathlib import Path

from migrator.steps.journal_on_disk import can_wait
from migrator.steps.journal_whole import reaches

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "report-journal-1.jsonl"
OWN = GOLDEN.read_bytes().splitlines(keepends=True)
LAST_ANNOUNCEMENT = max(number for number, line in enumerate(OWN) if not can_wait(line))


def test_a_disk_may_lack_what_announces_nothing_and_no_line_more() -> None:
    """What a check said is asked of the host again; a change, an answer or an approval must be on the disk."""
    assert reaches(OWN, OWN)
    assert reaches(OWN[: LAST_ANNOUNCEMENT + 1], OWN)
    assert not reaches(OWN[:LAST_ANNOUNCEMENT], OWN)
    assert not reaches([], OWN)


def test_a_journal_of_another_past_is_not_whole() -> None:
    """One byte is enough, and so is one record more than this computer knows of."""
    other = [*OWN[:3], OWN[3].replace(b'"', b"'", 1), *OWN[4:]]
    assert not reaches(other, OWN)
    assert not reaches(OWN, OWN[:-1])
