"""Addresses, routes, interfaces and DNS servers of the host."""

from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import NETWORK_CIM, HostContext
from migrator.lab.cmdlets.interfaces import Interface, interfaces_of
from migrator.lab.cmdlets.narrowed import narrowed

_BY = {"InterfaceIndex": "InterfaceIndex", "InterfaceAlias": "InterfaceAlias", "AddressFamily": "AddressFamily"}
_FAMILIES = {"IPv4": 2, "IPv6": 23}


def get_net_ip_address(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""NetTCPIP\Get-NetIPAddress [[-IPAddress]] [-InterfaceIndex] [-InterfaceAlias] [-AddressFamily]."""
    found = []
    for interface in interfaces_of(here.host):
        for address in interface.ip.addresses:
            text, _, length = address.partition("/")
            origin = "Dhcp" if interface.ip.dhcp else "Manual"
            found.append(
                PsObject(
                    NETWORK_CIM + "MSFT_NetIPAddress",
                    {
                        **_of(interface, _family(text)),
                        "IPAddress": text,
                        "PrefixLength": int(length or ("128" if ":" in text else "32")),
                        "PrefixOrigin": origin,
                        "SuffixOrigin": origin,
                        "AddressState": "Preferred",
                        "SkipAsSource": False,
                    },
                )
            )
    by = {**_BY, "IPAddress": "IPAddress", "PrefixOrigin": "PrefixOrigin"}
    return narrowed(found, bound, by, "Get-NetIPAddress")


def get_net_tcp_connection(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""NetTCPIP\Get-NetTCPConnection: the remote session itself, where the world says over which address it comes."""
    if here.host.session_address is None:
        return []
    found = PsObject(
        NETWORK_CIM + "MSFT_NetTCPConnection",
        {
            "LocalAddress": here.host.session_address,
            "LocalPort": 5986,
            "RemoteAddress": "192.0.2.10",
            "RemotePort": 50505,
            "State": "Established",
        },
    )
    return narrowed([found], bound, {"LocalPort": "LocalPort"}, "Get-NetTCPConnection")


def get_net_route(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""NetTCPIP\Get-NetRoute [[-DestinationPrefix]] [-InterfaceIndex] [-AddressFamily]: default routes."""
    found = [
        PsObject(
            NETWORK_CIM + "MSFT_NetRoute",
            {
                **_of(interface, _family(gateway)),
                "DestinationPrefix": "::/0" if ":" in gateway else "0.0.0.0/0",
                "NextHop": gateway,
                "RouteMetric": 256,
            },
        )
        for interface in interfaces_of(here.host)
        for gateway in interface.ip.gateways
    ]
    return narrowed(found, bound, {**_BY, "DestinationPrefix": "DestinationPrefix"}, "Get-NetRoute")


def get_net_ip_interface(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""NetTCPIP\Get-NetIPInterface [-InterfaceIndex] [-InterfaceAlias] [-AddressFamily]: interfaces that carry IP."""
    carrying = {adapter.lower() for switch in here.host.switches for adapter in switch.adapters}
    carrying |= {member.lower() for team in here.host.lbfo_teams for member in team.members}
    found = [
        PsObject(
            NETWORK_CIM + "MSFT_NetIPInterface",
            {
                **_of(interface, family),
                "Dhcp": "Enabled" if interface.ip.dhcp else "Disabled",
                "ConnectionState": "Connected" if interface.status == "Up" else "Disconnected",
                "NlMtu": 1500,
                "InterfaceMetric": 25,
            },
        )
        for interface in interfaces_of(here.host)
        for family in _FAMILIES
        if interface.alias.lower() not in carrying
    ]
    return narrowed(found, bound, {**_BY, "Dhcp": "Dhcp"}, "Get-NetIPInterface")


def get_dns_client_server_address(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""DnsClient\Get-DnsClientServerAddress [[-InterfaceAlias]] [-InterfaceIndex] [-AddressFamily]."""
    wanted = bound.text("AddressFamily")
    found = []
    for interface in interfaces_of(here.host):
        for family, number in _FAMILIES.items():
            servers: list[PsValue] = [s for s in interface.ip.dns_servers if _family(s) == family]
            if wanted is None or wanted.lower() in {family.lower(), str(number)}:
                found.append(
                    PsObject(
                        NETWORK_CIM + "MSFT_DNSClientServerAddress",
                        {**_of(interface, family), "AddressFamily": number, "ServerAddresses": servers},
                    )
                )
    by = {"InterfaceIndex": "InterfaceIndex", "InterfaceAlias": "InterfaceAlias"}
    return narrowed(found, bound, by, "Get-DnsClientServerAddress")


def _of(interface: Interface, family: str) -> dict[str, PsValue]:
    return {
        "InterfaceIndex": interface.index,
        "InterfaceAlias": interface.alias,
        "AddressFamily": family,
    }


def _family(address: str) -> str:
    return "IPv6" if ":" in address else "IPv4"
