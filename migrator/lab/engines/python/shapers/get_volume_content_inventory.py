"""Documents of `Get-VolumeContentInventory`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from migrator.lab.cmdlets.api import Cmdlets, PsError, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.drives import children, is_entered
from migrator.lab.engines.python.shapers.get_volume_inventory import is_listed, letter_of
from migrator.lab.engines.python.shapers.values import number, text, utc

_GIB = 1 << 30


@dataclass
class _Tally:
    path: str
    is_folder: bool
    size: int = 0
    files: int = 0
    newest: datetime | None = None
    unreadable: int = 0

    def add_file(self, size: int, written: PsValue) -> None:
        self.size += size
        self.files += 1
        if isinstance(written, datetime) and (self.newest is None or written > self.newest):
            self.newest = written

    def add(self, other: "_Tally") -> None:
        self.size += other.size
        self.files += other.files
        self.unreadable += other.unreadable
        if other.newest is not None and (self.newest is None or other.newest > self.newest):
            self.newest = other.newest


def get_volume_content_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per path at the top of each volume, and per child of those that are large."""
    least = number(parameters.get("MinimumBytes", _GIB))
    for volume in cmdlets("Storage\\Get-Volume"):
        letter = letter_of(volume)
        if letter is None or not is_listed(volume) or not volume["FileSystem"]:
            continue
        whole = _Tally(f"{letter}:\\", is_folder=True)
        for item in _listed(cmdlets, whole.path, whole):
            path = f"{letter}:\\{text(item['Name'])}"
            tally, below = _Tally(path, is_folder=bool(item["PSIsContainer"])), list[_Tally]()
            if is_entered(item):
                below = [
                    _measure(cmdlets, f"{path}\\{text(child['Name'])}", child)
                    for child in _listed(cmdlets, path, tally)
                ]
                for one in below:
                    tally.add(one)
            else:
                tally = _measure(cmdlets, path, item)
            for said in (tally, *(below if tally.size >= least else ())):
                yield _document(text(volume["Path"]), said)
        if whole.unreadable:
            yield _document(text(volume["Path"]), whole)


def _listed(cmdlets: Cmdlets, path: str, tally: _Tally) -> list[PsObject]:
    try:
        return children(cmdlets, path)
    except PsError:
        tally.unreadable += 1
        return []


def _measure(cmdlets: Cmdlets, path: str, item: PsObject) -> _Tally:
    tally = _Tally(path, is_folder=bool(item["PSIsContainer"]))
    stack = [(path, item)]
    while stack:
        at, entry = stack.pop()
        if is_entered(entry):
            stack += [(f"{at}\\{text(child['Name'])}", child) for child in _listed(cmdlets, at, tally)]
        if not entry["PSIsContainer"]:
            tally.add_file(number(entry["Length"]), entry["LastWriteTimeUtc"])
    return tally


def _document(volume_id: str, tally: _Tally) -> dict[str, JsonValue]:
    return {
        "volume_id": volume_id,
        "path": tally.path,
        "is_folder": tally.is_folder,
        "size_bytes": tally.size,
        "file_count": tally.files,
        "newest_write_at": None if tally.newest is None else utc(tally.newest),
        "unreadable_count": tally.unreadable,
    }
