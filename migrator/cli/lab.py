"""`migrator lab`: rehearsal hosts on this computer, for trying every command by hand."""

import inspect
import shutil
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from migrator.adapters.kept_file import read_text
from migrator.cli.lab_state import show_state
from migrator.cli.options import JsonOption
from migrator.cli.streams import Streams, open_streams
from migrator.domain.inventory_file import read_inventory
from migrator.errors import LabUnusable
from migrator.lab.client import LabClient, LabNotStarted, LabRefused, NoLab
from migrator.lab.control import Answer
from migrator.lab.service_files import LAB_FILE, MARK, MARK_FILE, PASSWORD_VARIABLE
from migrator.lab.service_wire import Wire
from migrator.lab.world.actions import Person, actions_of
from migrator.lab.world.damage import Damage
from migrator.lab.world.from_inventory import scenario_of, scenario_text
from migrator.lab.world.scenario import DEFAULT_SEED, read_scenario, scenario_names
from migrator.report.printable import printable

_OTHER_VERSION = (
    "This lab was started by another version of the program: it may not know today's scripts. "
    "`migrator lab down`, then `migrator lab up` starts it anew."
)
DEFAULT_FOLDER = Path("lab")

lab = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="""
    Rehearsal hosts on this computer: try every command without a Windows host, or rehearse your own.

      migrator lab scenarios          what there is to choose from

      migrator lab up company         serves one and writes lab/migrator.yaml, ready to use; Ctrl-C ends it

      migrator lab from-inventory inventory.json     serves your own host, as it was captured

    Then, in another terminal (the first one prints the lines to paste):

      migrator inventory -c lab/migrator.yaml

      migrator lab do pull disk=DISK-B               plays the person: pulls a disk, rebuilds the box, corrupts a byte

    The hosts are simulated; the way to them is not: PowerShell remoting on loopback, with TLS and login.
    """,
)


class Engine(StrEnum):
    """What answers on the rehearsal host."""

    PYTHON = "python"
    PWSH = "pwsh"


EngineOption = Annotated[
    Engine, typer.Option(help="python needs nothing; pwsh runs the real scripts in a PowerShell 7 on the PATH.")
]
FolderOption = Annotated[Path, typer.Option(help="The lab's folder: world, configuration, password.")]
SeedOption = Annotated[int, typer.Option(help="Same seed, same world: ids, addresses, bytes.")]
DetachOption = Annotated[bool, typer.Option("--detach", help="Go on serving after this command; `lab down` ends it.")]


@lab.command()
def scenarios(*, as_json: JsonOption = False) -> None:
    """List the shipped scenarios."""
    streams = open_streams(as_json=as_json)
    read = {name: read_scenario(name) for name in scenario_names()}
    for name, scenario in read.items():
        streams.say(f"{name:12} {scenario.title}", style="bold")
        streams.say(f"             {scenario.description}", style="dim")
    streams.document([{"name": name, "title": one.title} for name, one in read.items()])


@lab.command()
def up(
    scenario: Annotated[str, typer.Argument(help="A name from `lab scenarios`, or the path of a YAML file.")],
    *,
    engine: EngineOption = Engine.PYTHON,
    folder: FolderOption = DEFAULT_FOLDER,
    seed: SeedOption = DEFAULT_SEED,
    detach: DetachOption = False,
    as_json: JsonOption = False,
) -> None:
    """
    Serve a scenario and write a ready configuration into its folder.

    Serves until Ctrl-C, or with --detach until `migrator lab down`. The folder of an earlier lab is used again: its
    world is made anew.
    """
    _serve(open_streams(as_json=as_json), scenario, folder, engine, seed, detach=detach)


@lab.command("from-inventory")
def from_inventory(
    file: Annotated[Path, typer.Argument(help="An inventory that `migrator inventory` wrote.")],
    *,
    engine: EngineOption = Engine.PYTHON,
    folder: FolderOption = DEFAULT_FOLDER,
    seed: SeedOption = DEFAULT_SEED,
    detach: DetachOption = False,
    as_json: JsonOption = False,
) -> None:
    """
    Serve a world made of a captured inventory, to rehearse your own host.

    Names, ids and structure are those of your host; sizes are declared, the files behind them are small. What was made
    of it is in scenario.yaml in the lab's folder: change it, and serve it with `lab up`.
    """
    scenario = scenario_of(read_inventory(read_text(file), str(file)))
    _make_room(folder)
    made = folder / "scenario.yaml"
    made.write_text(scenario_text(scenario), encoding="utf-8")
    _serve(open_streams(as_json=as_json), str(made), folder, engine, seed, detach=detach)


@lab.command()
def do(
    action: Annotated[str | None, typer.Argument(help="What to do; without it, all actions are listed.")] = None,
    values: Annotated[list[str] | None, typer.Argument(help="Its values as NAME=VALUE.")] = None,
    *,
    folder: FolderOption = DEFAULT_FOLDER,
    as_json: JsonOption = False,
) -> None:
    r"""
    Play the person at the box: change the world behind the controller's back.

    For example: `lab do rebuild`, `lab do pull disk=DISK-A`, `lab do corrupt path=D:\VMs\web\web.vhdx offset=4096`,
    `lab do start-vm vm=DC01`, `lab do unreachable`.
    """
    streams = open_streams(as_json=as_json)
    if action is None:
        _list_actions(streams)
        return
    said = _ask(folder, lambda client: {"done": client.do(action, **_values(values or []))})
    streams.say(printable(str(said["done"])))
    streams.document(said)


