"""Writes which commands and parameters the shipped scripts use: `python -m gates.used` (`--check` only compares)."""

import json
import sys
from pathlib import Path
from typing import Final

from gates.command_table import is_common_name, is_guarded, probed_names
from gates.source import Source

REPOSITORY: Final = Path(__file__).resolve().parent.parent
TABLE: Final = REPOSITORY / "migrator" / "facts" / "used.json"


def used() -> str:
    """Return the table's text: per qualified command the parameters, and whether each use is guarded by Get-Command."""
    commands: dict[str, tuple[set[str], list[bool]]] = {}
    for path in sorted((REPOSITORY / "scripts" / "powershell").glob("*.ps1")):
        source = Source(path.name, path.read_bytes())
        probes = probed_names(source)
        for command in source.commands:
            if command.name is None or "\\" not in command.name:
                continue
            parameters, guarded = commands.setdefault(command.name, (set(), []))
            parameters |= {
                word.name for word in command.words if word.name is not None and not is_common_name(word.name)
            }
            guarded.append(is_guarded(command, probes))
    table = {
        name: {"parameters": sorted(parameters), "always_probed": all(guarded)}
        for name, (parameters, guarded) in sorted(commands.items())
    }
    return json.dumps(table, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """Write the table, or say whether it is current."""
    text = used()
    if "--check" in arguments:
        current = TABLE.exists() and TABLE.read_text(encoding="utf-8") == text
        sys.stdout.write("" if current else f"{TABLE.name} is out of date: run python -m gates.used\n")
        return 0 if current else 1
    TABLE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
