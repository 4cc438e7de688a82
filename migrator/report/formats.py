"""A report in each of its formats, and what a written one says of itself."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from migrator.errors import ReportUnreadable
from migrator.report.catalogue import LANGUAGES, load_catalogue
from migrator.report.document_page import document_html, document_markdown
from migrator.report.view.replaced_names import replace_names
from migrator.report.view.report_file import read_report, write_report
from migrator.report.view.report_model import Report
from migrator.report.words.report_document import report_document


class Format(StrEnum):
    """How a report is written; also the ending of its file."""

    HTML = "html"
    JSON = "json"
    MD = "md"


@dataclass(frozen=True)
class WrittenReport:
    """What a report's file says of itself."""

    text: str
    format: Format
    language: str
    made_by: str
    names_replaced: bool
    length: int
    """Of the journal, in records."""
    head: str


def report_text(report: Report, how: Format, language: str) -> str:
    """Return a report's file; the same report gives the same bytes."""
    if how is Format.JSON:
        return write_report(report)
    document = report_document(report, load_catalogue(language))
    return document_html(document) if how is Format.HTML else document_markdown(document)


def made_again(written: WrittenReport, report: Report) -> str:
    """Return the file that `written` would be if it told what `report` tells."""
    told = report.model_copy(update={"made_by": written.made_by})
    return report_text(replace_names(told) if written.names_replaced else told, written.format, written.language)


_MARK: Final = r'<meta name="migrator-{0}" content="([^"]*)">|<!-- migrator-{0}: (.*?) -->'
_LANGUAGE: Final = re.compile(r'<html lang="([a-z]+)">|<!-- language: ([a-z]+) -->')


def read_written(text: str, name: str) -> WrittenReport:
    """Return what a report's file says of itself; raises ReportUnreadable."""
    if text.lstrip().startswith("{"):
        report = read_report(text, name)
        journal = report.journal
        return WrittenReport(
            text, Format.JSON, "en", report.made_by, report.names_replaced, journal.length, journal.head
        )
    length, _, head = _mark("journal", text, name).partition(" ")
    language = _found(_LANGUAGE.search(text), name)
    if not length.isdigit() or language not in LANGUAGES:
        raise ReportUnreadable(file=name, found="its marks are not those of a report")
    return WrittenReport(
        text,
        Format.HTML if text.lstrip().startswith("<!doctype html>") else Format.MD,
        language,
        _mark("made-by", text, name),
        _mark("names", text, name) == "replaced",
        int(length),
        head,
    )


def _mark(mark: str, text: str, name: str) -> str:
    return _found(re.search(_MARK.format(mark), text), name)


def _found(match: re.Match[str] | None, name: str) -> str:
    if match is None:
        raise ReportUnreadable(file=name, found="it does not say which journal it was made from")
    return match.group(1) or match.group(2) or ""
