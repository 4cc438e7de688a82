"""`migrator demo`: from nothing to a plan, on rehearsal hosts, over real remoting."""

import os
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from migrator.adapters.config_file import read_config
from migrator.adapters.kept_file import read_text, write_keeping_old
from migrator.cli.inventory import read_host, show_inventory
from migrator.cli.plan import write_plan_files
from migrator.cli.streams import Streams, open_streams
from migrator.domain.inventory_file import write_inventory
from migrator.errors import LabUnusable
from migrator.lab.client import LabClient, LabNotStarted


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
    Walk from nothing to a plan on rehearsal hosts: configuration, inventory, check, plan.

    A simulated Hyper-V host is started on this computer, behind a real PowerShell remoting endpoint on loopback with TLS.
    The controller does not know the difference. Nothing leaves this computer, and nothing outside the folder is written.
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
        _walk(streams, lab, place)
    page = place / "plan.html"
    streams.say(f"Done in {time.monotonic() - started:.0f} s. Open {page} in a browser.", style="bold green")
    streams.say(f"To try each command yourself: migrator lab up {scenario} --folder {place / 'lab'}")


def _walk(streams: Streams, lab: LabClient, place: Path) -> None:
    os.environ.update(lab.environment)
    config_text = read_text(Path(lab.lab.config_file))
    write_keeping_old(place / "migrator.yaml", config_text)
    config = read_config(Path(lab.lab.config_file))
    connection = config.source.connection
    streams.say(
        f"   It answers at {connection.address}:{connection.listening_port}. Its configuration: {place / 'migrator.yaml'}"
    )
    streams.say("2. migrator inventory: reading the host over PowerShell remoting", style="bold")
    found = read_host(streams, config.source.connection)
    show_inventory(streams, found)
    write_keeping_old(place / "inventory.json", write_inventory(found))
    streams.say(
        "3. migrator check and migrator plan: what stands in the way, and every step of the weekend", style="bold"
    )
    write_plan_files(streams, config, found, place / "plan.json", with_steps=False)


def _free(folder: Path) -> Path:
    number = 1
    candidate = folder
    while candidate.exists():
        number += 1
        candidate = folder.with_name(f"{folder.name}-{number}")
    return candidate
