"""Documents of `Add-JournalLine`, `Get-JournalLine` and `Repair-JournalLine`."""

from base64 import b64encode
from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsError, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.acting import should_process
from migrator.lab.engines.python.shapers.drives import exists
from migrator.lab.engines.python.shapers.own_files import (
    MARKER,
    letter_of,
    letters,
    make_folder,
    marker_of,
    read_json,
    read_whole,
    write_whole,
)
from migrator.lab.engines.python.shapers.refusing import thrown
from migrator.lab.engines.python.shapers.values import number, text, values

_PIECE = 393216


def add_journal_line(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield what became of the lines on each volume."""
    content = ("\n".join(text(line) for line in values(parameters["Line"])) + "\n").encode()
    known = letters(cmdlets)
    volumes = [text(volume) for volume in values(parameters["VolumeId"])]
    for volume, offset in zip(volumes, values(parameters["Offset"]), strict=True):
        letter, epoch = known.get(volume.lower(), ""), number(parameters["Epoch"])
        refusal, size = _refusal(cmdlets, letter, epoch), None
        if refusal is None and should_process(parameters):
            refusal, size = _added(cmdlets, letter, number(offset), content)
        yield {"volume_id": volume, "size_bytes": size, "refusal": refusal}


def get_journal_line(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield the journal in pieces."""
    letter = letter_of(cmdlets, parameters["VolumeId"])
    path = _folder(cmdlets, letter) + "\\journal.jsonl"
    content = read_whole(cmdlets, path) if exists(cmdlets, path, "Leaf") else b""
    for place in range(number(parameters["Offset"]), len(content), _PIECE):
        yield {"offset": place, "content_base64": b64encode(content[place : place + _PIECE]).decode("ascii")}


def repair_journal_line(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield the name of the file that keeps the torn line."""
    letter, offset = letter_of(cmdlets, parameters["VolumeId"]), number(parameters["Offset"])
    folder = _folder(cmdlets, letter)
    path = folder + "\\journal.jsonl"
    if not exists(cmdlets, path, "Leaf"):
        raise thrown("JournalMissing")
    name, tried = f"journal.jsonl.torn-{number(parameters['LineNumber'])}", 0
    side = name
    while exists(cmdlets, f"{folder}\\{side}"):
        tried += 1
        side = f"{name}.{tried}"
    content = read_whole(cmdlets, path)
    if len(content) <= offset:
        raise thrown("JournalShorter")
    if b"\n" in content[offset:]:
        raise thrown("LineIsWhole")
    if should_process(parameters):
        write_whole(cmdlets, f"{folder}\\{side}", content[offset:])
        write_whole(cmdlets, path, content[:offset])
    yield {"name": side}


def _refusal(cmdlets: Cmdlets, letter: str, epoch: int) -> str | None:
    if not letter:
        return "VolumeMissing"
    if not exists(cmdlets, letter + MARKER, "Leaf"):
        return "MarkerMissing"
    return "EpochHigher" if int(read_json(cmdlets, letter + MARKER)["epoch"]) > epoch else None


def _folder(cmdlets: Cmdlets, letter: str) -> str:
    return f"{letter}:\\{marker_of(cmdlets, letter)['bag']}\\migrator"


def _added(cmdlets: Cmdlets, letter: str, offset: int, content: bytes) -> tuple[str | None, int | None]:
    folder = _folder(cmdlets, letter)
    path = folder + "\\journal.jsonl"
    try:
        make_folder(cmdlets, folder)
        old = read_whole(cmdlets, path) if exists(cmdlets, path, "Leaf") else b""
        if len(old) < offset:
            return "JournalShorter", None
        if not content.startswith(old[offset:]):
            return "JournalDiffers", None
        write_whole(cmdlets, path, old[:offset] + content)
    except PsError as refused:
        if "Access" not in refused.exception_type and "IOException" not in refused.exception_type:
            raise
        return "NotWritten", None
    return None, offset + len(content)
