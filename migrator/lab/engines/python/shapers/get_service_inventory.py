"""Documents of `Get-ServiceInventory`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import text


def get_service_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per service."""
    del parameters
    for service in cmdlets("CimCmdlets\\Get-CimInstance", ClassName="Win32_Service"):
        yield {
            "name": text(service["Name"]),
            "display_name": text(service["DisplayName"]),
            "state": text(service["State"]),
            "start_mode": text(service["StartMode"]),
            "account": text(service["StartName"]),
            "path_name": text(service["PathName"]),
        }
