"""Options that several commands share, described once."""

from pathlib import Path
from typing import Annotated

import typer

ConfigOption = Annotated[Path, typer.Option("--config", "-c", help="The migration's configuration.", show_default=True)]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout, for programs.")]
InventoryOption = Annotated[
    Path, typer.Option("--inventory", "-i", help="An inventory that `migrator inventory` wrote. No host is needed.")
]
PlanOption = Annotated[
    Path | None,
    typer.Option("--plan", help="The plan that `migrator plan` wrote (plan.json); the journal lies beside it."),
]
BesideConfigOption = Annotated[
    Path | None, typer.Option("--config", "-c", help="The migration's configuration; migrator.yaml beside the plan.")
]
BesideInventoryOption = Annotated[
    Path | None, typer.Option("--inventory", "-i", help="The inventory of the plan; inventory.json beside the plan.")
]
DEFAULT_CONFIG = Path("migrator.yaml")
DEFAULT_INVENTORY = Path("inventory.json")


def command_line(command: str, *, config: Path, inventory: Path = DEFAULT_INVENTORY) -> str:
    """Return a command to type next, with the files of this one where they are not the usual ones."""
    words = [f"migrator {command}"]
    if config != DEFAULT_CONFIG:
        words.append(f'--config "{config}"' if " " in str(config) else f"--config {config}")
    if inventory != DEFAULT_INVENTORY:
        words.append(f'--inventory "{inventory}"' if " " in str(inventory) else f"--inventory {inventory}")
    return f"`{' '.join(words)}`"


def beside(anchor: Path | None, given: Path | None, name: str) -> Path:
    """Return the file that was given, else the one of that name beside `anchor` (or here)."""
    if given is not None:
        return given
    return Path(name) if anchor is None else anchor.with_name(name)