@lab.command()
def status(*, folder: FolderOption = DEFAULT_FOLDER, as_json: JsonOption = False) -> None:
    """Tell what the world looks like now."""
    streams = open_streams(as_json=as_json)
    state = _ask(folder, LabClient.state)
    show_state(streams, state)
    streams.document(state)


@lab.command()
def down(*, folder: FolderOption = DEFAULT_FOLDER, as_json: JsonOption = False) -> None:
    """End a lab. Its folder stays, with the configuration and the world as they were."""
    streams = open_streams(as_json=as_json)

    def stop(client: LabClient) -> Answer:
        client.stop()
        return {"stopped": True}

    streams.document(_ask(folder, stop))
    streams.say(f"The lab in {folder} has ended.")


def _serve(streams: Streams, scenario: str, folder: Path, engine: Engine, seed: int, *, detach: bool) -> None:
    _make_room(folder)
    try:
        client = LabClient.start(scenario, folder.resolve(), engine=engine.value, seed=seed, detached=detach)
    except LabNotStarted as refused:
        raise LabUnusable(scenario=scenario, found="; ".join(refused.faults)) from refused
    _show(streams, client, folder)
    if detach:
        return
    streams.say("Serving until Ctrl-C.", style="bold")
    try:
        client.wait_until_stopped()
    except KeyboardInterrupt:
        client.stop()
        streams.say("The lab has ended.")


def _show(streams: Streams, client: LabClient, folder: Path) -> None:
    lab_file = client.lab
    state = client.state()
    declared, real = int(str(state["declared_bytes"])), int(str(state["real_bytes"]))
    streams.say(f"Rehearsal host on 127.0.0.1: HTTPS {lab_file.https_port}, HTTP {lab_file.http_port}", style="bold")
    streams.say(f"  user {lab_file.user}, password in {lab_file.password_file}")
    if real and declared > real:
        streams.say(f"  its virtual disks stand for {declared / 1e12:.2f} TB and take {real / 1e6:.0f} MB here")
    streams.say("To use it, paste into another terminal:")
    streams.say(f'  export {PASSWORD_VARIABLE}="$(cat "{lab_file.password_file}")"')
    streams.say(f"  migrator inventory --config {folder / 'migrator.yaml'}")
    streams.say(
        f'In PowerShell the first line is: $env:{PASSWORD_VARIABLE} = Get-Content "{lab_file.password_file}"', "dim"
    )
    public = {"https_port": lab_file.https_port, "http_port": lab_file.http_port, "config": lab_file.config_file}
    streams.document({**public, "user": lab_file.user, "password_file": lab_file.password_file, "ca": lab_file.ca_file})


def _is_ours(folder: Path) -> bool:
    mark = folder / MARK_FILE
    return mark.is_file() and mark.read_bytes() == MARK.encode()


def _make_room(folder: Path) -> None:
    """Remove the world of an earlier lab; anything else in the folder is not ours to remove."""
    if (folder / LAB_FILE).is_file() and _runs(folder):
        raise LabUnusable(scenario=str(folder), found="a lab runs there already; `migrator lab down` ends it")
    if folder.exists() and not folder.is_dir():
        raise LabUnusable(scenario=str(folder), found="that is a file; choose another --folder")
    if folder.exists() and any(folder.iterdir()) and not _is_ours(folder):
        raise LabUnusable(
            scenario=str(folder), found="the folder is not empty and not a lab's; choose another --folder"
        )
    shutil.rmtree(folder / "world", ignore_errors=True)
    (folder / LAB_FILE).unlink(missing_ok=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK_FILE).write_text(MARK, encoding="utf-8")
    except OSError as error:
        raise LabUnusable(
            scenario=str(folder), found=f"the folder cannot be written: {error.strerror}; choose another --folder"
        ) from error


def _runs(folder: Path) -> bool:
    try:
        LabClient(folder).state()
    except NoLab:
        return False
    return True


def _ask(folder: Path, question: Callable[[LabClient], Answer]) -> Answer:
    try:
        client = LabClient(folder)
        if not client.same_version:
            open_streams().say(_OTHER_VERSION, style="yellow")
        return question(client)
    except NoLab as missing:
        raise LabUnusable(
            scenario=str(folder), found="no lab runs there; start one with `migrator lab up`"
        ) from missing
    except LabRefused as refused:
        raise LabUnusable(scenario=str(folder), found=str(refused)) from refused


def _values(given: list[str]) -> dict[str, str]:
    values = {}
    for text in given:
        name, separator, value = text.partition("=")
        if not separator:
            raise typer.BadParameter(f"{text}: values are given as NAME=VALUE")
        values[name.replace("-", "_")] = value
    return values


def _list_actions(streams: Streams) -> None:
    listed: list[dict[str, object]] = []
    for name, action in {**actions_of(Person), **actions_of(Damage), **actions_of(Wire)}.items():
        parameters = [p for p in inspect.signature(action).parameters.values() if p.name != "self"]
        usage = [f"{p.name}=..." if p.default is p.empty else f"[{p.name}=...]" for p in parameters]
        does = (inspect.getdoc(action) or "").splitlines()[0]
        streams.say(" ".join([name, *usage]), style="bold")
        streams.say(f"    {does}", style="dim")
        listed.append({"action": name, "values": [p.name for p in parameters], "does": does})
    streams.document(listed)
