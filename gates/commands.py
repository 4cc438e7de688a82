"""What each command of `python -m gates` does."""

import sys
from collections.abc import Iterable
from pathlib import Path

from gates import machine_traces, python_source
from gates.contract import recording as recordings
from gates.contract.case import Case
from gates.contract.cases import ALL, matching
from gates.contract.differences import differences
from gates.contract.recorder import record as record_live
from gates.never_seen import PAGE, page, scripts_of
from gates.static import check_repository


def scripts(repository: Path) -> int:
    """Print what the static gates find."""
    findings = [str(finding) for finding in check_repository(repository)]
    return _report(findings)


def house(repository: Path) -> int:
    """Print what is wrong with our own Python, and which file tells of the machine it was written on."""
    findings = [*python_source.check_folder(repository), *machine_traces.check_repository(repository)]
    return _report([str(finding) for finding in findings])


def contract(words: list[str], engine: str) -> int:
    """Print where the live engine and the python engine differ, and nothing is written."""
    faults = 0
    for recorded in record_live(matching(words), engine, with_analyzer=False):
        missed = sorted(set(recorded.recording.executable_lines) - set(recorded.recording.executed_lines))
        lines = [*recorded.differences, *recorded.live.messages]
        sys.stdout.write(f"{recorded.recording.id}: {'differs' if recorded.differences else 'equal'}")
        sys.stdout.write(f", {len(recorded.recording.observed.documents)} documents, lines not run: {missed}\n")
        sys.stdout.writelines(f"    {line}\n" for line in lines)
        faults += bool(recorded.differences)
    return int(faults > 0)


def record(words: list[str], engine: str, out: Path | None) -> int:
    """Write recordings; a case in which the engines differ is recorded all the same, and reported."""
    folder = out or recordings.RECORDINGS
    faults = []
    for recorded in record_live(matching(words), engine):
        recordings.write(recorded.recording, folder)
        faults += [f"{recorded.recording.id}: {line}" for line in recorded.differences]
        faults += [f"{recorded.recording.id}: script-analyzer: {line}" for line in recorded.recording.analyzer_findings]
    if not words:
        known = {recordings.path_of(case.id, folder) for case in ALL}
        for stale in set(folder.glob("*/*.json")) - known:
            stale.unlink()
    return _report(faults)


def compare(folder: Path, committed: Path, cases: Iterable[Case]) -> int:
    """Print where a folder of recordings (made elsewhere, by another engine) differs from the committed ones."""
    faults = []
    for case in cases:
        ours, theirs = recordings.read(case.id, committed), recordings.read(case.id, folder)
        if ours is None or theirs is None:
            faults.append(f"{case.id}: recorded only {'there' if ours is None else 'here'}")
        elif ours.sha256 != theirs.sha256:
            faults.append(f"{case.id}: recorded from another script text")
        else:
            found = differences(ours.observed, theirs.observed, ours.engine.name, theirs.engine.name)
            faults += [f"{case.id}: {line}" for line in found]
    return _report(faults)


def never_seen(repository: Path, *, check: bool) -> int:
    """Write the page, or say that it is not up to date."""
    text = page(scripts_of(repository), list(recordings.read_all()))
    path = repository / PAGE
    if check:
        current = path.read_text(encoding="utf-8") if path.is_file() else ""
        return _report([] if current == text else [f"{PAGE} is not up to date: python -m gates never-seen"])
    path.write_text(text, encoding="utf-8", newline="\n")
    return 0


def _report(lines: list[str]) -> int:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0
