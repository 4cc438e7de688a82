"""`migrator demo`: the whole job on rehearsal hosts, over real remoting, with a person who is played."""

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from migrator.adapters.config_file import read_config
from migrator.cli.demo_walk import walk_to_end, walk_to_plan
from migrator.cli.demo_words import show_decided, slow_disks
from migrator.cli.streams import open_streams
from migrator.errors import ExitCode, LabUnusable
from migrator.lab.client import LabClient, LabNotStarted

_ENOUGH = frozenset({ExitCode.DONE, ExitCode.FINISHED_WITH_WARNINGS})


class Engine(StrEnum):
    """What answers on the rehearsal host."""

    PYTHON = "python"
    PWSH = "pwsh"


def demo(
    *,
    scenario: Annotated[str, typer.Option(help="Which world: company, small, thread, unpleasant ...")] = "company",
    engine: Annotated[
        Engine, typer.Option(help="python needs nothing; pwsh runs the real scripts in a PowerShell 7 on the PATH.")
    ] = Engine.PYTHON,
    folder: Annotated[
        Path, typer.Option(help="Where the files go; if it exists, the next free number is taken.")
    ] = Path("demo"),
) -> None:
    """
    Walk the whole job on rehearsal hosts: inventory, check, plan, and every step of the run, up to the report.

    A simulated Hyper-V host is started on this computer, behind a real PowerShell remoting endpoint on loopback with TLS.
    The controller does not know the difference. What a person does - plugging disks, rebuilding the box, approving - is
    played, and said. Nothing leaves this computer, and nothing outside the folder is written.
    """
    streams = open_streams()
    started = time.monotonic()
    place = _free(folder)
    streams.say(f"1. Starting the rehearsal host of scenario {scenario} ({engine.value} engine) ...", style="bold")
    try:
        lab = LabClient.start(scenario, (place / "lab").resolve(), engine=engine.value)
    except LabNotStarted as refused:
        raise LabUnusable(scenario=scenario, found="; ".join(refused.faults)) from refused
    with lab:
        walk_to_plan(streams, lab, place)
        slow_disks(lab)
        code = walk_to_end(streams, lab, place)
    took = f"{time.monotonic() - started:.0f} s"
    config_file = place / "migrator.yaml"
    show_decided(streams, read_config(config_file), str(config_file))
    if code in _ENOUGH:
        streams.say(f"Done in {took}. {_report_word(place)}", style="bold green")
        streams.say(f"To try each command yourself: migrator lab up {scenario} --folder {place / 'lab'}")
        raise typer.Exit(int(ExitCode.DONE))
    streams.say(f"The demo did not come to its end ({took}); its journal is {place / 'journal.jsonl'}.", style="red")
    raise typer.Exit(code)


def _report_word(place: Path) -> str:
    report = place / "report.html"
    return f"The report: open {report} in a browser." if report.exists() else f"The plan is {place / 'plan.html'}."


def _free(folder: Path) -> Path:
    number = 1
    candidate = folder
    while candidate.exists():
        number += 1
        candidate = folder.with_name(f"{folder.name}-{number}")
    return candidate
