"""`migrator check`: what stands in the way, from a file, without a host."""

import json
from collections.abc import Sequence
from typing import Annotated

import typer

from migrator.adapters.config_file import read_config
from migrator.adapters.kept_file import read_text
from migrator.cli.options import (
    DEFAULT_CONFIG,
    DEFAULT_INVENTORY,
    ConfigOption,
    InventoryOption,
    JsonOption,
    command_line,
)
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
    waivers: Annotated[
        bool, typer.Option("--waivers", help="Print lines for `waivers:` in the configuration; add person and reason.")
    ] = False,
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
    if waivers:
        show_waivers(streams, open_concerns)
    if not rule:
        _show_next(streams, open_concerns, command_line("plan", config=config, inventory=inventory))
    streams.document([one.model_dump(mode="json") for one in open_concerns])
    raise typer.Exit(int(verdict_of(open_concerns)))


def show_concerns(streams: Streams, concerns: Sequence[Concern], *, brief: bool = False) -> None:
    """Print concerns in words, the worst first, those that say the same put together, and a line that counts them.

    `brief` leaves out notes, and all but the first few subjects of the same concern.
    """
    for view in concern_views(concerns, streams.catalogue):
        if brief and view.severity == Severity.NOTE:
            continue
        streams.say(f"{view.severity.upper():8} {view.rule}", style=_STYLES[view.severity])
        shown = view.found[:_FEW] if brief else view.found
        for found in shown:
            streams.say(found.found, indent=_INDENT)
        if len(shown) < len(view.found):
            streams.say(f"... and {len(view.found) - len(shown)} more like these.", indent=_INDENT)
        streams.say(view.consequence, style="dim", indent=_INDENT)
        streams.say(f"To do: {view.remedy}", indent=_INDENT)
    counts = ", ".join(
        counted(sum(one.severity is severity for one in concerns), severity.value) for severity in Severity
    )
    streams.say(counts + (" (`migrator check` shows all of each)." if brief else "."), style="bold")


def show_waivers(streams: Streams, concerns: Sequence[Concern]) -> None:
    """Print the lines with which a person accepts what can be accepted."""
    ready = [
        (view, found) for view in concern_views(concerns, streams.catalogue) for found in view.found if found.digest
    ]
    if not ready:
        streams.say("None of these can be waived.")
        return
    streams.quote("waivers:")
    for view, found in ready:
        # JSON strings are YAML strings, whatever stands in a name.
        subject = json.dumps(found.subject_id, ensure_ascii=False)
        streams.quote(f"  # {found.found}")
        streams.quote(
            f'  - {{ rule: {view.rule}, subject: {subject}, found: "{found.digest}", person: "", reason: "" }}'
        )


def _show_next(streams: Streams, concerns: Sequence[Concern], plan: str) -> None:
    worst = verdict_of(concerns)
    if worst is ExitCode.BLOCKERS:
        streams.say(
            f"Next: see to the blockers, then read the host again (`migrator inventory`). {plan} works already."
        )
    elif worst is ExitCode.FINISHED_WITH_WARNINGS:
        streams.say(
            f"Next: decide on the warnings (mend, or waive: `migrator check --waivers` prints the lines), then {plan}."
        )
    else:
        streams.say(f"Next: {plan}.")


def verdict_of(concerns: Sequence[Concern]) -> ExitCode:
    """Return the exit code that the worst open concern asks for."""
    codes = {
        Severity.BLOCKER: ExitCode.BLOCKERS,
        Severity.WARNING: ExitCode.FINISHED_WITH_WARNINGS,
        Severity.NOTE: ExitCode.DONE,
    }
    return first_of({codes[one.severity] for one in concerns})
