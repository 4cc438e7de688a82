"""Holds a written report against the one that its records give now."""

import json
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import islice

from pydantic import JsonValue

from migrator.errors import ReportUntrue
from migrator.journal.record import Record
from migrator.report.formats import Format, WrittenReport, made_again
from migrator.report.printable import printable
from migrator.report.view.evidence import Evidence
from migrator.report.view.report_view import make_report

_LONGEST = 160
_AROUND = 30


def verify_report(
    written: WrittenReport, evidence: Evidence, lines: Iterable[tuple[bytes, Record]], name: str
) -> tuple[str, ...]:
    """Return what differs, one line each; nothing where the report is true. `lines` is the whole journal.

    Raises ReportUntrue where the journal is shorter than the report says; the rest of the journal is read to its end,
    so that its chain is held.
    """
    journal = iter(lines)
    report = make_report(evidence, islice(journal, written.length), made_by=written.made_by)
    for _ in journal:
        pass
    if report.journal.length < written.length:
        found = f"journal: {report.journal.length} records, not {written.length}"
        raise ReportUntrue(file=name, count=1, found=found)
    again = made_again(written, report)
    if again == written.text:
        return ()
    if written.format is Format.JSON:
        found_fields = tuple(_unlike("", json.loads(again), json.loads(written.text)))
        return found_fields or ("the file is written in another way than this program does it",)
    return tuple(_other_lines(again, written.text))


def _unlike(where: str, records: JsonValue, report: JsonValue) -> Iterator[str]:
    """Yield the fields in which two documents differ."""
    if isinstance(records, dict) and isinstance(report, dict):
        for key in sorted({*records, *report}):
            yield from _unlike(f"{where}.{key}" if where else key, records.get(key), report.get(key))
    elif isinstance(records, list) and isinstance(report, list) and len(records) == len(report):
        for number, (mine, theirs) in enumerate(zip(records, report, strict=True)):
            yield from _unlike(f"{where}[{number}]", mine, theirs)
    elif records != report:
        yield f"{where}: {_short(json.dumps(report))}; records: {_short(json.dumps(records))}"


def _other_lines(records: str, report: str) -> Iterator[str]:
    """Yield the lines of the report that its records do not give, and those that are missing."""
    mine, theirs = records.splitlines(), report.splitlines()
    for tag, begin, end, their_begin, their_end in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        said, told = _apart(" ".join(theirs[their_begin:their_end]), " ".join(mine[begin:end]))
        yield f"line {their_begin + 1}: {said}; records: {told}"


def _apart(said: str, told: str) -> tuple[str, str]:
    """Return the middle of two texts, where they differ, with a little before and after."""
    same = _same(said, told)
    same_end = _same(said[same:][::-1], told[same:][::-1])
    begin = max(same - _AROUND, 0)
    ends = (len(text) - max(same_end - _AROUND, 0) for text in (said, told))
    shown = tuple(_short(text[begin:end].strip()) for text, end in zip((said, told), ends, strict=True))
    return shown[0], shown[1]


def _same(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (mine, theirs) in enumerate(pairs) if mine != theirs), min(len(one), len(other)))


def _short(text: str) -> str:
    safe = printable(text)
    return safe if len(safe) <= _LONGEST else f"{safe[:_LONGEST]}..."
