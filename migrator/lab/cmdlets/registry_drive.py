"""The HKLM: drive: the keys a Windows has that scripts read, and those a scenario adds."""

from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.drive_item import DriveItem, ItemUnknown
from migrator.lab.cmdlets.operating_system import caption, edition_id, powershell_version


class RegistryDrive:
    """Keys and values below HKEY_LOCAL_MACHINE."""

    def __init__(self, here: HostContext) -> None:
        self._keys: dict[str, dict[str, PsValue]] = {}
        added: dict[str, dict[str, PsValue]] = {key: {**values} for key, values in here.host.registry.items()}
        for key, values in (*_windows_keys(here).items(), *added.items()):
            name = next((own for own in self._keys if own.lower() == key.lower()), key)
            self._keys.setdefault(name, {}).update(values)

    def item(self, parts: list[str]) -> DriveItem:
        """Give a key; every key above a known one exists too."""
        below = self._below(parts)
        own = next((key for key in self._keys if _lower(key.split("\\")) == _lower(parts)), None)
        if not below and own is None and parts:
            raise ItemUnknown("HKLM:\\" + "\\".join(parts))
        spelled = (own or (below[0] if below else "")).split("\\")[: len(parts)]
        values: dict[str, PsValue] = self._keys[own] if own is not None else {}
        children = {key.split("\\")[len(parts)].lower() for key in below}
        names: list[PsValue] = [*values]
        item = PsObject(
            "Microsoft.Win32.RegistryKey",
            {
                "Name": "\\".join(["HKEY_LOCAL_MACHINE", *spelled]),
                "Property": names,
                "ValueCount": len(values),
                "SubKeyCount": len(children),
            },
        )
        path = "\\".join(["HKLM:", *spelled])
        return DriveItem("Registry", path, spelled[-1] if spelled else "HKLM:", True, item, values)

    def children(self, parts: list[str]) -> list[DriveItem]:
        """Give the keys one level below."""
        self.item(parts)
        names = {key.split("\\")[len(parts)].lower(): key.split("\\")[len(parts)] for key in self._below(parts)}
        return [self.item([*parts, name]) for name in names.values()]

    def _below(self, parts: list[str]) -> list[str]:
        depth = len(parts)
        split = ((key, key.split("\\")) for key in self._keys)
        return [key for key, own in split if len(own) > depth and _lower(own[:depth]) == _lower(parts)]


def _lower(parts: list[str]) -> list[str]:
    return [part.lower() for part in parts]


def _windows_keys(here: HostContext) -> dict[str, dict[str, PsValue]]:
    host = here.host
    return {
        "SOFTWARE\\Microsoft\\Cryptography": {"MachineGuid": str(host.machine_guid)},
        "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion": {
            "ProductName": caption(host).removeprefix("Microsoft "),
            "EditionID": edition_id(host),
            "CurrentBuild": str(host.build),
            "CurrentBuildNumber": str(host.build),
            "CurrentMajorVersionNumber": 10,
            "CurrentMinorVersionNumber": 0,
            "InstallationType": "Server" if host.is_server else "Client",
        },
        "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Virtualization": {},
        "SOFTWARE\\Microsoft\\PowerShell\\3\\PowerShellEngine": {"PowerShellVersion": powershell_version(host)},
        "SYSTEM\\CurrentControlSet\\Control\\TimeZoneInformation": {"TimeZoneKeyName": host.time_zone},
    }
