"""Leaves plan, inventory and configuration on the external disks, and takes them from there on another computer."""

from collections.abc import Callable, Mapping
from typing import Final

from migrator.errors import NoMigrationHere
from migrator.hyperv.external_disk import get_external_disk_file, set_external_disk_file
from migrator.ports.host_session import HostSession

PAPERS: Final = ("plan.json", "inventory.json", "migrator.yaml")
_PIECE: Final = 300_000
"""Characters in one file: a host gives back files of half a megabyte, and a character may have four bytes in UTF-8."""

ReadFile = Callable[[str], bytes | None]
"""Returns a file of the bag by its path in it; None where there is none."""


def leave_papers(session: HostSession, volume_id: str, bag: str, papers: Mapping[str, str], epoch: int) -> None:
    """Write what is not there yet, or says something else, into the bag's own folder."""
    for name, text in papers.items():
        for path, piece in _pieces(name, text):
            if get_external_disk_file(session, volume_id, bag, path) != piece.encode():
                set_external_disk_file(session, volume_id, path, piece, epoch)


def take_papers(read: ReadFile, place: str) -> dict[str, str]:
    """Return the papers by their names; raises NoMigrationHere where one is missing."""
    return {name: _whole(read, name, place) for name in PAPERS}


def _pieces(name: str, text: str) -> list[tuple[str, str]]:
    count = max(1, -(-len(text) // _PIECE))
    return [(_path(name, number), text[number * _PIECE : (number + 1) * _PIECE]) for number in range(count)]


def _whole(read: ReadFile, name: str, place: str) -> str:
    pieces: list[bytes] = []
    while (piece := read(_path(name, len(pieces)))) is not None:
        pieces.append(piece)
        if len(piece) < _PIECE:
            break
    if not pieces:
        raise NoMigrationHere(place=place, found=f"there is no migrator/{name} in the bag")
    return b"".join(pieces).decode("utf-8-sig")


def _path(name: str, number: int) -> str:
    return f"migrator/{name}" + (f".{number + 1}" if number else "")
