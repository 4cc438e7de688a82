"""Addresses of the host's network interfaces, by interface index."""

from dataclasses import dataclass

from migrator.lab.cmdlets.api import Cmdlets, PsObject
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import number, text, values

_DEFAULT_ROUTES = ("0.0.0.0/0", "::/0")


@dataclass(frozen=True)
class Addresses:
    """Everything the stack says, each asked for once."""

    ip_addresses: list[PsObject]
    ip_interfaces: list[PsObject]
    routes: list[PsObject]
    dns_clients: list[PsObject]

    @classmethod
    def read(cls, cmdlets: Cmdlets) -> "Addresses":
        """Ask for all interfaces at once."""
        return cls(
            cmdlets("NetTCPIP\\Get-NetIPAddress"),
            cmdlets("NetTCPIP\\Get-NetIPInterface"),
            cmdlets("NetTCPIP\\Get-NetRoute"),
            cmdlets("DnsClient\\Get-DnsClientServerAddress"),
        )

    def of(self, index: int | None) -> dict[str, JsonValue]:
        """Give an interface's part of a document, without link-local and unconfigured site-local addresses."""
        dhcp = [
            text(one["Dhcp"]) == "Enabled"
            for one in _at(self.ip_interfaces, index)
            if text(one["AddressFamily"]) == "IPv4"
        ]
        return {
            "ip_addresses": [
                f"{text(one['IPAddress'])}/{text(one['PrefixLength'])}"
                for one in _at(self.ip_addresses, index)
                if not text(one["IPAddress"]).lower().startswith("fe80:")
            ],
            "gateways": [
                text(one["NextHop"])
                for one in _at(self.routes, index)
                if text(one["DestinationPrefix"]) in _DEFAULT_ROUTES
            ],
            "dns_servers": [
                text(server)
                for one in _at(self.dns_clients, index)
                for server in values(one["ServerAddresses"])
                if not text(server).lower().startswith("fec0:")
            ],
            "dhcp": dhcp[-1] if dhcp else False,
        }


def _at(found: list[PsObject], index: int | None) -> list[PsObject]:
    return [one for one in found if index is not None and number(one["InterfaceIndex"]) == index]
