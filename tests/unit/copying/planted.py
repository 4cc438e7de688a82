"""File operations of this machine that also count, or do something of their own at a chosen read."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from migrator.copying.local_files import LocalFiles
from migrator.ports.file_operations import ReadFile, WriteFile


class CountingFiles(LocalFiles):
    """Counts each read below `watched` by path and offset; `on_read` is told before it happens."""

    def __init__(self, watched: Path, on_read: Callable[[Path, int], None] = lambda _path, _offset: None) -> None:
        self.watched = watched
        self.on_read = on_read
        self.reads: Counter[tuple[str, int]] = Counter()

    def open_read(self, path: Path, *, from_disk: bool = False) -> ReadFile:
        """Open what is watched so that its reads are counted."""
        opened = super().open_read(path, from_disk=from_disk)
        return _Counted(opened, path, self) if path.is_relative_to(self.watched) else opened

    def note(self, path: Path, offset: int) -> None:
        """Count one read that is about to happen."""
        self.on_read(path, offset)
        self.reads[path.name, offset] += 1


class _Counted:
    def __init__(self, opened: ReadFile, path: Path, files: CountingFiles) -> None:
        self._opened = opened
        self._path = path
        self._files = files

    def read_at(self, offset: int, size_bytes: int) -> bytes:
        self._files.note(self._path, offset)
        return self._opened.read_at(offset, size_bytes)

    def close(self) -> None:
        self._opened.close()


class FailingDisk(LocalFiles):
    """A disk below `root` that takes `allowed` changes and then fails for good, as when its power goes."""

    def __init__(self, root: Path, allowed: int, code: int) -> None:
        self._root = root
        self._code = code
        self.left = allowed

    def open_write(self, path: Path) -> WriteFile:
        """Open what lies on the disk so that its writes are spent."""
        opened = super().open_write(path)
        return _Failing(opened, path, self) if path.is_relative_to(self._root) else opened

    def replace_small(self, path: Path, content: bytes) -> None:
        """Spend one change."""
        self.spend(path)
        super().replace_small(path, content)

    def rename_new(self, old: Path, new: Path) -> None:
        """Spend one change."""
        self.spend(new)
        super().rename_new(old, new)

    def set_modified(self, path: Path, modified_unix_ns: int) -> None:
        """Spend one change."""
        self.spend(path)
        super().set_modified(path, modified_unix_ns)

    def remove(self, path: Path) -> None:
        """Spend one change."""
        self.spend(path)
        super().remove(path)

    def spend(self, path: Path) -> None:
        """Allow one more change, or fail as planted."""
        if path.is_relative_to(self._root):
            self.left -= 1
            if self.left < 0:
                raise OSError(self._code, "planted")


class _Failing:
    def __init__(self, opened: WriteFile, path: Path, disk: FailingDisk) -> None:
        self._opened = opened
        self._path = path
        self._disk = disk

    def size_bytes(self) -> int:
        return self._opened.size_bytes()

    def write_at(self, offset: int, data: bytes) -> None:
        self._disk.spend(self._path)
        self._opened.write_at(offset, data)

    def truncate(self, size_bytes: int) -> None:
        self._disk.spend(self._path)
        self._opened.truncate(size_bytes)

    def sync(self) -> None:
        self._disk.spend(self._path)
        self._opened.sync()

    def close(self) -> None:
        self._opened.close()
