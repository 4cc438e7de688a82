"""Addresses, gateways, name servers of all interfaces by index, as two scripts join them."""

from dataclasses import dataclass

from migrator.lab.cmdlets.api import Cmdlets, PsObject
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import number, text, values

_DEFAULT_ROUTES = ("0.0.0.0/0", "::/0")


@dataclass(frozen=True)
class Addresses:
    """What four cmdlets, each called once, say of all interfaces."""

    addresses: list[PsObject]
    interfaces: list[PsObject]
    routes: list[PsObject]
    dns_servers: list[PsObject]

    def of(self, index: int) -> dict[str, JsonValue]:
        """Give the four fields of the interface."""
        return {
            "ip_addresses": [
                f"{text(one['IPAddress'])}/{number(one['PrefixLength'])}" for one in _at(self.addresses, index)
            ],
            "gateways": [
                text(one["NextHop"])
                for one in _at(self.routes, index)
                if text(one["DestinationPrefix"]) in _DEFAULT_ROUTES
            ],
            "dns_servers": [
                text(server) for one in _at(self.dns_servers, index) for server in values(one["ServerAddresses"])
            ],
            "dhcp": any(text(one["Dhcp"]).lower() == "enabled" for one in _at(self.interfaces, index)),
        }


def read_addresses(cmdlets: Cmdlets) -> Addresses:
    """Ask the four cmdlets."""
    return Addresses(
        addresses=cmdlets("NetTCPIP\\Get-NetIPAddress"),
        interfaces=cmdlets("NetTCPIP\\Get-NetIPInterface"),
        routes=cmdlets("NetTCPIP\\Get-NetRoute"),
        dns_servers=cmdlets("DnsClient\\Get-DnsClientServerAddress"),
    )


def _at(items: list[PsObject], index: int) -> list[PsObject]:
    return [one for one in items if number(one["InterfaceIndex"]) == index]
