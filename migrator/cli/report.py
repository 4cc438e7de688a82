"""`migrator report`: what the migration came to; `report verify`: whether a report says what its records say."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from migrator import __version__
from migrator.adapters.kept_file import read_text
from migrator.cli.options import JsonOption, PlanOption, beside
from migrator.cli.report_files import PLAN, find_records, write_report_file
from migrator.cli.streams import open_streams
from migrator.errors import ReportUntrue
from migrator.report.formats import Format, read_written
from migrator.report.verify_report import verify_report
from migrator.report.view.report_file import write_report
from migrator.report.words.verdict_words import verdict_lines

_FEW = 10

report = typer.Typer(
    name="report", invoke_without_command=True, help="Say what the migration came to, with all that proves it."
)


class Language(StrEnum):
    """The reader's language."""

    DE = "de"
    EN = "en"


class Names(StrEnum):
    """Whether names are shown."""

    KEPT = "kept"
    REPLACED = "replaced"


@report.callback()
def write(
    context: typer.Context,
    *,
    plan: PlanOption = None,
    how: Annotated[
        Format, typer.Option("--format", "-f", help="HTML for people, JSON for programs, Markdown.")
    ] = Format.HTML,
    language: Annotated[Language, typer.Option("--language", "-l", help="Of the words in it.")] = Language.EN,
    names: Annotated[
        Names, typer.Option(help="`replaced`: no name, path or address stands in it, so that it can be shared.")
    ] = Names.KEPT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where it goes; report.html (.json, .md) beside the plan.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """
    Say what the migration came to: verdict first, then every virtual machine before and after, with all proofs.

    Reads plan, inventory, configuration and journal beside the plan; no host is needed, and a run may go on meanwhile.
    An inventory of the new host is used too where it lies there as inventory-after.json.
    """
    if context.invoked_subcommand is not None:
        return
    streams = open_streams(as_json=as_json, language=language)
    plan_file = beside(None, plan, PLAN)
    path = output or plan_file.with_name(f"report.{how.value}")
    records = find_records(plan_file.parent, path)
    made = write_report_file(records, path, how, language=language, names_replaced=names is Names.REPLACED)
    for said, style in verdict_lines(made, streams.catalogue):
        streams.say(said, style=style)
    streams.say(streams.catalogue.text("report.written", "text", {"file": str(path)}))
    if as_json:
        streams.programs.write(write_report(made))
        streams.programs.flush()


@report.command()
def verify(
    file: Annotated[Path, typer.Argument(help="A report: HTML, JSON or Markdown.")],
    *,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--from", help="Folder of the migration, or the bag on an external disk; the report's own folder."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """
    Make a report again from its records, and say what is different.

    The journal's chain is held first, then everything in the report is compared with what plan, inventory and journal
    give. Ends with 0, or with 11 where the report, or the journal, was changed.
    """
    streams = open_streams(as_json=as_json)
    written = read_written(read_text(file), str(file))
    records = find_records(folder or file.parent, file)
    unlike = verify_report(written, records.evidence, records.lines(), str(file))
    if unlike and written.format is not Format.JSON and written.made_by != __version__:
        streams.say(
            streams.catalogue.text("report.other_version", "text", {"made_by": written.made_by}), style="yellow"
        )
    for one in unlike[:_FEW]:
        streams.say(one, style="red")
    if unlike:
        raise ReportUntrue(file=str(file), count=len(unlike), found=unlike[0])
    streams.say(
        streams.catalogue.text(
            "report.true", "text", {"file": str(file), "count": written.length, "head": written.head}
        )
    )
    streams.document({"file": str(file), "records": written.length, "head": written.head, "true": True})
