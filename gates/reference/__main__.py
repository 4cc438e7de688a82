"""Writes the generated pages of docs/reference: `python -m gates.reference` (`--check` only compares)."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gates import schemas
from gates.reference.pages import outdated, pages

REPOSITORY: Final = Path(__file__).parents[2]


def main(arguments: Sequence[str], repository: Path = REPOSITORY) -> int:
    """Write pages and schemas, or with `--check` name those that are not current; 1 when there are any."""
    folder = repository / "docs" / "reference"
    if "--check" in arguments:
        old = [*outdated(repository), *schemas.outdated(folder)]
        sys.stderr.writelines(f"docs/reference/{name} is not current: run python -m gates.reference\n" for name in old)
        return 1 if old else 0
    for name, text in pages(repository).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return schemas.main([], folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
