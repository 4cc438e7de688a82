"""Provider cmdlets of Microsoft.PowerShell.Management that change files and folders."""

from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.drive_changes import DriveChanges
from migrator.lab.cmdlets.drive_item import DriveItem
from migrator.lab.cmdlets.drives import HostDrives
from migrator.lab.cmdlets.file_items import file_object
from migrator.lab.world.drive import Entry


def new_item(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.Management\New-Item -ItemType Directory | File [-Name] [-Value] [-Force]."""
    changes, name, force = DriveChanges(here.files), bound.text("Name"), bound.flag("Force")
    made = []
    for path in bound.texts("Path"):
        whole = path if name is None else path.rstrip("\\") + "\\" + name
        if (bound.text("ItemType") or "File").lower() == "directory":
            made.append(_noted(changes.new_folder(whole, force=force)))
        else:
            made.append(_noted(changes.new_file(whole, _bytes(bound.value("Value")), force=force)))
    return made


def set_content(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.Management\Set-Content: bytes (`-Encoding Byte`) as they are, texts as lines in UTF-8.

    No script uses it (its encodings differ between 5.1 and 7): shapers do, for what a script writes through .NET.
    """
    return _write(here, bound, append=False)


def add_content(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.Management\Add-Content; see `set_content`."""
    return _write(here, bound, append=True)


def remove_item(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.Management\Remove-Item -LiteralPath [-Recurse] | [-DeleteKey]."""
    for path in _paths(bound):
        if not HostDrives(here).remove_certificate(path):
            DriveChanges(here.files).remove(path, recurse=bound.flag("Recurse"))
    return []


def rename_item(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.Management\Rename-Item -LiteralPath -NewName [-PassThru]."""
    made = [DriveChanges(here.files).rename(path, bound.text("NewName") or "") for path in _paths(bound)]
    return [_noted(entry) for entry in made] if bound.flag("PassThru") else []


def move_item(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.Management\Move-Item -LiteralPath -Destination [-Force] [-PassThru]."""
    destination, force = bound.text("Destination") or "", bound.flag("Force")
    made = [DriveChanges(here.files).move(path, destination, force=force) for path in _paths(bound)]
    return [_noted(entry) for entry in made] if bound.flag("PassThru") else []


def _write(here: HostContext, bound: Bound, *, append: bool) -> list[PsObject]:
    for path in _paths(bound):
        DriveChanges(here.files).write(path, _bytes(bound.value("Value")), append=append)
    return []


def _paths(bound: Bound) -> list[str]:
    return bound.texts("LiteralPath") or bound.texts("Path")


def _bytes(value: PsValue) -> bytes:
    if isinstance(value, bytes):
        return value
    if value is None:
        return b""
    lines = value if isinstance(value, list) else [value]
    return "".join(str(line) + "\r\n" for line in lines).encode()


def _noted(entry: Entry) -> PsObject:
    return DriveItem("FileSystem", entry.path, entry.name, entry.is_folder, file_object(entry)).noted()
