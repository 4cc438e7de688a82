"""The file system of the machine that this runs on."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from migrator.ports.file_operations import FileFacts, ReadFile, WriteFile


class LocalFiles:
    """Implements FileOperations with the operating system's own calls."""

    def facts(self, path: Path) -> FileFacts | None:
        """Look at the path itself; links are not followed."""
        try:
            known = path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        born = getattr(known, "st_birthtime_ns", None)
        attributes = getattr(known, "st_file_attributes", 0)
        return FileFacts(known.st_size, known.st_mtime_ns, born, attributes, stat.S_ISREG(known.st_mode))

    def files_below(self, folder: Path) -> Iterator[str]:
        """Walk in the order of names, so that two runs see the same order."""
        with os.scandir(folder) as found:
            inside = sorted(found, key=lambda item: item.name)
        for item in inside:
            if item.is_dir(follow_symlinks=False) and not _leads_elsewhere(item):
                yield from (f"{item.name}/{path}" for path in self.files_below(folder / item.name))
            else:
                yield item.name

    def real(self, path: Path) -> Path:
        """Follow links as far as the path exists."""
        return path.resolve()

    def open_read(self, path: Path, *, from_disk: bool = False) -> ReadFile:
        """Open unbuffered; where the system can, drop its cached pages first (it keeps those not yet on the disk)."""
        file = _LocalRead(path)
        if from_disk:
            file.drop_cached()
        return file

    def open_write(self, path: Path) -> WriteFile:
        """Open without truncating."""
        return _LocalWrite(path)

    def read_small(self, path: Path) -> bytes | None:
        """Read a whole file."""
        try:
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def replace_small(self, path: Path, content: bytes) -> None:
        """Write beside it, sync, replace, sync the folder."""
        self.make_folder(path.parent)
        temporary = path.with_name(f".{path.name}.new")
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)

    def make_folder(self, path: Path) -> None:
        """Create it with its parents, each synced into its own parent."""
        if not path.is_dir():
            self.make_folder(path.parent)
            path.mkdir(exist_ok=True)
            _sync_folder(path.parent)

    def rename_new(self, old: Path, new: Path) -> None:
        """Rename where nothing is; on Windows the system itself refuses otherwise."""
        if new.exists() or new.is_symlink():
            raise FileExistsError(17, "something is there already", str(new))
        self.make_folder(new.parent)
        old.rename(new)
        _sync_folder(new.parent)
        _sync_folder(old.parent)

    def set_modified(self, path: Path, modified_unix_ns: int) -> None:
        """Set both times that can be set."""
        os.utime(path, ns=(modified_unix_ns, modified_unix_ns))

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink(missing_ok=True)

    def remove_folder(self, path: Path) -> None:
        """Remove an empty folder."""
        try:
            path.rmdir()
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST):
                raise


class _LocalRead:
    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)

    def drop_cached(self) -> None:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(self._file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def read_at(self, offset: int, size_bytes: int) -> bytes:
        self._file.seek(offset)
        parts: list[bytes] = []
        missing = size_bytes
        while missing:
            part = self._file.read(missing)
            if not part:
                break
            parts.append(part)
            missing -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def close(self) -> None:
        self._file.close()


class _LocalWrite:
    def __init__(self, path: Path) -> None:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        self._file = os.fdopen(os.open(path, flags, 0o644), "r+b", buffering=0)

    def size_bytes(self) -> int:
        return os.fstat(self._file.fileno()).st_size

    def write_at(self, offset: int, data: bytes) -> None:
        self._file.seek(offset)
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]

    def truncate(self, size_bytes: int) -> None:
        self._file.truncate(size_bytes)

    def sync(self) -> None:
        os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()


def _sync_folder(path: Path) -> None:
    if os.name == "nt":
        return  # NTFS journals names itself, and a folder cannot be opened for syncing
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _leads_elsewhere(item: os.DirEntry[str]) -> bool:
    # A junction is a folder to Windows, and not a link to Python.
    attributes = getattr(item.stat(follow_symlinks=False), "st_file_attributes", 0)
    return bool(attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT)
