"""Writes the report once more when a run ends, for the one of the job's own step is from before it was accepted."""

from pathlib import Path

from migrator.cli.make_report import write_reports_at_end
from migrator.cli.streams import Streams
from migrator.errors import ReportEvidenceForeign, ReportEvidenceMissing
from migrator.report.printable import printable


def report_at_end(streams: Streams, folder: Path) -> Path | None:
    """Write it beside the plan and say where; where the files have names of their own, say what it would want."""
    try:
        page = write_reports_at_end(folder)
    except (ReportEvidenceMissing, ReportEvidenceForeign) as error:
        found = streams.catalogue.text(f"error.{error.id}", "found", error.parameters)
        streams.say(f"No report was written: {found}", style="yellow")
        return None
    streams.say(f"The report, as things stand now: {printable(str(page))}")
    return page
