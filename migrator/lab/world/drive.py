"""Paths of a host on its volumes' real folders: any case, sizes and attributes as declared, locks as Windows has them."""

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from migrator.lab.world.model_disk import DeclaredFile, PhysicalDisk, VirtualDiskFile, Volume, relative_key
from migrator.lab.world.model_host import Host

if sys.platform != "win32":
    import fcntl

_HEADER_OF_LONG_PATH = "\\\\?\\"


class DriveMissing(Exception):
    """No volume answers to the letter or volume name of this path."""


class PathMissing(Exception):
    """The volume is there, the file or folder is not."""


class AccessDenied(Exception):
    """The account may not list or read it."""


class SharingViolation(Exception):
    """Another program holds the file."""


@dataclass(frozen=True)
class Entry:
    """A file or folder; `path` is spelled as the file system spells it."""

    path: str
    relative_path: str
    volume: Volume
    real: Path
    is_folder: bool
    size_bytes: int
    written_at: datetime
    attributes: tuple[str, ...]
    link_target: str | None
    unreadable: bool

    @property
    def name(self) -> str:
        """Last part of the path; of a root the root itself."""
        return self.path if not self.relative_path else self.path.rsplit("\\", 1)[-1]


class HostFiles:
    """The drives of one host as its programs see them now."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def find(self, path: str) -> Entry | None:
        """Give the entry, or None where the path or the whole volume is missing."""
        try:
            return self.entry(path)
        except (DriveMissing, PathMissing):
            return None

    def entry(self, path: str) -> Entry:
        """Give the entry; raises DriveMissing or PathMissing."""
        prefix, volume, parts = self._split(path)
        real = volume.root.joinpath(*parts)
        status = _status(real)
        if status is not None:
            return self._entry(prefix, volume, "\\".join(parts), real, status)
        if not parts:
            raise PathMissing(path)
        real = volume.root
        spelled: list[str] = []
        for part in parts:
            found = _spelling(real, part)
            if found is None:
                raise PathMissing(path)
            spelled.append(found)
            real = real / found
        return self._entry(prefix, volume, "\\".join(spelled), real, real.stat())

    def children(self, folder: Entry) -> list[Entry]:
        """List a folder in the order of an NTFS index; raises AccessDenied."""
        if folder.unreadable:
            raise AccessDenied(folder.path)
        prefix = folder.path if not folder.relative_path else folder.path[: -len(folder.relative_path)]
        below = f"{folder.relative_path}\\" if folder.relative_path else ""
        with os.scandir(folder.real) as items:
            found = sorted(items, key=lambda item: item.name.upper())
        return [
            self._entry(prefix, folder.volume, below + item.name, folder.real / item.name, item.stat())
            for item in found
        ]

    def below(self, folder: Entry) -> Iterator[Entry]:
        """All entries below, parents first, links not followed; folders that cannot be listed are silently empty."""
        try:
            children = self.children(folder)
        except AccessDenied:
            return
        for child in children:
            yield child
            if child.is_folder and child.link_target is None:
                yield from self.below(child)

    def read(self, entry: Entry, limit: int | None = None) -> bytes:
        """Read the real bytes; raises AccessDenied or SharingViolation."""
        if entry.unreadable:
            raise AccessDenied(entry.path)
        if self.is_locked(entry):
            raise SharingViolation(entry.path)
        with entry.real.open("rb") as file:
            return file.read() if limit is None else file.read(limit)

    def is_locked(self, entry: Entry) -> bool:
        """Tell whether a program holds the file (an flock that is not shared)."""
        if sys.platform == "win32":
            return False  # there the open itself fails
        with entry.real.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def place(self, path: str) -> tuple[Volume, Path]:
        """Give the volume and the real path, spelled as the disk spells what is there; the rest as it was asked for.

        Raises DriveMissing.
        """
        _, volume, parts = self._split(path)
        real = volume.root
        for part in parts:
            real = real / (_spelling(real, part) or part)
        return volume, real

    def disk_of(self, volume: Volume) -> PhysicalDisk | None:
        """Give the disk that a volume lies on; None where it is not plugged in."""
        return next((disk for disk in self._host.disks if any(own is volume for own in disk.volumes)), None)

    def virtual_disk(self, entry: Entry) -> VirtualDiskFile | None:
        """Give the declared facts of a virtual hard disk file."""
        return entry.volume.virtual_disks.get(relative_key(entry.relative_path))

    def _split(self, path: str) -> tuple[str, Volume, list[str]]:
        text = path.replace("/", "\\")
        if text.startswith(_HEADER_OF_LONG_PATH) and not text.lower().startswith("\\\\?\\volume{"):
            text = text[len(_HEADER_OF_LONG_PATH) :]
        lowered = text.lower() + "\\"
        for volume in self._host.volumes:
            for prefix in (f"{volume.drive_letter}:", volume.unique_id.rstrip("\\")):
                if lowered.startswith(prefix.lower() + "\\"):
                    return prefix + "\\", volume, _parts(text[len(prefix) :])
        raise DriveMissing(path)

    def _entry(self, prefix: str, volume: Volume, relative_path: str, real: Path, status: os.stat_result) -> Entry:
        key = relative_key(relative_path)
        declared = volume.files.get(key, DeclaredFile())
        disk = volume.virtual_disks.get(key)
        is_folder = stat.S_ISDIR(status.st_mode)
        size = declared.size_bytes
        if size is None and disk is not None:
            size = disk.file_bytes
        if size is None:
            size = 0 if is_folder else status.st_size
        return Entry(
            path=prefix + relative_path,
            relative_path=relative_path,
            volume=volume,
            real=real,
            is_folder=is_folder,
            size_bytes=size,
            written_at=datetime.fromtimestamp(status.st_mtime, UTC),
            attributes=("Directory" if is_folder else "Archive", *declared.attributes),
            link_target=declared.link_target,
            unreadable=declared.unreadable,
        )


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):  # the last: a character that no file name has
        return None


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for part in text.split("\\"):
        if part == "..":
            parts[-1:] = []
        elif part not in {"", "."}:
            parts.append(part)
    return parts


def _spelling(folder: Path, name: str) -> str | None:
    if (folder / name).exists():
        return name
    if not folder.is_dir():
        return None
    return next((item.name for item in folder.iterdir() if item.name.lower() == name.lower()), None)
