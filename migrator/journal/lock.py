"""Keeps a second writer away from a journal; the operating system gives the lock back when its holder dies."""

import os
import sys
from pathlib import Path
from typing import BinaryIO, Final

from migrator.errors import JournalInUse

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCKED_BYTE: Final = 1 << 20  # beyond the text, which stays readable for others on Windows too
_LONGEST_TEXT: Final = 300


class WriterLock:
    """Held from construction to `close`; raises JournalInUse with what the holder wrote about himself."""

    def __init__(self, path: Path, holder: str) -> None:
        self._file: BinaryIO = path.open("a+b")
        try:
            _lock(self._file)
        except OSError:
            self._file.seek(0)
            found = self._file.read(_LONGEST_TEXT).decode("utf-8", "replace").strip()
            self._file.close()
            raise JournalInUse(file=str(path), found=found or "unknown") from None
        self._file.truncate(0)
        self._file.write(holder.encode())
        self._file.flush()

    def close(self) -> None:
        """Let others write. The file stays: removing it would race with the next writer."""
        self._file.close()


def _lock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0, os.SEEK_END)
    else:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
