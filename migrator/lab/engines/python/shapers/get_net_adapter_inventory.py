"""Documents of `Get-NetAdapterInventory`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.addresses import Addresses, read_addresses
from migrator.lab.engines.python.shapers.values import guid_or_none, number, number_or_none, probed, text, values


def get_net_adapter_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per adapter that is no virtual switch's."""
    del parameters
    adapters = cmdlets("NetAdapter\\Get-NetAdapter")
    places = {
        text(one["Name"]).lower(): (
            f"PCI bus {number(one['BusNumber'])}, device {number(one['DeviceNumber'])}, "
            f"function {number(one['FunctionNumber'])}"
        )
        for one in cmdlets("NetAdapter\\Get-NetAdapterHardwareInfo")
    }
    addresses = read_addresses(cmdlets)
    members, team_adapters = _teams(cmdlets)
    of_switches = {guid_or_none(one["DeviceId"]) for one in cmdlets("Hyper-V\\Get-VMNetworkAdapter", ManagementOS=True)}
    for adapter in adapters:
        if guid_or_none(adapter["InterfaceGuid"]) in of_switches:
            continue
        name = text(adapter["Name"]).lower()
        yield {
            **_adapter(adapter),
            "pci_location": places.get(name),
            "lbfo_team": members.get(name),
            "is_lbfo_team": name in team_adapters,
            **_addresses(addresses, adapter),
        }


def _adapter(adapter: PsObject) -> dict[str, JsonValue]:
    driver = adapter["DriverVersionString"]
    return {
        "name": text(adapter["Name"]),
        "interface_description": text(adapter["InterfaceDescription"]),
        "interface_guid": guid_or_none(adapter["InterfaceGuid"]),
        "interface_index": number(adapter["InterfaceIndex"]),
        "mac_address": text(adapter["MacAddress"]).replace("-", ""),
        "status": text(adapter["Status"]),
        "link_speed_bits_per_s": number_or_none(adapter["Speed"]),
        "physical": bool(adapter["HardwareInterface"]) and not adapter["Virtual"],
        "driver_version": None if driver is None else text(driver),
        "vlan_id": number_or_none(adapter["VlanID"]),
    }


def _addresses(addresses: Addresses, adapter: PsObject) -> dict[str, JsonValue]:
    return addresses.of(number(adapter["InterfaceIndex"]))


def _teams(cmdlets: Cmdlets) -> tuple[dict[str, str], set[str]]:
    if probed(cmdlets, "NetLbfo\\Get-NetLbfoTeam") is None:
        return {}, set()
    teams = cmdlets("NetLbfo\\Get-NetLbfoTeam")
    members = {text(name).lower(): text(team["Name"]) for team in teams for name in values(team["Members"])}
    return members, {text(name).lower() for team in teams for name in values(team["TeamNics"])}
