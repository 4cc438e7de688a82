r"""The WSMan: drive: the limits below WSMan:\localhost that scripts read."""

from migrator.lab.cmdlets.api import PsObject
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.drive_item import DriveItem, ItemUnknown

_MANAGEMENT = "Microsoft.WSMan.Management."


class WsmanDrive:
    """A container `localhost` with a container `Shell`; every value is a string, as the real provider gives it."""

    def __init__(self, here: HostContext) -> None:
        quotas = here.host.quotas
        self._leaves = {
            ("localhost", "MaxEnvelopeSizekb"): quotas.max_envelope_size_kib,
            ("localhost", "Shell", "AllowRemoteShellAccess"): "true",
            ("localhost", "Shell", "IdleTimeout"): quotas.idle_timeout_ms,
            ("localhost", "Shell", "MaxProcessesPerShell"): quotas.max_processes_per_shell,
            ("localhost", "Shell", "MaxMemoryPerShellMB"): quotas.max_memory_per_shell_mib,
            ("localhost", "Shell", "MaxShellsPerUser"): quotas.max_shells_per_user,
        }
        self._containers = [("localhost",), ("localhost", "Shell")]

    def item(self, parts: list[str]) -> DriveItem:
        """Give a container or a value."""
        key = tuple(part.lower() for part in parts)
        if not key:
            return DriveItem("WSMan", "WSMan:\\", "WSMan:", True, PsObject(_MANAGEMENT + "WSManConfigContainerElement"))
        for container in self._containers:
            if tuple(part.lower() for part in container) == key:
                item = PsObject(
                    _MANAGEMENT + "WSManConfigContainerElement", {"Name": container[-1], "Type": "Container"}
                )
                return DriveItem("WSMan", "WSMan:\\" + "\\".join(container), container[-1], True, item)
        for leaf, value in self._leaves.items():
            if tuple(part.lower() for part in leaf) == key:
                item = PsObject(
                    _MANAGEMENT + "WSManConfigLeafElement",
                    {"Name": leaf[-1], "Value": str(value), "SourceOfValue": "", "Type": "System.String"},
                )
                return DriveItem("WSMan", "WSMan:\\" + "\\".join(leaf), leaf[-1], False, item)
        raise ItemUnknown("WSMan:\\" + "\\".join(parts))

    def children(self, parts: list[str]) -> list[DriveItem]:
        """Give what lies one level below."""
        self.item(parts)
        key = tuple(part.lower() for part in parts)
        every = [*self._containers, *self._leaves]
        return [
            self.item(list(name))
            for name in every
            if len(name) == len(key) + 1 and tuple(part.lower() for part in name[:-1]) == key
        ]
