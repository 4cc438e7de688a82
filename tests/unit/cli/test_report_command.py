"""`migrator report` and `migrator report verify`, as they are typed."""

import json
import shutil
from pathlib import Path

import pytest

from migrator.cli.app import run
from migrator.domain.inventory_file import write_inventory
from migrator.domain.plan_file import write_plan
from tests.unit.domain.golden import golden_inventory, golden_plan
from tests.unit.report.golden import finished_lines, golden_lines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a migration's folder with all that a report is made from."""
    (tmp_path / "plan.json").write_text(write_plan(golden_plan()), encoding="utf-8")
    (tmp_path / "inventory.json").write_text(write_inventory(golden_inventory()), encoding="utf-8")
    _journal(tmp_path, golden_lines())
    return tmp_path


def _journal(folder: Path, lines: list[bytes]) -> None:
    (folder / "journal.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))


def _report(folder: Path, *options: str) -> int:
    return run(["report", "--plan", str(folder / "plan.json"), *options])


@pytest.mark.parametrize("how", ["html", "json", "md"])
@pytest.mark.parametrize("options", [[], ["--language", "de"], ["--names", "replaced"]], ids=["plain", "de", "shared"])
def test_what_was_written_is_found_true(folder: Path, how: str, options: list[str]) -> None:
    """Every format, language and way of names can be rechecked by whoever has the records."""
    assert _report(folder, "--format", how, *options) == 0
    assert run(["report", "verify", str(folder / f"report.{how}")]) == 0


def test_the_verdict_is_said_first_in_the_readers_language(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _report(folder, "--language", "de") == 0
    assert capsys.readouterr().err.splitlines()[0] == "Mit Warnungen fertig, noch nicht abgenommen"


def test_programs_get_the_report_on_stdout(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _report(folder, "--json") == 0
    assert json.loads(capsys.readouterr().out)["verdict"]["kind"] == "done-with-warnings"


@pytest.mark.parametrize("how", ["html", "json", "md"])
def test_an_edited_report_is_refused_with_what_differs(
    folder: Path, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A digest that somebody made nicer ends with 11, and both readings are shown."""
    _report(folder, "--format", how)
    file = folder / f"report.{how}"
    file.write_text(file.read_text(encoding="utf-8").replace("d" * 64, "0" * 64), encoding="utf-8")
    assert run(["report", "verify", str(file)]) == 11
    said = capsys.readouterr().err
    assert "0" * 40 in said
    assert "d" * 40 in said


def test_a_report_of_another_version_says_that_only_its_data_can_be_compared(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _report(folder)
    file = folder / "report.html"
    text = file.read_text(encoding="utf-8").replace('made-by" content="', 'made-by" content="9')
    file.write_text(text, encoding="utf-8")
    assert run(["report", "verify", str(file)]) == 11
    assert "version 9" in capsys.readouterr().err


def test_a_journal_that_went_on_growing_proves_an_earlier_report(folder: Path) -> None:
    """The report is of its moment: later records do not make it untrue."""
    lines = golden_lines()
    _journal(folder, lines[:200])
    _report(folder, "--format", "json")
    _journal(folder, lines)
    assert run(["report", "verify", str(folder / "report.json")]) == 0


def test_a_changed_journal_is_found_also_behind_the_reports_end(folder: Path) -> None:
    _report(folder)
    lines = golden_lines()
    lines[10] = lines[10].replace(b"2026", b"2027", 1)
    _journal(folder, lines)
    assert run(["report", "verify", str(folder / "report.html")]) == 11


@pytest.mark.parametrize("how", ["html", "json"])
def test_a_journal_that_was_cut_is_found(folder: Path, how: str) -> None:
    """Records that the report speaks of and that are gone are no smaller matter than changed ones."""
    _report(folder, "--format", how)
    _journal(folder, golden_lines()[:-1])
    assert run(["report", "verify", str(folder / f"report.{how}")]) == 11


def test_a_whole_other_journal_of_the_same_plan_is_found(folder: Path) -> None:
    _report(folder)
    _journal(folder, finished_lines(golden_plan()))
    assert run(["report", "verify", str(folder / "report.html")]) == 11


def test_records_are_found_in_a_bag(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """With only the external disk at hand the report can be rechecked: `--from` takes the bag, large files in pieces."""
    _report(folder)
    bag = tmp_path_factory.mktemp("bag")
    (bag / "migrator").mkdir()
    for name in ("plan.json", "inventory.json", "journal.jsonl"):
        shutil.move(folder / name, bag / "migrator" / name)
    plan = (bag / "migrator" / "plan.json").read_text(encoding="utf-8")
    for number, begin in enumerate(range(0, len(plan), 30_000)):
        piece = bag / "migrator" / ("plan.json" + (f".{number + 1}" if number else ""))
        piece.write_text(plan[begin : begin + 30_000], encoding="utf-8")
    assert run(["report", "verify", str(folder / "report.html")]) == 2
    assert run(["report", "verify", str(folder / "report.html"), "--from", str(bag)]) == 0


def test_files_that_do_not_belong_together_are_refused(folder: Path) -> None:
    plan = golden_plan().model_copy(update={"plan_hash": "0" * 64})
    (folder / "plan.json").write_text(write_plan(plan), encoding="utf-8")
    assert _report(folder) == 11
    other = golden_inventory().model_copy(update={"taken_by": "somebody"})
    (folder / "plan.json").write_text(write_plan(golden_plan()), encoding="utf-8")
    (folder / "inventory.json").write_text(write_inventory(other), encoding="utf-8")
    assert _report(folder) == 11
    assert not (folder / "report.html").exists()


@pytest.mark.parametrize("text", ["", "<!doctype html><html lang='en'></html>", "# A report\n"])
def test_what_is_no_report_is_not_judged(folder: Path, text: str) -> None:
    (folder / "report.html").write_text(text, encoding="utf-8")
    assert run(["report", "verify", str(folder / "report.html")]) == 2


def test_an_older_report_is_kept(folder: Path) -> None:
    _report(folder)
    first = (folder / "report.html").read_bytes()
    _report(folder, "--language", "de")
    assert (folder / "report.1.html").read_bytes() == first
