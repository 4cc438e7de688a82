"""Documents of `Get-SessionAdapter`."""

from collections.abc import Iterator, Mapping
from typing import Final

from migrator.lab.cmdlets.api import Cmdlets, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import guid_or_none, number, text

_PORTS: Final = (5985, 5986)


def get_session_adapter(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per adapter that a session came in on."""
    del parameters
    addresses = {
        text(one["LocalAddress"])
        for one in cmdlets("NetTCPIP\\Get-NetTCPConnection")
        if number(one["LocalPort"]) in _PORTS and text(one["State"]) == "Established"
    }
    indexes = {
        number(one["InterfaceIndex"])
        for one in cmdlets("NetTCPIP\\Get-NetIPAddress")
        if text(one["IPAddress"]) in addresses
    }
    for adapter in cmdlets("NetAdapter\\Get-NetAdapter"):
        if number(adapter["InterfaceIndex"]) in indexes:
            yield {"name": text(adapter["Name"]), "interface_guid": guid_or_none(adapter["InterfaceGuid"])}
