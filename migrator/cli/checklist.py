"""`migrator checklist`: what people do, as a page for the server room."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from migrator.adapters.kept_file import read_text, write_keeping_old
from migrator.cli.options import PlanOption, beside
from migrator.cli.streams import open_streams
from migrator.domain.plan_file import read_plan
from migrator.report.checklist_page import checklist_page
from migrator.report.checklist_view import checklist_view
from migrator.report.printable import printable


class Language(StrEnum):
    """The reader's language."""

    EN = "en"
    DE = "de"


def checklist(
    *,
    plan: PlanOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where the page goes; checklist.html beside the plan.")
    ] = None,
    language: Annotated[Language, typer.Option("--language", "-l", help="Of the words in it.")] = Language.EN,
) -> None:
    """
    Print what people do as a page for the server room: in order, with how to know that it worked, room for time and name.

    Each step has a short code, also as a picture to scan. What was done while the computer was off is told afterwards:
    `migrator answer CODE --person NAME`. One HTML file without a network; print it on A4.
    """
    streams = open_streams(as_json=False, language=language)
    plan_file = beside(None, plan, "plan.json")
    view = checklist_view(read_plan(read_text(plan_file), str(plan_file)), streams.catalogue)
    page = output or plan_file.with_name("checklist.html")
    write_keeping_old(page, checklist_page(view, streams.catalogue))
    count = sum(len(group.tasks) for group in view.groups)
    streams.say(f"Written: {printable(str(page))}, {count} steps. Open it in a browser and print it.")
