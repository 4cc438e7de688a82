"""The golden journal; `python -m tests.unit.journal.golden` writes it where it does not exist yet."""

import tempfile
from pathlib import Path
from typing import Final

from migrator.journal.opening import Taker, adopt_journal
from tests.unit.journal.journals import ENTRIES, file_of, opening, sink, write_journal

GOLDEN: Final = Path(__file__).resolve().parents[2] / "golden" / "journal-1.jsonl"


def golden_journal(folder: Path) -> bytes:
    """Return a journal with a record of each kind, adopted at its end."""
    write_journal([sink(folder)], ENTRIES).close()
    own = sink(folder)
    adopt_journal([own], opening("run-2"), Taker("other", "Jörg")).close()
    return file_of(folder).read_bytes()


if __name__ == "__main__" and not GOLDEN.exists():
    with tempfile.TemporaryDirectory() as temporary:
        GOLDEN.write_bytes(golden_journal(Path(temporary)))
