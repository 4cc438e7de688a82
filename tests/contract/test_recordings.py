"""Without a PowerShell at hand: the rehearsal hosts say what a real PowerShell said when it ran these very scripts."""

from pathlib import Path

import pytest

from gates.contract import freshness, python_side
from gates.contract.case import REHEARSED, Case
from gates.contract.cases import ALL
from gates.contract.differences import differences
from gates.contract.lines import lines_of
from gates.contract.recorder import SCRIPTS
from gates.contract.recording import RECORDINGS, Recording, read, read_all
from migrator.hyperv.scripts import load_script

BY_ID = {case.id: case for case in ALL}


def recorded(case: Case) -> Recording:
    """Return the case's recording; one that was never made fails by the case's name."""
    recording = read(case.id)
    assert recording is not None, f"{case.id} was never recorded: python -m gates record {case.id}"
    return recording


@pytest.mark.parametrize("case_id", BY_ID)
def test_the_recording_is_of_this_very_script(case_id: str) -> None:
    """A script that was changed after it last ran in a PowerShell is not shipped."""
    case = BY_ID[case_id]
    assert [str(finding) for finding in freshness.check(load_script(case.script), [case], read_all())] == []


@pytest.mark.parametrize("case_id", BY_ID)
def test_the_python_engine_says_what_was_recorded(case_id: str, tmp_path: Path) -> None:
    """People without PowerShell rehearse on hosts that answer as the scripts do."""
    case = BY_ID[case_id]
    recording = recorded(case)
    assert recording.parameters == dict(case.parameters)
    assert differences(python_side.answer(case, tmp_path), recording.observed, "python", "recorded") == []


@pytest.mark.parametrize("script", sorted({case.script for case in ALL}))
def test_every_line_of_a_script_was_run(script: str) -> None:
    """No line meets a real host without having run once, unless the script itself says why it cannot."""
    lines = lines_of(load_script(script).text, [recorded(case) for case in ALL if case.script == script])
    assert lines.executable
    assert lines.never_run == []
    assert lines.wrongly_marked == []


@pytest.mark.parametrize("script", sorted({case.script for case in ALL}))
def test_the_script_analyzer_found_nothing(script: str) -> None:
    """PSScriptAnalyzer, with the compatibility rules for 5.1, is content with every shipped script."""
    for case in ALL:
        if case.script == script:
            recording = recorded(case)
            assert recording.engine.analyzer is not None, f"{case.id} was recorded without PSScriptAnalyzer"
            assert recording.analyzer_findings == ()


@pytest.mark.parametrize("case_id", [case.id for case in ALL if case.rehearses])
def test_with_what_if_nothing_changes(case_id: str) -> None:
    """Whoever tries a changing script with -WhatIf on a host of his own finds it as it was, and reads it to the end."""
    recording = recorded(BY_ID[case_id])
    plain = recorded(BY_ID[case_id.removesuffix(REHEARSED)])
    assert recording.observed.changes == {}
    assert plain.observed.failed or not recording.observed.failed
    assert recording.observed.failed or (
        isinstance(closing := recording.observed.documents[-1], dict) and closing["end"]
    )


def test_every_shipped_script_has_cases() -> None:
    shipped = {path.stem for path in SCRIPTS.glob("*.ps1")}
    assert shipped == {case.script for case in ALL}


def test_case_names_are_unique() -> None:
    assert len(BY_ID) == len(ALL)


def test_no_recording_is_left_over() -> None:
    """A recording without its case would prove something that nobody checks any more."""
    assert {recording.id for recording in read_all()} <= set(BY_ID)


def test_recordings_lie_under_their_own_name() -> None:
    for path in RECORDINGS.glob("*/*.json"):
        assert Recording.from_json(path.read_text(encoding="utf-8")).id == f"{path.parent.name}/{path.stem}"
