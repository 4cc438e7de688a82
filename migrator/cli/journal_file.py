"""Opens the journal beside a plan."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from migrator import __version__
from migrator.cli.run_files import RunFiles
from migrator.journal.chain import Chain
from migrator.journal.entries import Opened
from migrator.journal.journal import Journal
from migrator.journal.opening import Opening, open_journal
from migrator.journal.record import Record
from migrator.journal.sink import FileSink, Sink, file_lines

OwnPlace = Callable[[str, Path], Sink]
"""Makes the controller's own place out of its name and file."""


@contextmanager
def opened_journal(
    files: RunFiles,
    *,
    now: datetime,
    on_loss: Callable[[str, str], None] = lambda _name, _found: None,
    own_place: OwnPlace = FileSink,
) -> Iterator[Journal]:
    """Open or begin it, locked against a second writer; it is closed at the end."""
    journal = open_journal([own_place("controller", files.journal_file)], opening(files, now, on_loss))
    try:
        yield journal
    finally:
        journal.close()


def opening(files: RunFiles, now: datetime, on_loss: Callable[[str, str], None]) -> Opening:
    """Return who opens it, and for which migration."""
    return Opening(
        migration=files.plan.migration,
        migration_id=uuid4(),
        made_by=__version__,
        run=f"run-{secrets.token_hex(4)}",
        time=now,
        on_loss=on_loss,
    )


def migration_id(journal: Journal) -> UUID:
    """Return the id in a journal's first record."""
    first = next(journal.records()).entry
    if not isinstance(first, Opened):
        msg = "open_journal lets no other first record pass"
        raise AssertionError(msg)  # noqa: TRY004 not a wrong argument, a broken promise
    return first.migration_id


def read_journal(path: Path) -> Iterator[Record]:
    """Read a journal beside its writer, without its lock; nothing where there is none. Raises JournalBroken."""
    return iter(Chain(file_lines(path), str(path)))
