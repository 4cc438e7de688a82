"""`run` up to the shutdown, as a person without a terminal walks it: ends 4, says what to type, goes on, can be rehearsed."""

import json
import sys
from pathlib import Path

import pytest
import typer

from migrator.cli.app import run
from migrator.errors import ExitCode
from migrator.lab.client import LabClient
from tests.journey.way import FINISHED, journal_of, plan_here, prepare_answers

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _planned(lab: LabClient, at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in lab.environment.items():
        monkeypatch.setenv(name, value)
    plan_here(lab, at_home)


def _until_prepared(*more: str) -> int:
    return run(["run", "--until", "prepare", *more])


def test_without_a_person_it_ends_4_and_says_exactly_what_to_type(at_home: Path, capsys: Output) -> None:
    assert _until_prepared() == ExitCode.WAITING_FOR_PERSON
    said = capsys.readouterr().err
    assert run(["status"]) == ExitCode.DONE
    told = capsys.readouterr().err.splitlines()
    values = [line for line in told if "migrator answer external-disk/disk/a " in line]
    assert len(values) > 1, "each disk that is there is offered, to be pasted"
    assert all(line.endswith("}\\'") for line in values)
    command = next(line.split() for line in said.splitlines() if "migrator answer" in line and "--value" not in line)
    assert run([*command[1:-1], "Ada Admin"]) == ExitCode.DONE
    assert [entry["person"] for entry in journal_of(at_home) if entry["kind"] == "answer"] == ["Ada Admin"]
    assert run(["status", "--json"]) == ExitCode.DONE
    status = json.loads(capsys.readouterr().out)
    assert status["counts"]["pending"] > 90
    assert not status["run_is_open"]
    assert [step for step in status["steps"].values() if step.get("answered_by") == "Ada Admin"]


def test_answers_in_a_file_take_it_through_and_a_second_run_changes_nothing(at_home: Path, capsys: Output) -> None:
    answers = str(prepare_answers(at_home))
    assert _until_prepared("--answers", answers) in FINISHED
    before = journal_of(at_home)
    assert _until_prepared() in FINISHED
    added = [entry["kind"] for entry in journal_of(at_home)[len(before) :]]
    assert "step-about-to-apply" not in added
    assert {entry["sink"] for entry in before if entry["kind"] == "sink-joined"} == {"disk-a", "disk-b"}
    capsys.readouterr()


def test_ctrl_c_at_a_question_says_what_is_true(at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    """Answers were recorded and steps taken by then: nobody is told that nothing happened."""
    typed = iter(["y", "Ada Admin"])

    def prompt(_question: str, **_: object) -> str:
        if (said := next(typed, None)) is None:
            raise typer.Abort
        return said

    monkeypatch.setattr("typer.prompt", prompt)
    for stream in (sys.stdin, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    assert _until_prepared() == ExitCode.INTERRUPTED
    said = " ".join(capsys.readouterr().err.split())
    assert "Nothing was changed" not in said
    assert "Interrupted in good order" in said
    kinds = [entry["kind"] for entry in journal_of(at_home)]
    assert kinds[-1] == "run-ended"
    assert "answer" in kinds


def test_events_are_one_json_object_a_line(at_home: Path, capsys: Output) -> None:
    _until_prepared("--answers", str(prepare_answers(at_home)), "--json")
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert events[-1] == {"event": "end", "exit_code": 3, "waiting": []}
    assert {"event": "step", "step": "mark-disk/disk/a", "state": "done"} in events


def test_a_rehearsal_changes_and_writes_nothing(lab: LabClient, at_home: Path, capsys: Output) -> None:
    before = lab.state()
    run(["run", "--rehearse"])
    said = capsys.readouterr().err
    assert "would change" in said
    assert lab.state()["host"] == before["host"]
    assert not (at_home / "journal.jsonl").exists()


def test_a_changed_configuration_that_gives_another_plan_is_refused(at_home: Path, capsys: Output) -> None:
    config = at_home / "migrator.yaml"
    config.write_text(config.read_text() + "left_out: [{vm: web, reason: old, person: Ada}]\n")
    assert _until_prepared() == ExitCode.HOST_NOT_AS_PLANNED
    assert "another plan" in capsys.readouterr().err


def test_a_source_that_changed_since_the_plan_is_not_touched(lab: LabClient, at_home: Path, capsys: Output) -> None:
    """A disk that went away meanwhile is named, and no step that needs the inventory is taken."""
    lab.do("lose-volume", letter="D")
    assert _until_prepared("--answers", str(prepare_answers(at_home))) == ExitCode.HOST_NOT_AS_PLANNED
    assert "D:\\" in capsys.readouterr().err
    assert not [entry for entry in journal_of(at_home) if entry.get("script")]


def test_outside_the_change_window_nothing_begins_unless_a_person_says_so(at_home: Path, capsys: Output) -> None:
    config = at_home / "migrator.yaml"
    config.write_text(config.read_text() + "change_window: {start: 2020-01-01T00:00:00Z, end: 2020-01-02T00:00:00Z}\n")
    assert _until_prepared() == ExitCode.OUTSIDE_WINDOW
    assert _until_prepared("--despite-window", "agreed") == ExitCode.USAGE
    assert _until_prepared("--despite-window", "agreed", "--person", "Ines") == ExitCode.WAITING_FOR_PERSON
    overrides = [entry for entry in journal_of(at_home) if entry["kind"] == "override"]
    assert [(entry["person"], entry["reason"]) for entry in overrides] == [("Ines", "agreed")]
    capsys.readouterr()


@pytest.mark.parametrize(
    ("what", "more"),
    [
        ("K7QX-B", ()),
        ("nonsense", ()),
        ("allow-wipe", ()),
        ("take-inventory", ()),
        ("external-disk/disk/a", ()),
        ("external-disk/disk/a", ("--value", "2")),
        ("know-passwords", ("--value", "x")),
    ],
)
def test_an_answer_that_fits_nothing_is_refused(
    at_home: Path, what: str, more: tuple[str, ...], capsys: Output
) -> None:
    assert run(["answer", what, "--person", "Ada", *more]) == ExitCode.USAGE
    journal = at_home / "journal.jsonl"
    assert not journal.exists() or "answer" not in [entry["kind"] for entry in journal_of(at_home)]
    capsys.readouterr()


def test_own_scripts_are_honestly_not_run_here_and_own_commands_are(at_home: Path, capsys: Output) -> None:
    (at_home / "Set-Own.ps1").write_text("Own-Thing\n")
    config = at_home / "migrator.yaml"
    config.write_text(
        config.read_text()
        + "hooks:\n"
        + "  - {name: mine, step: mark-disk, moment: before, command: [touch, mine]}\n"
        + "  - {name: theirs, step: mark-disk, moment: after, script: Set-Own.ps1}\n"
    )
    assert _until_prepared("--answers", str(prepare_answers(at_home))) in FINISHED
    hooks = [(entry["name"], entry["result"]) for entry in journal_of(at_home) if entry["kind"] == "hook"]
    assert hooks == [("mine", "done"), ("theirs", "not-run")] * 2
    assert (at_home / "mine").exists()
    capsys.readouterr()
