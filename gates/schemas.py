"""Writes the published JSON Schemas: `python -m gates.schemas` (`--check` only compares)."""

import json
import sys
from pathlib import Path
from typing import Final

from pydantic import BaseModel, TypeAdapter

from migrator.bag.entry import Entry
from migrator.bag.marker import DiskMarker
from migrator.bag.uncovered import Uncovered
from migrator.copying.job import Job
from migrator.copying.progress import ProgressRecord
from migrator.copying.state import JobState
from migrator.domain.concern import Concern
from migrator.domain.config import Config
from migrator.domain.inventory.whole import Inventory
from migrator.domain.plan import Plan
from migrator.domain.selftest_report import SelftestReport
from migrator.journal.record import Record
from migrator.playbook.model import Playbook
from migrator.report.view.report_model import Report

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "reference"

_INPUT: Final[dict[str, type[BaseModel]]] = {"config": Config, "job": Job, "playbook": Playbook}
_OUTPUT: Final[dict[str, type[BaseModel]]] = {
    "bag-entry": Entry,
    "bag-progress": ProgressRecord,
    "bag-uncovered": Uncovered,
    "concern": Concern,
    "disk-marker": DiskMarker,
    "job-state": JobState,
    "journal": Record,
    "plan": Plan,
    "report": Report,
    "selftest": SelftestReport,
}


def schemas() -> dict[str, str]:
    """Return the text of each schema by file name."""
    made = {name: TypeAdapter(model).json_schema(mode="validation") for name, model in _INPUT.items()}
    made |= {name: TypeAdapter(model).json_schema(mode="serialization") for name, model in _OUTPUT.items()}
    made["inventory"] = _inventory_envelope()
    return {
        f"{name}.schema.json": json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema},
            ensure_ascii=False,
            indent=2,
            sort_keys=True,
        )
        + "\n"
        for name, schema in sorted(made.items())
    }


def _inventory_envelope() -> dict[str, object]:
    body = TypeAdapter(Inventory).json_schema(mode="serialization")
    definitions = body.pop("$defs")
    return {
        "$defs": {**definitions, "Inventory": body},
        "title": "InventoryFile",
        "description": "An inventory with the SHA-256 of its canonical form (compact, sorted keys, UTF-8).",
        "type": "object",
        "additionalProperties": False,
        "required": ["inventory", "kind", "schema_version", "sha256"],
        "properties": {
            "inventory": {"$ref": "#/$defs/Inventory"},
            "kind": {"const": "inventory"},
            "schema_version": {"type": "integer"},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        },
    }


def outdated(folder: Path) -> list[str]:
    """Return the names of schemas whose file is missing or not what the models say."""
    return [
        name
        for name, text in schemas().items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str], folder: Path = FOLDER) -> int:
    """Write the schemas, or with `--check` name those that are not current; 1 when there are any."""
    if "--check" in arguments:
        old = outdated(folder)
        sys.stderr.writelines(f"{folder / name} is not current: run python -m gates.schemas\n" for name in old)
        return 1 if old else 0
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
