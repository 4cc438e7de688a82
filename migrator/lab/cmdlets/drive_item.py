"""An item of a PowerShell drive, with the note properties that every provider adds."""

from collections.abc import Mapping
from dataclasses import dataclass

from migrator.lab.cmdlets.api import PsObject, PsValue


class DriveUnknown(Exception):
    """There is no drive of that name."""


class ItemUnknown(Exception):
    """The drive has no such item."""


@dataclass(frozen=True)
class DriveItem:
    r"""An item; `path` is drive-qualified (`Cert:\LocalMachine\My`), `object` what Get-Item gives without notes."""

    provider: str
    path: str
    name: str
    is_container: bool
    object: PsObject
    values: Mapping[str, PsValue] | None = None
    """Values of a registry key; None where the provider keeps no values apart from the item."""

    def notes(self) -> dict[str, PsValue]:
        """Give PSPath, PSParentPath, PSChildName, PSDrive's name, PSProvider's name, PSIsContainer."""
        module = _MODULES[self.provider]
        own = self.path.replace("HKLM:", "HKEY_LOCAL_MACHINE", 1) if self.provider == "Registry" else self.path
        parent = own.rsplit("\\", 1)[0]
        return {
            "PSPath": f"{module}\\{self.provider}::{own}",
            "PSParentPath": f"{module}\\{self.provider}::{parent}",
            "PSChildName": self.name,
            "PSIsContainer": self.is_container,
        }

    def noted(self) -> PsObject:
        """Give the object with its notes, as a provider cmdlet writes it."""
        return PsObject(self.object.type_name, {**self.object.properties, **self.notes()})


_MODULES = {
    "FileSystem": "Microsoft.PowerShell.Core",
    "Registry": "Microsoft.PowerShell.Core",
    "Certificate": "Microsoft.PowerShell.Security",
    "WSMan": "Microsoft.WSMan.Management",
}
