"""Putting real files onto the volumes of a host, by the paths that the host knows them by."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from migrator.lab.world.model import DeclaredFile, Volume, relative_key


class NoSuchVolume(Exception):
    """No volume has that drive letter."""


@dataclass(frozen=True)
class Place:
    """Where a path of the host lies."""

    volume: Volume
    relative: str

    @property
    def key(self) -> str:
        """Key in the volume's declared files."""
        return relative_key(self.relative)

    @property
    def real(self) -> Path:
        """The real path; names that exist in another case are taken as they are."""
        path = self.volume.root
        for part in self.relative.split("\\"):
            path = _below(path, part)
        return path

    def declare(self, size_bytes: int | None, attributes: tuple[str, ...] = (), *, unreadable: bool = False) -> None:
        """Note what the host says of the file beside its real bytes."""
        if size_bytes is not None or attributes or unreadable:
            self.volume.files[self.key] = DeclaredFile(size_bytes, attributes, unreadable)


def place_of(volumes: Iterable[Volume], path: str) -> Place:
    r"""Find volume and relative path of `D:\VMs\web.vhdx`."""
    windows = PureWindowsPath(path)
    letter = windows.drive.rstrip(":").upper()
    for volume in volumes:
        if volume.drive_letter == letter and letter:
            return Place(volume, "\\".join(windows.parts[1:]))
    raise NoSuchVolume(path)


def put(volumes: Iterable[Volume], path: str, content: bytes) -> Place:
    """Write a file with its folders."""
    place = place_of(volumes, path)
    real = place.real
    real.parent.mkdir(parents=True, exist_ok=True)
    real.write_bytes(content)
    return place


def _below(folder: Path, name: str) -> Path:
    direct = folder / name
    if direct.exists() or not folder.is_dir():
        return direct
    return next((child for child in sorted(folder.iterdir()) if child.name.lower() == name.lower()), direct)
