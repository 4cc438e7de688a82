"""Refuses a recording that proves something about another text than the shipped one."""

from collections.abc import Iterable, Iterator

from gates.contract.case import Case
from gates.contract.recording import Recording, path_of
from gates.finding import Finding
from migrator.ports.host_session import Script

GATE = "recording"


def check(script: Script, cases: Iterable[Case], recordings: Iterable[Recording]) -> Iterator[Finding]:
    """Yield each case of the script that was never recorded, or was recorded before the script was changed."""
    by_id = {recording.id: recording for recording in recordings}
    for case in cases:
        if case.script != script.name:
            continue
        shown = "/".join(path_of(case.id).parts[-4:])
        recording = by_id.get(case.id)
        if recording is None:
            yield Finding(shown, 1, GATE, f"{case.id} was never recorded: python -m gates record {case.id}")
        elif recording.sha256 != script.sha256:
            yield Finding(shown, 1, GATE, f"{case.id} is of another text of {script.name}: record it again")
