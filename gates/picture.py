"""Draws the README's picture of a run from a real run of the demo: `python -m gates.picture`."""

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from rich.ansi import AnsiDecoder
from rich.console import Console
from rich.text import Text

PICTURE: Final = Path(__file__).resolve().parent.parent / "docs" / "demo.svg"
_WIDTH: Final = 118
_HEAD, _TAIL = 16, 24


def main() -> int:
    """Run the demo, keep its beginning and its end, and write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [sys.executable, "-m", "migrator.cli", "demo"],
            cwd=folder,
            env={**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(_WIDTH), "PYTHONPATH": str(PICTURE.parents[1])},
            capture_output=True,
            check=True,
        )
    # a spinner is made of braille characters; it moves, and a picture does not
    lines = [line for line in AnsiDecoder().decode(run.stderr.decode()) if not line.plain[:1] > "\u2000"]
    console = Console(record=True, width=_WIDTH, file=io.StringIO())
    console.print(Text("$ make demo", style="bold"))
    for line in (*lines[:_HEAD], Text("   ...", style="dim"), *lines[-_TAIL:]):
        console.print(line)
    drawn = console.export_svg(title="migrator demo", unique_id="demo")
    # The picture loads nothing: whatever monospace font the reader has will do
    PICTURE.write_text(re.sub(r"@font-face \{.*?\}", "", drawn, flags=re.DOTALL), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
