"""What an operator is promised of every script that changes a host, shown by what it did in a real PowerShell."""

import pytest

from gates.contract.cases import WRITTEN
from gates.contract.recording import Recording, read
from migrator.hyperv.scripts import load_script, shipped_scripts
from migrator.ports.host_session import Effect

CHANGING = [name for name in shipped_scripts() if load_script(name).effect is Effect.CHANGES]

LEAVES_NO_TRACE = {"Reset-ExternalDisk": "a written cache, and a disk taken offline and online again, look as before"}
REFUSES_NOTHING = {"Add-JournalLine": "what one disk refuses is said in its document, so that the other disk goes on"}


def _recordings(script: str, *, twice: bool) -> list[Recording]:
    """Return what was recorded of this very text, without the runs with -WhatIf."""
    found = [read(case.id) for case in WRITTEN if case.script == script and case.twice is twice]
    text = load_script(script).sha256
    return [recording for recording in found if recording is not None and recording.sha256 == text]


@pytest.mark.parametrize("script", CHANGING)
def test_it_was_seen_to_change_a_host(script: str) -> None:
    """A script whose change was never made in a PowerShell is not shipped."""
    made = [one.case for one in _recordings(script, twice=False) if one.observed.changes and not one.observed.failed]
    assert bool(made) is (script not in LEAVES_NO_TRACE)


@pytest.mark.parametrize("script", CHANGING)
def test_it_was_seen_to_refuse_and_to_leave_all_as_it_was(script: str) -> None:
    """What must not be touched was put before the script, and it said no."""
    refused = [one.case for one in _recordings(script, twice=False) if one.observed.failed and not one.observed.changes]
    assert bool(refused) is (script not in REFUSES_NOTHING)


@pytest.mark.parametrize("script", CHANGING)
def test_the_second_time_it_changes_nothing_more(script: str) -> None:
    """After a lost answer it may be run again: it does nothing, or says that there is nothing to do."""
    again = _recordings(script, twice=True)
    assert again
    assert [one.case for one in again if one.observed.changes] == []
