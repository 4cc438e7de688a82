"""Addresses, routes and name servers of an interface set anew."""

from dataclasses import replace

from migrator.lab.cmdlets.api import PsError, PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.interfaces import Interface, interfaces_of
from migrator.lab.cmdlets.refusals import cim_not_found
from migrator.lab.world.model import IpConfiguration


def new_net_ip_address(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""NetTCPIP\New-NetIPAddress -InterfaceIndex -IPAddress -PrefixLength: refused where any interface has that address."""
    interface = _interface(here, bound, "New-NetIPAddress")
    address = bound.text("IPAddress") or ""
    for other in interfaces_of(here.host):
        if any(own.partition("/")[0] == address for own in other.ip.addresses):
            raise PsError(
                "Instance MSFT_NetIPAddress already exists",
                error_id="Windows System Error 5010,New-NetIPAddress",
                category="InvalidArgument",
                exception_type="Microsoft.Management.Infrastructure.CimException",
            )
    added = f"{address}/{bound.numbers('PrefixLength')[0]}"
    _set(here, interface, replace(interface.ip, addresses=(*interface.ip.addresses, added), dhcp=False))
    return []


def remove_net_ip_address(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""NetTCPIP\Remove-NetIPAddress -InterfaceIndex -IPAddress."""
    interface = _interface(here, bound, "Remove-NetIPAddress")
    gone = set(bound.texts("IPAddress"))
    kept = tuple(own for own in interface.ip.addresses if own.partition("/")[0] not in gone)
    if kept == interface.ip.addresses:
        raise cim_not_found("Remove-NetIPAddress", "MSFT_NetIPAddress")
    _set(here, interface, replace(interface.ip, addresses=kept))
    return []


def new_net_route(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""NetTCPIP\New-NetRoute -InterfaceIndex -DestinationPrefix -NextHop: default routes."""
    interface = _interface(here, bound, "New-NetRoute")
    _set(here, interface, replace(interface.ip, gateways=(*interface.ip.gateways, bound.text("NextHop") or "")))
    return []


def remove_net_route(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""NetTCPIP\Remove-NetRoute -InterfaceIndex -NextHop."""
    interface = _interface(here, bound, "Remove-NetRoute")
    gone = set(bound.texts("NextHop"))
    kept = tuple(own for own in interface.ip.gateways if own not in gone)
    if kept == interface.ip.gateways:
        raise cim_not_found("Remove-NetRoute", "MSFT_NetRoute")
    _set(here, interface, replace(interface.ip, gateways=kept))
    return []


def set_net_ip_interface(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""NetTCPIP\Set-NetIPInterface -InterfaceIndex -AddressFamily -Dhcp."""
    interface = _interface(here, bound, "Set-NetIPInterface")
    _set(here, interface, replace(interface.ip, dhcp=(bound.text("Dhcp") or "").lower() == "enabled"))
    return []


def set_dns_client_server_address(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""DnsClient\Set-DnsClientServerAddress -InterfaceIndex -ServerAddresses | -ResetServerAddresses."""
    interface = _interface(here, bound, "Set-DnsClientServerAddress")
    servers = () if bound.flag("ResetServerAddresses") else tuple(bound.texts("ServerAddresses"))
    _set(here, interface, replace(interface.ip, dns_servers=servers))
    return []


def _interface(here: HostContext, bound: Bound, command: str) -> Interface:
    wanted = bound.numbers("InterfaceIndex")
    found = next((one for one in interfaces_of(here.host) if one.index in wanted), None)
    if found is None:
        raise cim_not_found(command, "MSFT_NetIPInterface")
    return found


def _set(here: HostContext, interface: Interface, ip: IpConfiguration) -> None:
    here.host.addresses[interface.alias] = ip
