"""Remakes the tables in `migrator/facts/data` from a folder of the large source files: `python -m gates.facts.make_tables FOLDER`."""

import json
import sys
from pathlib import Path
from typing import Any

from gates.facts.hyper_v import commands_table, types_table
from gates.facts.other_modules import MODULES, PROBED, module_table, probed_table


def make(sources: Path, destination: Path) -> None:
    """Write every table; the same sources give the same bytes."""
    destination.mkdir(parents=True, exist_ok=True)
    merged = _read(sources / "hyperv-cmdlets.json")["cmdlets"]
    listed = _read(sources / "hyperv-2.0.0.0-cmdlets.json")["cmdlets"]
    _write(destination / "Hyper-V.json", commands_table(merged, listed))
    _write(destination / "Hyper-V.types.json", types_table(_read(sources / "hyperv-2.0.0.0-types.json")))
    listing = _read(sources / "windows-powershell-5.1.14393-commands.json")
    for key, commands in listing.items():
        name, _, version = key.rpartition(" ")
        if name in MODULES:
            _write(destination / f"{name}.json", module_table(name, version, commands))
    for name in PROBED:
        _write(destination / f"{name}.json", probed_table(name))


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _write(path: Path, table: dict[str, Any]) -> None:
    """Write one line per command, so that a difference can be read."""
    heads = {key: value for key, value in table.items() if key not in {"commands", "enums", "classes"}}
    lines = [f"{_compact(key)}: {_compact(value)}" for key, value in heads.items()]
    for key in ("commands", "enums", "classes"):
        if key in table:
            rows = ",\n".join(f"  {_compact(name)}: {_compact(row)}" for name, row in table[key].items())
            lines.append(f"{_compact(key)}: {{\n{rows}\n}}")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(__file__).parents[2] / "migrator" / "facts" / "data")
