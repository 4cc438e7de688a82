"""Reads and writes the journal on external disks."""

from base64 import b64decode
from collections.abc import Sequence
from typing import NamedTuple

from migrator.domain.model import Model
from migrator.hyperv.documents import parse_documents, read_documents
from migrator.hyperv.scripts import load_script
from migrator.ports.host_session import HostSession, ScriptCall


class _Piece(Model):
    offset: int
    content_base64: str


class _Cut(Model):
    name: str


class LinesAdded(Model):
    """What became of lines on one disk."""

    volume_id: str
    size_bytes: int | None
    refusal: str | None
    """Why the disk did not take them: VolumeMissing, MarkerMissing, EpochHigher, JournalShorter, JournalDiffers, NotWritten."""


class Place(NamedTuple):
    """Where lines go: a volume, and how long its journal is now."""

    volume_id: str
    offset: int


def add_journal_line(
    session: HostSession, places: Sequence[Place], lines: Sequence[str], epoch: int
) -> tuple[LinesAdded, ...]:
    """Add the same lines on several disks in one call; made again with the same values it adds nothing."""
    call = ScriptCall(
        load_script("Add-JournalLine"),
        {
            "VolumeId": [place.volume_id for place in places],
            "Offset": [str(place.offset) for place in places],
            "Line": list(lines),
            "Epoch": epoch,
        },
    )
    return parse_documents(session.run(call), LinesAdded, host=session.host, script="Add-JournalLine")


def get_journal_line(session: HostSession, volume_id: str, offset: int = 0) -> bytes:
    """Return the journal on a disk from a place on; nothing where there is none."""
    found = read_documents(session, "Get-JournalLine", _Piece, {"VolumeId": volume_id, "Offset": offset})
    return b"".join(b64decode(piece.content_base64) for piece in found)


def repair_journal_line(session: HostSession, volume_id: str, offset: int, line: int) -> str:
    """Move a torn last line into a file of its own and return that file's name."""
    call = ScriptCall(load_script("Repair-JournalLine"), {"VolumeId": volume_id, "Offset": offset, "LineNumber": line})
    (cut,) = parse_documents(session.run(call), _Cut, host=session.host, script="Repair-JournalLine")
    return cut.name
