"""What the stand-in providers ask of a host's drives, and how the brain answers it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from migrator.lab.cmdlets.api import PsError, PsObject
from migrator.lab.engines.pwsh.brain import Operation, Request, error_wire
from migrator.lab.engines.pwsh.brain_codec import PropertyTypes, Wire, encode, untyped

DriveKind = Literal["files", "certificates", "registry", "wsman"]
PROVIDERS: dict[DriveKind, str] = {
    "files": "LabFileSystem",
    "certificates": "LabCertificate",
    "registry": "LabRegistry",
    "wsman": "LabWSMan",
}


@dataclass(frozen=True)
class DriveRoot:
    """A drive by name (`D`, `HKLM`); `root` is the real folder of a drive of files."""

    name: str
    kind: DriveKind
    root: Path | None = None


@dataclass(frozen=True)
class DriveItem:
    r"""An item by the path a person writes (`D:\VMs`); `real` is where a file's bytes are."""

    path: str
    name: str
    is_container: bool
    value: PsObject
    real: Path | None = None


class Drives(Protocol):
    """The drives of one host at this moment. Every method may raise PsError."""

    def roots(self) -> list[DriveRoot]:
        """Return the drives a new session has."""
        ...

    def item(self, path: str) -> DriveItem | None:
        """Return the item, spelled as stored; None where there is none."""
        ...

    def children(self, path: str) -> list[DriveItem]:
        """Return what a container holds, hidden items too."""
        ...

    def readable(self, path: str) -> Path:
        """Return where a file's bytes are; refuse what the account may not read."""
        ...

    def new(self, path: str, *, folder: bool, force: bool) -> DriveItem:
        """Make a folder, or an empty file."""
        ...

    def remove(self, path: str, *, recurse: bool) -> None:
        """Remove a file or folder."""
        ...

    def move(self, path: str, destination: str, *, force: bool) -> DriveItem:
        """Give a file or folder another place."""
        ...

    def rename(self, path: str, name: str) -> DriveItem:
        """Give a file or folder another name."""
        ...


def drive_operation(drives: Drives, types: PropertyTypes = untyped) -> Operation:
    """Return the brain's operation `drive`."""

    def answer(request: Request) -> Request:  # noqa: PLR0911 - one answer per verb
        path = str(request["path"])
        force = bool(request.get("force"))
        try:
            match request["verb"]:
                case "new":
                    made = drives.new(path, folder=bool(request["folder"]), force=force)
                    return {"item": _item(made, types)}
                case "remove":
                    drives.remove(path, recurse=bool(request["recurse"]))
                    return {}
                case "move":
                    return {"item": _item(drives.move(path, str(request["destination"]), force=force), types)}
                case "rename":
                    return {"item": _item(drives.rename(path, str(request["name"])), types)}
                case "roots":
                    return {"roots": [_root(root) for root in drives.roots()]}
                case "item":
                    found = drives.item(path)
                    return {"item": None if found is None else _item(found, types)}
                case "readable":
                    return {"real": str(drives.readable(path))}
                case _:
                    return {"items": [_item(child, types) for child in drives.children(path)]}
        except PsError as error:
            return {"error": error_wire(error)}

    return answer


def _root(root: DriveRoot) -> Wire:
    real = "" if root.root is None else str(root.root)
    return {
        "$": "object",
        "t": "LabDriveRoot",
        "p": {"Name": root.name, "Provider": PROVIDERS[root.kind], "Root": real},
    }


def _item(item: DriveItem, types: PropertyTypes) -> Wire:
    return {
        "path": item.path,
        "name": item.name,
        "container": item.is_container,
        "real": None if item.real is None else str(item.real),
        "object": encode(item.value, types),
    }
