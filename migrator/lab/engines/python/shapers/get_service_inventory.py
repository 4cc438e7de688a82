"""Documents of `Get-ServiceInventory`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import text

_PROPERTIES = {
    "name": "Name",
    "display_name": "DisplayName",
    "state": "State",
    "start_mode": "StartMode",
    "account": "StartName",
    "path_name": "PathName",
}


def get_service_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per service."""
    del parameters
    for service in cmdlets("CimCmdlets\\Get-CimInstance", ClassName="Win32_Service"):
        yield {ours: text(service[theirs]) for ours, theirs in _PROPERTIES.items()}
