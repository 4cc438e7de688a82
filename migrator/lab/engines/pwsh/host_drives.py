"""A lab host's drives as the stand-in providers ask for them."""

from pathlib import Path

from migrator.lab.cmdlets.api import PsError, PsObject
from migrator.lab.cmdlets.drive_changes import DriveChanges
from migrator.lab.cmdlets.drive_item import DriveItem as LabItem
from migrator.lab.cmdlets.drive_item import DriveUnknown, ItemUnknown
from migrator.lab.cmdlets.drives import HostDrives
from migrator.lab.engines.pwsh.drives import DriveItem, DriveKind, DriveRoot
from migrator.lab.world.drive import AccessDenied, DriveMissing, HostFiles, PathMissing, SharingViolation

_KINDS: dict[str, DriveKind] = {"cert": "certificates", "hklm": "registry", "wsman": "wsman"}
_E_SHARING_VIOLATION = -2147024864


class StandInDrives:
    """Answers `Drives` from a host's items; `files` says where the bytes of a file really are."""

    def __init__(self, drives: HostDrives, files: HostFiles) -> None:
        self._drives = drives
        self._files = files

    def roots(self) -> list[DriveRoot]:
        """Return the host's volumes with a letter, and the drives that are no files."""
        found = []
        for name in self._drives.names():
            kind = _KINDS.get(name.lower(), "files")
            found.append(DriveRoot(name, kind, self._files.entry(f"{name}:\\").real if kind == "files" else None))
        return found

    def item(self, path: str) -> DriveItem | None:
        """Return the item, or None where the drive or the item is missing."""
        try:
            return self._item(self._drives.item(path))
        except (DriveUnknown, ItemUnknown):
            return None

    def children(self, path: str) -> list[DriveItem]:
        """Return what the container holds; a folder that may not be listed is refused."""
        try:
            return [self._item(child) for child in self._drives.children(path)]
        except (DriveUnknown, ItemUnknown) as missing:
            raise _not_found(path) from missing
        except AccessDenied as denied:
            raise _denied(path, "DirUnauthorizedAccessError") from denied

    def readable(self, path: str) -> Path:
        """Return where the bytes are; refuse what is locked or may not be read."""
        try:
            entry = self._files.entry(path)
            self._files.read(entry, 0)
        except (DriveMissing, PathMissing) as missing:
            raise _not_found(path) from missing
        except AccessDenied as denied:
            raise _denied(path, "GetContentReaderUnauthorizedAccessError") from denied
        except SharingViolation as locked:
            raise PsError(
                f"The process cannot access the file '{path}' because it is being used by another process.",
                error_id="GetContentReaderIOError",
                category="ReadError",
                exception_type="System.IO.IOException",
                hresult=_E_SHARING_VIOLATION,
                target=path,
            ) from locked
        return entry.real

    def new(self, path: str, *, folder: bool, force: bool) -> DriveItem:
        """Make a folder, or an empty file."""
        changes = DriveChanges(self._files)
        made = changes.new_folder(path, force=force) if folder else changes.new_file(path, b"", force=force)
        return self._item(self._drives.item(made.path))

    def remove(self, path: str, *, recurse: bool) -> None:
        """Remove a file, a folder, or a certificate."""
        if not self._drives.remove_certificate(path):
            DriveChanges(self._files).remove(path, recurse=recurse)

    def move(self, path: str, destination: str, *, force: bool) -> DriveItem:
        """Give a file or folder another place."""
        return self._item(self._drives.item(DriveChanges(self._files).move(path, destination, force=force).path))

    def rename(self, path: str, name: str) -> DriveItem:
        """Give a file or folder another name."""
        return self._item(self._drives.item(DriveChanges(self._files).rename(path, name).path))

    def _item(self, item: LabItem) -> DriveItem:
        value = item.object
        real = None
        if item.provider == "FileSystem":
            real = self._files.entry(item.path).real
        if item.values is not None:
            value = PsObject(value.type_name, {**value.properties, "Values": PsObject("LabValues", dict(item.values))})
        return DriveItem(item.path, item.name, item.is_container, value, real)


def _not_found(path: str) -> PsError:
    return PsError(
        f"Cannot find path '{path}' because it does not exist.",
        error_id="PathNotFound",
        category="ObjectNotFound",
        exception_type="System.Management.Automation.ItemNotFoundException",
        target=path,
    )


def _denied(path: str, error_id: str) -> PsError:
    return PsError(
        f"Access to the path '{path}' is denied.",
        error_id=error_id,
        category="PermissionDenied",
        exception_type="System.UnauthorizedAccessException",
        target=path,
    )
