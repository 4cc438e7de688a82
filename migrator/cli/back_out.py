"""`migrator back-out`: makes the plan of the way back."""

from pathlib import Path
from typing import Annotated

import typer

from migrator.adapters.kept_file import read_text, write_keeping_old
from migrator.cli.options import BesideInventoryOption, JsonOption, PlanOption, beside
from migrator.cli.plan import show_plan
from migrator.cli.run_files import JOURNAL, ONWARD, way_back
from migrator.cli.streams import open_streams
from migrator.domain.inventory_file import read_inventory
from migrator.domain.plan_file import read_plan, write_plan
from migrator.journal.chain import Chain
from migrator.journal.sink import file_lines
from migrator.report.concern_view import concern_views
from migrator.report.plan_page import plan_page
from migrator.report.plan_view import plan_view
from migrator.report.printable import printable
from migrator.runner.history import History

_WAY_BACK = "back-out.json"


def back_out(
    *,
    plan: PlanOption = None,
    inventory: BesideInventoryOption = None,
    steps: Annotated[bool, typer.Option("--steps/--no-steps", help="Print every step.")] = True,
    as_json: JsonOption = False,
) -> None:
    """
    Make the plan of the way back: what to put back, what to undo, in which order. Touches nothing.

    It undoes what the journal says was tried, the last first, with the values that the journal has. It can be made at any
    time before the first virtual machine was started on the new host; after that it is refused, with the reason. Written
    as back-out.json and back-out.html beside the plan; `migrator run --plan back-out.json` takes it.
    """
    streams = open_streams(as_json=as_json)
    plan_file = beside(None, plan, ONWARD)
    read = read_inventory(read_text(file := beside(plan_file, inventory, "inventory.json")), str(file))
    onward = read_plan(read_text(plan_file), str(plan_file))
    journal = plan_file.with_name(JOURNAL)
    made = way_back(onward, History(Chain(file_lines(journal), str(journal))))
    view = plan_view(made, read, streams.catalogue)
    output = plan_file.with_name(_WAY_BACK)
    page = output.with_suffix(".html")
    write_keeping_old(output, write_plan(made))
    write_keeping_old(page, plan_page(view))
    show_plan(streams, view, with_steps=steps)
    if made.concerns:
        streams.say("What stays as it is:", style="bold")
        for group in concern_views(made.concerns, streams.catalogue):
            for one in group.found:
                streams.say(one.found, indent=4)
    streams.say(f"Written: {printable(str(output))} and {printable(str(page))}. Nothing has been changed on any host.")
    streams.say(f"Next: read it, then `migrator run --plan {_shown(output)}`.", style="bold")
    streams.document(made.model_dump(mode="json"))


def _shown(file: Path) -> str:
    return f'"{file}"' if " " in str(file) else str(file)
