"""The gates' own command line: `python -m gates --help`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from gates import commands
from gates.contract.cases import matching
from gates.contract.recording import RECORDINGS

REPOSITORY = Path(__file__).parents[1]


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0 when it has nothing to complain about, 1 with findings, 2 when asked wrongly."""
    asked = _parser().parse_args(arguments)
    match asked.command:
        case "scripts":
            return commands.scripts(REPOSITORY)
        case "house":
            return commands.house(REPOSITORY)
        case "contract":
            return commands.contract(asked.case, asked.engine)
        case "record":
            return commands.record(asked.case, asked.engine, asked.out)
        case "compare":
            return commands.compare(asked.folder, RECORDINGS, matching([]))
        case _:
            return commands.never_seen(REPOSITORY, check=asked.check)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m gates", description="Proves the shipped scripts.")
    sub = parser.add_subparsers(dest="command", required=True)
    sub.add_parser("scripts", help="check every script without running it")
    sub.add_parser(
        "house",
        help="check our Python: small modules, telling names, no script text built from values; no traces of a machine",
    )
    contract = sub.add_parser("contract", help="run cases live and in the python engine, show where they differ")
    recording = sub.add_parser("record", help="run cases live and write their recordings")
    for command in (contract, recording):
        command.add_argument("case", nargs="*", help="part of a case's id (Get-VMInventory/one); all when left out")
        command.add_argument("--engine", default="pwsh", help="pwsh, or powershell.exe on Windows")
    recording.add_argument("--out", type=Path, help="where recordings go; tests/recordings when left out")
    comparing = sub.add_parser("compare", help="compare a folder of recordings with the committed ones")
    comparing.add_argument("folder", type=Path)
    unseen = sub.add_parser("never-seen", help="write docs/never-seen-on-windows.md")
    unseen.add_argument("--check", action="store_true", help="only say whether it is up to date")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
