"""Reads and writes external disks: which there are, the marker, small files, flushing."""

from base64 import b64decode

from migrator.bag.marker import DiskMarker, write_marker
from migrator.domain.external_disk import ExternalDisk
from migrator.domain.model import Model
from migrator.hyperv.documents import parse_documents, read_documents
from migrator.hyperv.scripts import load_script
from migrator.ports.host_session import HostSession, ParameterValue, ScriptCall

_FLUSH_DEADLINE_S = 1800.0
"""A slow disk with a full cache takes minutes; nobody is asked to wait less."""


class _File(Model):
    path: str
    size_bytes: int
    content_base64: str | None


class DiskReset(Model):
    """What became of a disk that was flushed."""

    volume_id: str
    was_offline: bool
    """False where the disk does not let itself be taken offline: Windows may still remember what it read."""


def get_external_disk(session: HostSession, volume_id: str = "") -> tuple[ExternalDisk, ...]:
    """Return every volume of fixed and removable disks, or the one that is asked for."""
    return read_documents(session, "Get-ExternalDisk", ExternalDisk, {"VolumeId": volume_id})


def initialize_external_disk(session: HostSession, volume_id: str, marker: DiskMarker) -> None:
    """Mark a volume; one that does not fit, or is another migration's, is a ScriptFailed."""
    text = write_marker(marker).decode()
    session.run(ScriptCall(load_script("Initialize-ExternalDisk"), {"VolumeId": volume_id, "Marker": text}))


def get_external_disk_file(session: HostSession, volume_id: str, bag: str, path: str) -> bytes | None:
    """Return a small file of the bag; None where it is not there, or too large to be one of ours."""
    found = read_documents(session, "Get-ExternalDiskFile", _File, {"VolumeId": volume_id, "Bag": bag, "Path": path})
    content = found[0].content_base64 if found else None
    return None if content is None else b64decode(content)


def set_external_disk_file(session: HostSession, volume_id: str, path: str, content: str, epoch: int) -> None:
    """Put a small text file below the bag of the disk's marker, in `migrator/` or `restore/`, whole."""
    said: dict[str, ParameterValue] = {"VolumeId": volume_id, "Path": path, "Content": content, "Epoch": epoch}
    session.run(ScriptCall(load_script("Set-ExternalDiskFile"), said))


def reset_external_disk(session: HostSession, volume_id: str) -> DiskReset | None:
    """Flush the disk and take it offline and online again; None while rehearsing."""
    call = ScriptCall(load_script("Reset-ExternalDisk"), {"VolumeId": volume_id})
    result = session.run(call, deadline_s=_FLUSH_DEADLINE_S)
    found = parse_documents(result, DiskReset, host=session.host, script="Reset-ExternalDisk")
    return found[0] if found else None
