"""File operations of a process on a rehearsal host: the world's real files, with what is wrong with their volumes."""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from migrator.lab.world.model import Host, Volume, World, relative_key
from migrator.ports.file_operations import FileFacts, FileOperations, ReadFile, WriteFile

if sys.platform != "win32":
    import fcntl

_GONE: Final = OSError(errno.EIO, "the process has ended")


class HostFileOperations:
    """Implements FileOperations for one process; `is_alive` is false once the process was ended, and nothing happens any more."""

    def __init__(
        self,
        inner: FileOperations,
        world: World,
        host: Host,
        is_alive: Callable[[], bool],
        wait: Callable[[float], None],
    ) -> None:
        """`wait` is how a slow disk takes its time."""
        self._inner = inner
        self._world = world
        self._host = host
        self._is_alive = is_alive
        self._wait = wait

    def facts(self, path: Path) -> FileFacts | None:
        """Look at a path."""
        return self._inner.facts(self._found(path))

    def files_below(self, folder: Path) -> Iterator[str]:
        """Walk below a folder."""
        return self._inner.files_below(self._found(folder))

    def real(self, path: Path) -> Path:
        """Follow links."""
        return self._inner.real(self._found(path))

    def open_read(self, path: Path, *, from_disk: bool = False) -> ReadFile:
        """Open for reading; a file that another program keeps for itself is refused, as Windows refuses it."""
        real = self._found(path)
        _demand_shared(real)
        return _SlowRead(self._inner.open_read(real, from_disk=from_disk), real, self)

    def open_write(self, path: Path) -> WriteFile:
        """Open for writing."""
        real = self._writable(path)
        return _SlowWrite(self._inner.open_write(real), real, self)

    def read_small(self, path: Path) -> bytes | None:
        """Read a small file."""
        return self._inner.read_small(self._found(path))

    def replace_small(self, path: Path, content: bytes) -> None:
        """Put a small file in place."""
        self._inner.replace_small(self._writable(path), content)

    def make_folder(self, path: Path) -> None:
        """Make a folder."""
        self._inner.make_folder(self._writable(path))

    def rename_new(self, old: Path, new: Path) -> None:
        """Rename."""
        self._inner.rename_new(self._found(old), self._writable(new))

    def set_modified(self, path: Path, modified_unix_ns: int) -> None:
        """Set the time of last change."""
        self._inner.set_modified(self._found(path), modified_unix_ns)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        self._inner.remove(self._found(path))

    def remove_folder(self, path: Path) -> None:
        """Remove an empty folder."""
        self._inner.remove_folder(self._found(path))

    def before_bytes(self, path: Path, offset: int, size_bytes: int, *, writing: bool) -> None:
        """Play what happens to bytes on their way: the disk pulled, full, slow, or with sectors that it does not give."""
        volume = self._demand_there(path)
        if volume is None:
            return
        if volume.faults.slow_s:
            self._wait(volume.faults.slow_s)
            self._demand_there(path)
        if writing:
            _demand_room(volume)
            return
        for bad in volume.faults.unreadable.get(relative_key(str(path.relative_to(volume.root))), ()):
            if bad.offset_bytes < offset + size_bytes and offset < bad.offset_bytes + bad.size_bytes:
                raise OSError(errno.EIO, "cyclic redundancy check")

    def _found(self, path: Path) -> Path:
        """Give the path as the disk spells it: names have no case on Windows."""
        volume = self._demand_there(path)
        if volume is None or os.path.lexists(path):
            return path
        real = volume.root
        for part in path.relative_to(volume.root).parts:
            real = real / _spelling(real, part)
        return real

    def _writable(self, path: Path) -> Path:
        found = self._found(path)
        volume = self._volume(found)
        if volume is not None:
            _demand_room(volume)
            if any(disk.is_read_only for disk in self._host.disks if any(own is volume for own in disk.volumes)):
                raise OSError(errno.EROFS, "the media is write protected")
        return found

    def _demand_there(self, path: Path) -> Volume | None:
        if not self._is_alive():
            raise OSError(*_GONE.args)
        volume = self._volume(path)
        if volume is not None and not any(own is volume for own in self._host.volumes):
            raise OSError(errno.ENODEV, "the device is not there any more")
        return volume

    def _volume(self, path: Path) -> Volume | None:
        """Find the volume that a path lies on, wherever its disk is now."""
        disks = [disk for host in self._world.hosts.values() for disk in host.disks] + self._world.shelf
        return next(
            (volume for disk in disks for volume in disk.volumes if path.is_relative_to(volume.root)),
            None,
        )


class _SlowRead:
    def __init__(self, inner: ReadFile, path: Path, host: HostFileOperations) -> None:
        self._inner, self._path, self._host = inner, path, host

    def read_at(self, offset: int, size_bytes: int) -> bytes:
        self._host.before_bytes(self._path, offset, size_bytes, writing=False)
        return self._inner.read_at(offset, size_bytes)

    def close(self) -> None:
        self._inner.close()


class _SlowWrite:
    def __init__(self, inner: WriteFile, path: Path, host: HostFileOperations) -> None:
        self._inner, self._path, self._host = inner, path, host

    def size_bytes(self) -> int:
        return self._inner.size_bytes()

    def write_at(self, offset: int, data: bytes) -> None:
        self._host.before_bytes(self._path, offset, len(data), writing=True)
        self._inner.write_at(offset, data)

    def truncate(self, size_bytes: int) -> None:
        self._host.before_bytes(self._path, size_bytes, 0, writing=True)
        self._inner.truncate(size_bytes)

    def sync(self) -> None:
        self._inner.sync()

    def close(self) -> None:
        self._inner.close()


def _demand_room(volume: Volume) -> None:
    if volume.faults.full:
        raise OSError(errno.ENOSPC, "there is not enough space on the disk")


def _demand_shared(path: Path) -> None:
    if sys.platform == "win32" or not path.is_file():
        return  # there the open itself fails
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise PermissionError(errno.EACCES, "another process has the file for itself") from held


def _spelling(folder: Path, name: str) -> str:
    if (folder / name).exists() or not folder.is_dir():
        return name
    return next((item.name for item in sorted(folder.iterdir()) if item.name.lower() == name.lower()), name)
