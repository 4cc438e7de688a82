"""The gates' own command line: `python -m gates scripts`."""

import sys
from pathlib import Path

from gates.static import check_repository

REPOSITORY = Path(__file__).parents[1]


def main(arguments: list[str]) -> int:
    """Run one gate; 0 when it says nothing, 1 with findings, 2 when asked wrongly."""
    if arguments != ["scripts"]:
        sys.stderr.write("usage: python -m gates scripts\n")
        return 2
    findings = list(check_repository(REPOSITORY))
    sys.stdout.writelines(f"{finding}\n" for finding in findings)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
