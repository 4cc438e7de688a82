"""Options that several commands share, described once."""

from pathlib import Path
from typing import Annotated

import typer

ConfigOption = Annotated[Path, typer.Option("--config", "-c", help="The migration's configuration.", show_default=True)]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout, for programs.")]
InventoryOption = Annotated[
    Path, typer.Option("--inventory", "-i", help="An inventory that `migrator inventory` wrote. No host is needed.")
]
DEFAULT_CONFIG = Path("migrator.yaml")
DEFAULT_INVENTORY = Path("inventory.json")
