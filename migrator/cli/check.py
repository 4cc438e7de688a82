"""`migrator check`: what stands in the way, from a file, without a host."""

from collections.abc import Sequence
from typing import Annotated

import typer

from migrator.adapters.config_file import read_config
from migrator.adapters.kept_file import read_text
from migrator.cli.options import DEFAULT_CONFIG, DEFAULT_INVENTORY, ConfigOption, InventoryOption, JsonOption
from migrator.cli.streams import Streams, open_streams
from migrator.domain.check import check as apply_rules
from migrator.domain.concern import Concern, Severity
from migrator.domain.inventory_file import read_inventory
from migrator.domain.waivers import judge
from migrator.errors import ExitCode, first_of
from migrator.report.amounts import counted
from migrator.report.concern_view import concern_views

_FEW = 3
_INDENT = 9
_STYLES = {"blocker": "bold red", "warning": "yellow", "note": "cyan"}


def check(
    *,
    config: ConfigOption = DEFAULT_CONFIG,
    inventory: InventoryOption = DEFAULT_INVENTORY,
    as_json: JsonOption = False,
    rule: Annotated[str, typer.Option(help="Show only rules whose id starts with this, e.g. `layout`.")] = "",
) -> None:
    """
    Prove that every VM lies in a home of its own, and say what else stands in the way.

    Reads files only: the configuration and an inventory. Blockers keep the gate before the wipe shut; warnings want a
    decision; notes want a reader. Each says what was found, what will happen, and what to do.

    Ends with 0 (nothing), 3 (warnings), or 10 (blockers).
    """
    streams = open_streams(as_json=as_json)
    decided = read_config(config)
    found = apply_rules(read_inventory(read_text(inventory), str(inventory)), decided)
    open_concerns = [one for one in judge(found, decided.waivers).standing if one.rule.startswith(rule)]
    show_concerns(streams, open_concerns)
    streams.document([one.model_dump(mode="json") for one in open_concerns])
    raise typer.Exit(int(verdict_of(open_concerns)))


def show_concerns(streams: Streams, concerns: Sequence[Concern], *, brief: bool = False) -> None:
    """Print concerns in words, the worst first, those that say the same put together, and a line that counts them.

    `brief` leaves out notes, what a waiver quotes, and all but the first few subjects of the same concern.
    """
    for view in concern_views(concerns, streams.catalogue):
        if brief and view.severity == Severity.NOTE:
            continue
        streams.say(f"{view.severity.upper():8} {view.rule}", style=_STYLES[view.severity])
        shown = view.found[:_FEW] if brief else view.found
        for found in shown:
            streams.say(found.found, indent=_INDENT)
            if found.digest and not brief:
                streams.say(
                    f"to waive: subject {found.subject_id}, found {found.digest}", style="dim", indent=_INDENT + 2
                )
        if len(shown) < len(view.found):
            streams.say(f"... and {len(view.found) - len(shown)} more like these.", indent=_INDENT)
        streams.say(view.consequence, style="dim", indent=_INDENT)
        streams.say(f"To do: {view.remedy}", indent=_INDENT)
    counts = ", ".join(
        counted(sum(one.severity is severity for one in concerns), severity.value) for severity in Severity
    )
    streams.say(counts + (" (`migrator check` shows all of each)." if brief else "."), style="bold")


def verdict_of(concerns: Sequence[Concern]) -> ExitCode:
    """Return the exit code that the worst open concern asks for."""
    codes = {
        Severity.BLOCKER: ExitCode.BLOCKERS,
        Severity.WARNING: ExitCode.FINISHED_WITH_WARNINGS,
        Severity.NOTE: ExitCode.DONE,
    }
    return first_of({codes[one.severity] for one in concerns})
