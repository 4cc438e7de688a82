"""What the contract suite is made of: comparing, recordings, lines, and what the Windows runner compares."""

from dataclasses import replace
from pathlib import Path

import pytest

from gates import commands
from gates.contract import recording as recordings
from gates.contract.case import Case
from gates.contract.differences import differences
from gates.contract.lines import lines_of
from gates.contract.observed import ErrorSeen, FolderLeaked, Observed, documents_of
from gates.contract.recording import Engine, Recording

ENGINE = Engine("powershell", "5.1.17763.1", "Windows", None)
SEEN = Observed(
    ({"name": "B\u00fcro", "sizes": [1, 2], "at": None},), (ErrorSeen("Broken", "NotSpecified"),), failed=True
)
RECORDING = Recording("Get-Sample", "one", {"Days": 3}, "0" * 64, ENGINE, SEEN, ("1: x",), (1, 2), (1,))


def test_equal_observations_have_no_difference() -> None:
    assert differences(SEEN, SEEN) == []


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        (({"name": "B\u00fcro", "sizes": [1, 3], "at": None},), "documents[0].sizes[1]: python 2, live 3"),
        (({"name": "B\u00fcro", "sizes": [1], "at": None},), "documents[0].sizes[1]: python 2, live nothing"),
        (({"name": "B\u00fcro", "sizes": [1, 2]},), "documents[0].at: python None, live nothing"),
        (({"name": "B\u00fcro", "sizes": [True, 2], "at": None},), "documents[0].sizes[0]: python 1, live True"),
        ((), "documents[0]: python {"),
    ],
)
def test_each_difference_is_said_with_its_place(documents: tuple[dict[str, object], ...], said: str) -> None:
    """One and true, absent and null are not the same to a reader of JSON."""
    (line,) = differences(SEEN, replace(SEEN, documents=documents))  # type: ignore[arg-type]
    assert line.startswith(said)


def test_errors_and_the_end_are_compared() -> None:
    other = replace(SEEN, errors=(ErrorSeen("Other", "NotSpecified"),), failed=False)
    assert differences(SEEN, other) == [
        "errors[0].id: python 'Broken', live 'Other'",
        "failed: python True, live False",
    ]


def test_a_recording_is_read_as_it_was_written(tmp_path: Path) -> None:
    recordings.write(RECORDING, tmp_path)
    assert recordings.read("Get-Sample/one", tmp_path) == RECORDING
    assert (tmp_path / "Get-Sample" / "one.json").read_bytes().isascii() is False


def test_where_the_files_of_a_world_lie_must_not_show(tmp_path: Path) -> None:
    """A recording is the same on every machine."""
    with pytest.raises(FolderLeaked):
        documents_of([f'{{"path": "{tmp_path}/D/VMs"}}'], tmp_path)


def test_lines_that_no_case_ran_are_found() -> None:
    text = "a\nb\nc # never-in-lab: only a cluster\nd # never-in-lab: wrongly\n"
    ran = replace(RECORDING, executable_lines=(1, 2, 3, 4), executed_lines=(1, 4))
    lines = lines_of(text, [ran])
    assert lines.never_run == [2]
    assert lines.wrongly_marked == [4]
    assert lines.marked == {3: "only a cluster", 4: "wrongly"}


def compared(tmp_path: Path, theirs: Recording | None) -> int:
    """Compare what another engine recorded with our one recorded case."""
    recordings.write(RECORDING, tmp_path / "ours")
    if theirs is not None:
        recordings.write(theirs, tmp_path / "theirs")
    return commands.compare(tmp_path / "theirs", tmp_path / "ours", [Case("Get-Sample", "one")])


def test_another_engine_that_says_the_same_is_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compared(tmp_path, replace(RECORDING, engine=replace(ENGINE, name="pwsh", version="7.6"))) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        (None, "recorded only here"),
        (replace(RECORDING, sha256="1" * 64), "recorded from another script text"),
        (replace(RECORDING, observed=replace(SEEN, failed=False)), "failed: powershell True, powershell False"),
    ],
)
def test_another_engine_that_says_otherwise_is_reported(
    tmp_path: Path, theirs: Recording | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compared(tmp_path, theirs) == 1
    assert capsys.readouterr().out == f"Get-Sample/one: {said}\n"
