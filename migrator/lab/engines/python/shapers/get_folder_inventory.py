"""Documents of `Get-FolderInventory`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsError, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.drives import attributes, children
from migrator.lab.engines.python.shapers.values import number, text, utc, values

_NO_TIME = "1601-01-01T00:00:00.0000000Z"


def get_folder_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per file or folder below the roots, parents before children."""
    for root in values(parameters.get("LiteralPath")):
        yield from _below(cmdlets, text(root))


def _below(cmdlets: Cmdlets, root: str) -> Iterator[dict[str, JsonValue]]:
    top: dict[str, JsonValue] = {
        "root": root,
        "relative_path": "",
        "is_folder": True,
        "size_bytes": 0,
        "last_written_at": _NO_TIME,
        "attributes": [],
        "error_id": None,
    }
    stack = [top]
    while stack:
        folder = stack.pop()
        relative, below = str(folder["relative_path"]), list[PsObject]()
        named = folder["attributes"]
        if folder["is_folder"] and not (isinstance(named, list) and "ReparsePoint" in named):
            try:
                below = children(cmdlets, root.rstrip("\\") + "\\" + relative)
            except PsError as refused:
                folder["error_id"] = refused.error_id
        if relative or folder["error_id"] is not None:
            yield folder
        stack += reversed([_entry(root, relative, child) for child in below])


def _entry(root: str, folder: str, child: PsObject) -> dict[str, JsonValue]:
    return {
        "root": root,
        "relative_path": f"{folder}\\{text(child['Name'])}" if folder else text(child["Name"]),
        "is_folder": bool(child["PSIsContainer"]),
        "size_bytes": 0 if child["PSIsContainer"] else number(child["Length"]),
        "last_written_at": utc(child["LastWriteTimeUtc"]),
        "attributes": [*attributes(child)],
        "error_id": None,
    }
