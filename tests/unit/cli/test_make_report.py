"""The step `make-report` is true only of a report that says what its records say."""

from pathlib import Path
from typing import cast

import pytest

from migrator.cli.make_report import REPORT, make_report_step, write_reports, write_reports_at_end
from migrator.cli.report_files import INVENTORY_AFTER
from migrator.domain.inventory_file import write_inventory
from migrator.domain.plan_file import write_plan
from migrator.journal.words import Truth
from migrator.steps.situation import Situation
from tests.unit.domain.golden import golden_inventory, golden_plan
from tests.unit.report.golden import finished_lines

NOWHERE = cast("Situation", None)
"""The check asks files and no host."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a migration that has come to its report."""
    (tmp_path / "plan.json").write_text(write_plan(golden_plan()), encoding="utf-8")
    (tmp_path / "inventory.json").write_text(write_inventory(golden_inventory()), encoding="utf-8")
    (tmp_path / INVENTORY_AFTER).write_text(write_inventory(golden_inventory()), encoding="utf-8")
    _journal(tmp_path, "make-report")
    return tmp_path


def _journal(folder: Path, until: str) -> None:
    lines = finished_lines(golden_plan(), until=until)
    (folder / "journal.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))


def _truth(folder: Path) -> Truth:
    return make_report_step(folder).check(NOWHERE).truth


def test_a_report_of_all_that_comes_before_is_enough(folder: Path) -> None:
    """Nothing is made twice: after a crash the step finds its report and goes on."""
    assert _truth(folder) is Truth.FALSE
    write_reports(folder)
    answer = make_report_step(folder).check(NOWHERE)
    assert (answer.truth, answer.found) == (Truth.TRUE, {"verdict": "done-with-warnings"})
    assert (folder / "report.html").is_file()


def test_a_report_from_the_middle_is_made_again(folder: Path) -> None:
    """A report that somebody wrote on Saturday is not what is accepted on Sunday."""
    _journal(folder, "restore-vm")
    write_reports(folder)
    _journal(folder, "make-report")
    assert _truth(folder) is Truth.FALSE


@pytest.mark.parametrize("change", ["done-with-warnings", '"report"'])
def test_an_edited_or_broken_report_is_made_again(folder: Path, change: str) -> None:
    write_reports(folder)
    text = (folder / REPORT).read_text(encoding="utf-8")
    (folder / REPORT).write_text(text.replace(change, '"x"'), encoding="utf-8")
    assert _truth(folder) is Truth.FALSE


def test_a_new_host_that_was_not_read_is_read_first(folder: Path) -> None:
    write_reports(folder)
    (folder / INVENTORY_AFTER).unlink()
    assert _truth(folder) is Truth.FALSE


def test_a_run_that_ends_in_the_middle_leaves_one_report_and_the_accepted_one_stays(folder: Path) -> None:
    """A weekend of many runs leaves no heap of reports, and what a person was shown to accept is still there."""
    for until in ("copy-vm", "restore-vm", "make-report"):
        _journal(folder, until)
        write_reports_at_end(folder)
    assert len(list(folder.glob("report*.html"))) == 1
    made = (folder / "report.html").read_bytes()
    _journal(folder, "keep-disk")
    write_reports_at_end(folder)
    assert (folder / "report.1.html").read_bytes() == made
    assert (folder / "report.html").read_bytes() != made
