"""A host's PowerShell drives (its volumes, Cert:, HKLM:, WSMan:) as items, for provider cmdlets and for both engines."""

from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.cert_drive import CertDrive
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.drive_item import DriveItem, DriveUnknown, ItemUnknown
from migrator.lab.cmdlets.file_items import file_object
from migrator.lab.cmdlets.registry_drive import RegistryDrive
from migrator.lab.cmdlets.wsman_drive import WsmanDrive
from migrator.lab.world.drive import DriveMissing, Entry, PathMissing


class HostDrives:
    """Items by their PowerShell path; raises DriveUnknown, ItemUnknown, and what `world.drive` raises for files."""

    def __init__(self, here: HostContext) -> None:
        self._here = here

    def names(self) -> list[str]:
        """Give the drives there are now, without colon."""
        letters = sorted(v.drive_letter for v in self._here.host.volumes if v.drive_letter)
        return [*letters, "Cert", "HKLM", "WSMan"]

    def item(self, path: str) -> DriveItem:
        """Give the item at a path, spelled as the drive spells it."""
        drive, parts = _split(path)
        tree = self._tree(drive)
        if tree is not None:
            return tree.item(parts)
        return self._file_item(self._entry(path, drive))

    def children(self, path: str) -> list[DriveItem]:
        """Give the items one level below a container; a leaf gives itself, as Get-ChildItem does."""
        drive, parts = _split(path)
        tree = self._tree(drive)
        if tree is not None:
            return tree.children(parts)
        entry = self._entry(path, drive)
        if not entry.is_folder:
            return [self._file_item(entry)]
        return [self._file_item(child) for child in self._here.files.children(entry)]

    def properties(self, path: str) -> PsObject:
        """Give what Get-ItemProperty gives: of a registry key its values, of all else the item itself."""
        item = self.item(path)
        if item.values is None:
            return item.object
        notes: dict[str, PsValue] = {**item.values, **item.notes()}
        return PsObject("System.Management.Automation.PSCustomObject", notes)

    def content(self, path: str, limit: int | None = None) -> bytes:
        """Give the bytes of a file; raises AccessDenied, SharingViolation."""
        drive, _ = _split(path)
        return self._here.files.read(self._entry(path, drive), limit)

    def remove_certificate(self, path: str) -> bool:
        """Take a certificate out of its store; False where the path leads to another drive. Raises ItemUnknown."""
        drive, parts = _split(path)
        if drive.lower() != "cert":
            return False
        CertDrive(self._here).remove(parts)
        return True

    def _tree(self, drive: str) -> "CertDrive | RegistryDrive | WsmanDrive | None":
        match drive.lower():
            case "cert":
                return CertDrive(self._here)
            case "hklm":
                return RegistryDrive(self._here)
            case "wsman":
                return WsmanDrive(self._here)
            case _:
                return None

    def _entry(self, path: str, drive: str) -> Entry:
        try:
            return self._here.files.entry(path)
        except DriveMissing as fault:
            raise DriveUnknown(drive) from fault
        except PathMissing as fault:
            raise ItemUnknown(path) from fault

    def _file_item(self, entry: Entry) -> DriveItem:
        return DriveItem("FileSystem", entry.path, entry.name, entry.is_folder, file_object(entry))


def _split(path: str) -> tuple[str, list[str]]:
    text = path.replace("/", "\\").rpartition("::")[2]
    if text.upper().startswith("HKEY_LOCAL_MACHINE"):
        text = "HKLM:" + text[len("HKEY_LOCAL_MACHINE") :]
    drive, _, rest = text.partition(":")
    return drive, [part for part in rest.split("\\") if part]
