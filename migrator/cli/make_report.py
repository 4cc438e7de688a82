"""The step `make-report`: reads the host once more where everything is now and writes the report that a person accepts or not."""

from pathlib import Path
from typing import Final

from migrator.adapters.kept_file import read_text, write_keeping_old
from migrator.cli.report_files import INVENTORY_AFTER, find_records, write_report_file
from migrator.domain.inventory_file import write_inventory
from migrator.errors import FileUnreadable, ReportTooNew, ReportUnreadable, ReportUntrue
from migrator.hyperv.take_inventory import take_inventory
from migrator.report.formats import Format, read_written
from migrator.report.verify_report import verify_report
from migrator.report.view.report_file import read_report
from migrator.report.view.report_model import VerdictKind
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import StepLogic, truth
from migrator.steps.situation import Situation

REPORT: Final = "report.json"
_READY = {VerdictKind.DONE, VerdictKind.DONE_WITH_WARNINGS, VerdictKind.ACCEPTED}


def make_report_step(folder: Path, language: str = "en") -> StepLogic:
    """Return the step for the migration whose plan and journal lie in `folder`; report.html and report.json come beside them."""

    def check(_: Situation) -> CheckAnswer:
        return _is_made(folder)

    def apply(at: Situation) -> None:
        after = take_inventory(at.session, taken_at=at.migration.now())
        write_keeping_old(folder / INVENTORY_AFTER, write_inventory(after))
        write_reports(folder, language)

    return StepLogic(check=check, apply=apply)


def write_reports(folder: Path, language: str = "en", *, keeps_old: bool = True) -> Path:
    """Write the report for people and for programs as things stand now, and return where the first one is."""
    page = folder / "report.html"
    records = find_records(folder, page)
    write_report_file(records, folder / REPORT, Format.JSON, keeps_old=keeps_old)
    write_report_file(records, page, Format.HTML, language=language, keeps_old=keeps_old)
    return page


def write_reports_at_end(folder: Path) -> Path:
    """Write them once more when a run ends.

    Reports from the middle are replaced; the one that a person was shown to accept is kept beside the new one.
    """
    try:
        verdict = read_report(read_text(folder / REPORT), REPORT).verdict.kind
    except (FileUnreadable, ReportUnreadable, ReportTooNew):
        return write_reports(folder)
    return write_reports(folder, keeps_old=verdict in _READY)


def _is_made(folder: Path) -> CheckAnswer:
    """Tell whether there is a report that says what its records say, made when all before it was done."""
    file = folder / REPORT
    if not file.is_file() or not (folder / INVENTORY_AFTER).is_file():
        return truth(False)
    try:
        written = read_written(read_text(file), REPORT)
        records = find_records(folder, file)
        is_true = not verify_report(written, records.evidence, records.lines(), REPORT)
    except (ReportUnreadable, ReportTooNew, ReportUntrue):
        return truth(False)  # made again; the old one is kept beside it
    verdict = read_report(written.text, REPORT).verdict.kind
    return truth(is_true and verdict in _READY, verdict=verdict.value)
