"""`migrator plan`: unfolds the whole migration, step by step, before anything is touched."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from migrator import __version__
from migrator.adapters.config_file import read_config
from migrator.adapters.kept_file import read_text, write_keeping_old
from migrator.cli.check import show_concerns, verdict_of
from migrator.cli.options import DEFAULT_CONFIG, DEFAULT_INVENTORY, ConfigOption, InventoryOption, JsonOption
from migrator.cli.own_steps import OWN_STEPS
from migrator.cli.streams import Streams, open_streams
from migrator.domain.config import Config
from migrator.domain.inventory.whole import Inventory
from migrator.domain.inventory_file import read_inventory
from migrator.domain.plan import Plan
from migrator.domain.plan_file import write_plan
from migrator.hyperv.scripts import shipped_scripts
from migrator.playbook.shipped import load_playbook
from migrator.playbook.unfold import unfold
from migrator.report.plan_page import plan_page
from migrator.report.plan_view import PlanView, plan_view


def plan(
    *,
    config: ConfigOption = DEFAULT_CONFIG,
    inventory: InventoryOption = DEFAULT_INVENTORY,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="Where plan.json goes; plan.html lies beside it. Older ones are kept."),
    ] = Path("plan.json"),
    steps: Annotated[bool, typer.Option("--steps", help="Print every step, not only the phases.")] = False,
    as_json: JsonOption = False,
) -> None:
    """
    Unfold the whole weekend: every step with its script and values, what must come first, how it is undone.

    No host is needed, and none is touched: the plan is made from the configuration, the inventory and the playbook
    alone. The same three give the same plan, to the byte. `plan.html` is for reading and printing.

    Ends with 0 (nothing stands in the way), 3 (warnings), or 10 (blockers). The plan is written in each case.
    """
    streams = open_streams(as_json=as_json)
    found = read_inventory(read_text(inventory), str(inventory))
    made = write_plan_files(streams, read_config(config), found, output, with_steps=steps)
    streams.say(f"Next: open {output.with_suffix('.html')} in a browser, and read it with a colleague.")
    streams.document(made.model_dump(mode="json"))
    raise typer.Exit(int(verdict_of(made.concerns)))


def write_plan_files(streams: Streams, decided: Config, found: Inventory, output: Path, *, with_steps: bool) -> Plan:
    """Unfold the plan, write it as `output` and as a page beside it, and print it."""
    made = unfold(
        load_playbook(decided.playbook),
        found,
        decided,
        frozenset(shipped_scripts()),
        made_by=__version__,
        own_steps=OWN_STEPS,
    )
    view = plan_view(made, found, streams.catalogue)
    page = output.with_suffix(".html")
    write_keeping_old(output, write_plan(made))
    write_keeping_old(page, plan_page(view))
    show_concerns(streams, made.concerns, brief=True)
    streams.say()
    show_plan(streams, view, with_steps=with_steps)
    streams.say(f"Written: {output} and {page}. Nothing has been changed on any host.")
    return made


def show_plan(streams: Streams, view: PlanView, *, with_steps: bool) -> None:
    """Print the phases with their times, the room on the disks, and the forecast."""
    table = Table(
        title=Text(f"From {view.source} to {view.destination}"), title_justify="left", box=None, pad_edge=False
    )
    for heading in ("", "Phase", "Steps", "By people", "Not yet runnable", "Takes (from, to)"):
        table.add_column(heading)
    for phase in view.phases:
        table.add_row(
            *(
                Text(cell)
                for cell in (
                    str(phase.number),
                    phase.title,
                    str(len(phase.steps)),
                    str(phase.person_count),
                    str(phase.later_count),
                    phase.duration,
                )
            )
        )
        if with_steps:
            for step in phase.steps:
                table.add_row(Text(step.number), Text(f"  {step.title}"), "", "", "", Text(step.readiness))
    streams.people.print(table)
    for room in view.capacity:
        streams.say(
            f"{room.place}: {room.needed} needed ({room.grown} if all disks grow), {room.available} available: {room.fit}"
        )
    streams.say(f"First forecast: {view.optimistic} to {view.pessimistic}; {view.window}.", style="bold")
    if view.not_reckoned:
        streams.say(f"Not in it: {view.not_reckoned}.")
