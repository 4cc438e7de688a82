"""Writes a file whole or not at all, and never over somebody's older one."""

import os
import tempfile
from pathlib import Path

from migrator.errors import FileNotWritten, FileUnreadable


def read_text(path: Path) -> str:
    """Return a UTF-8 file's text, without the mark that Windows editors put before it; raises FileUnreadable."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(file=str(path), found=_said(error)) from error


def write_keeping_old(path: Path, text: str) -> Path | None:
    """Write `text` at `path`, synced; an older file with other content is kept beside it as `name.1.ext`, `name.2.ext` ...

    Returns where the older file is now, or None where there was none or it says the same.
    """
    try:
        if path.exists() and path.read_bytes() == text.encode():
            return None
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            kept = _keep(path) if path.exists() else None
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise FileNotWritten(file=str(path), found=_said(error)) from error
    return kept


def write_durably(path: Path, content: bytes) -> None:
    """Replace a file of our own in one step: afterwards the old one or the new one is there, whole."""
    new = path.with_name(f"{path.name}.new")
    try:
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise FileNotWritten(file=str(path), found=_said(error)) from error


def _keep(path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.stem}.{number}{path.suffix}")).exists():
        number += 1
    return path.rename(kept)


def _said(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else "not UTF-8 text"
