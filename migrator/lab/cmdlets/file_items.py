"""Files and folders as System.IO.FileInfo and DirectoryInfo."""

from functools import cache

from migrator.lab.cmdlets.api import PsEnum, PsObject, PsValue
from migrator.lab.world.drive import Entry

_MODE_LETTERS = (("Directory", "d"), ("Archive", "a"), ("ReadOnly", "r"), ("Hidden", "h"), ("System", "s"))


def file_object(entry: Entry) -> PsObject:
    """Build the object that Get-Item gives for a file or folder."""
    parent = entry.path.rstrip("\\").rpartition("\\")[0]
    dot = entry.name.rfind(".")
    properties: dict[str, PsValue] = {
        "Name": entry.name,
        "FullName": entry.path,
        "Extension": entry.name[dot:] if dot >= 0 else "",
        "Attributes": _attributes(entry.attributes),
        "CreationTime": entry.written_at,
        "CreationTimeUtc": entry.written_at,
        "LastWriteTime": entry.written_at,
        "LastWriteTimeUtc": entry.written_at,
        "LastAccessTimeUtc": entry.written_at,
        "Exists": True,
        "Mode": _mode(entry.attributes),
        "LinkType": "Junction" if entry.link_target is not None else None,
        "Target": [] if entry.link_target is None else [entry.link_target],
    }
    if entry.is_folder:
        return PsObject("System.IO.DirectoryInfo", properties)
    return PsObject(
        "System.IO.FileInfo",
        {
            **properties,
            "Length": entry.size_bytes,
            "DirectoryName": parent,
            "IsReadOnly": "ReadOnly" in entry.attributes,
            "BaseName": entry.name[:dot] if dot >= 0 else entry.name,
        },
    )


_FLAGS = {
    "ReadOnly": 1,
    "Hidden": 2,
    "System": 4,
    "Directory": 16,
    "Archive": 32,
    "Normal": 128,
    "SparseFile": 512,
    "ReparsePoint": 1024,
    "Compressed": 2048,
    "Offline": 4096,
    "NotContentIndexed": 8192,
    "Encrypted": 16384,
}


@cache
def _mode(attributes: tuple[str, ...]) -> str:
    mode = "".join(letter if name in attributes else "-" for name, letter in _MODE_LETTERS)
    return mode + ("l" if "ReparsePoint" in attributes else "-")


@cache
def _attributes(attributes: tuple[str, ...]) -> PsEnum:
    """Write a flags value as .NET does: by rising number, with comma and blank."""
    return PsEnum("System.IO.FileAttributes", ", ".join(sorted(set(attributes), key=lambda name: _FLAGS[name])))
