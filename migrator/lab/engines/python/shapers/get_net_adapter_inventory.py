"""Documents of `Get-NetAdapterInventory`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.addresses import Addresses
from migrator.lab.engines.python.shapers.values import (
    guid_or_none,
    measured_or_none,
    number,
    number_or_none,
    probed,
    quietly,
    text,
    text_or_none,
    values,
)


def get_net_adapter_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per adapter of the host that belongs to no virtual switch."""
    del parameters
    adapters = cmdlets("NetAdapter\\Get-NetAdapter")
    of_switches = {
        guid_or_none(adapter["DeviceId"]) for adapter in cmdlets("Hyper-V\\Get-VMNetworkAdapter", ManagementOS=True)
    }
    addresses = Addresses.read(cmdlets)
    places = {
        text(one["Name"]).lower(): (
            f"{text(one['BusNumber'])}:{text(one['DeviceNumber'])}.{text(one['FunctionNumber'])}"
        )
        for one in quietly(cmdlets, "NetAdapter\\Get-NetAdapterHardwareInfo")
    }
    teams = cmdlets("NetLbfo\\Get-NetLbfoTeam") if probed(cmdlets, "NetLbfo\\Get-NetLbfoTeam") else []
    for adapter in adapters:
        if guid_or_none(adapter["InterfaceGuid"]) in of_switches:
            continue
        name = text(adapter["Name"])
        yield {
            **_own(adapter),
            "pci_location": places.get(name.lower()),
            "lbfo_team": next((text(team["Name"]) for team in reversed(teams) if _names(team, "Members", name)), None),
            "is_lbfo_team": any(_names(team, "TeamNics", name) for team in teams),
            **addresses.of(number(adapter["InterfaceIndex"])),
        }


def _names(team: PsObject, property_name: str, name: str) -> bool:
    return name.lower() in {text(one).lower() for one in values(team[property_name])}


def _own(adapter: PsObject) -> dict[str, JsonValue]:
    return {
        "name": text(adapter["Name"]),
        "interface_description": text(adapter["InterfaceDescription"]),
        "interface_guid": guid_or_none(adapter["InterfaceGuid"]),
        "interface_index": number(adapter["InterfaceIndex"]),
        "mac_address": text(adapter["MacAddress"]).replace("-", "").upper(),
        "status": text(adapter["Status"]),
        "link_speed_bits_per_s": measured_or_none(adapter["Speed"]),
        "physical": bool(adapter["HardwareInterface"]) and not adapter["Virtual"],
        "driver_version": text_or_none(adapter["DriverVersion"]),
        "vlan_id": number_or_none(adapter["VlanID"]),
    }
