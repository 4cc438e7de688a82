"""Network adapters and LBFO teams of the host."""

import re

from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import NETWORK_CIM, HostContext
from migrator.lab.cmdlets.interfaces import LBFO_DESCRIPTION, Interface, interfaces_of
from migrator.lab.cmdlets.narrowed import narrowed

_BY = {"Name": "Name", "InterfaceDescription": "InterfaceDescription", "InterfaceIndex": "InterfaceIndex"}
_PCI = re.compile(r"bus (\d+), device (\d+), function (\d+)")
_UNITS = ((10**9, "Gbps"), (10**6, "Mbps"), (10**3, "Kbps"))


def get_net_adapter(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""NetAdapter\Get-NetAdapter [[-Name]] [-Physical] [-IncludeHidden] | -InterfaceDescription | -InterfaceIndex."""
    found = [i for i in interfaces_of(here.host) if i.hardware is not None or not bound.flag("Physical")]
    return narrowed([_adapter(interface) for interface in found], bound, _BY, "Get-NetAdapter")


def get_net_adapter_hardware_info(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""NetAdapter\Get-NetAdapterHardwareInfo [[-Name]]: adapters that sit on a bus."""
    found = []
    for adapter in here.host.adapters:
        place = _PCI.search(adapter.pci_location or "")
        if adapter.pci_location is None:
            continue
        numbers: list[int | None] = [int(text) for text in place.groups()] if place else [None, None, None]
        found.append(
            PsObject(
                NETWORK_CIM + "MSFT_NetAdapterHardwareInfoSettingData",
                {
                    "Name": adapter.name,
                    "InterfaceDescription": adapter.interface_description,
                    "LocationInformationString": adapter.pci_location,
                    "SegmentNumber": 0,
                    "BusNumber": numbers[0],
                    "DeviceNumber": numbers[1],
                    "FunctionNumber": numbers[2],
                    "NumaNode": 0,
                },
            )
        )
    return narrowed(found, bound, _BY, "Get-NetAdapterHardwareInfo")


def get_net_lbfo_team(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""NetLbfo\Get-NetLbfoTeam [[-Name]]."""
    found = [
        PsObject(
            NETWORK_CIM + "MSFT_NetLbfoTeam",
            {
                "Name": team.name,
                "Members": list(team.members),
                "TeamNics": [team.name],
                "TeamingMode": team.teaming_mode,
                "LoadBalancingAlgorithm": team.load_balancing_algorithm,
                "Status": "Up",
            },
        )
        for team in here.host.lbfo_teams
    ]
    return narrowed(found, bound, {"Name": "Name"}, "Get-NetLbfoTeam")


def get_net_lbfo_team_member(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""NetLbfo\Get-NetLbfoTeamMember [[-Name]] [-Team]."""
    descriptions = {adapter.name: adapter.interface_description for adapter in here.host.adapters}
    found = [
        PsObject(
            NETWORK_CIM + "MSFT_NetLbfoTeamMember",
            {
                "Name": member,
                "InterfaceDescription": descriptions.get(member),
                "Team": team.name,
                "AdministrativeMode": "Active",
                "OperationalStatus": "Active",
            },
        )
        for team in here.host.lbfo_teams
        for member in team.members
    ]
    return narrowed(found, bound, {"Name": "Name", "Team": "Team"})


def _adapter(interface: Interface) -> PsObject:
    hardware = interface.hardware
    mac = interface.mac_address.upper()
    is_team = interface.description == LBFO_DESCRIPTION
    up = interface.status == "Up"
    component = "COMPOSITEBUS\\MS_IMPLAT_MP" if is_team else "vms_mp"
    properties: dict[str, PsValue] = {
        "Name": interface.alias,
        "InterfaceAlias": interface.alias,
        "InterfaceDescription": interface.description,
        "InterfaceGuid": f"{{{str(interface.guid).upper()}}}",
        "InterfaceIndex": interface.index,
        "ifIndex": interface.index,
        "MacAddress": "-".join(mac[at : at + 2] for at in range(0, 12, 2)),
        "PermanentAddress": mac,
        "Status": interface.status,
        "LinkSpeed": _speed(interface.speed_bits_per_s) if up else "0 bps",
        "Speed": interface.speed_bits_per_s if up else None,
        "ReceiveLinkSpeed": interface.speed_bits_per_s if up else None,
        "TransmitLinkSpeed": interface.speed_bits_per_s if up else None,
        "MediaConnectionState": "Connected" if up else "Disconnected",
        "Virtual": hardware is None,
        "HardwareInterface": hardware is not None,
        "ConnectorPresent": hardware is not None,
        "ComponentID": component if hardware is None else "PCI\\VEN_8086",
        "DriverVersion": hardware.driver_version if hardware else "10.0.14393.0",
        "DriverProvider": "Intel" if hardware else "Microsoft",
        "VlanID": hardware.vlan_id if hardware else None,
        "PnPDeviceID": f"PCI\\VEN_8086\\{interface.index}" if hardware else f"ROOT\\{component}\\{interface.index:04}",
    }
    return PsObject(NETWORK_CIM + "MSFT_NetAdapter", properties)


def _speed(bits: int) -> str:
    for unit, word in _UNITS:
        if bits >= unit:
            return f"{bits / unit:g} {word}"
    return f"{bits} bps"
