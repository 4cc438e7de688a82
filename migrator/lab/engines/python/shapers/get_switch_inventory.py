"""Documents of `Get-SwitchInventory`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.addresses import read_addresses
from migrator.lab.engines.python.shapers.values import guid_or_none, number, objects, text, values
from migrator.lab.engines.python.shapers.vm_parts import vlan

_NO_INDEX = -1


def get_switch_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per switch."""
    del parameters
    switches = cmdlets("Hyper-V\\Get-VMSwitch")
    teamed: list[PsValue] = [switch for switch in switches if switch["EmbeddedTeamingEnabled"]]
    teams = {
        guid_or_none(team["Id"]): team
        for team in (cmdlets("Hyper-V\\Get-VMSwitchTeam", VMSwitch=teamed) if teamed else [])
    }
    management = _management(cmdlets)
    for switch in switches:
        team = teams.get(guid_or_none(switch["Id"]))
        yield {
            "id": guid_or_none(switch["Id"]),
            "name": text(switch["Name"]),
            "switch_type": text(switch["SwitchType"]),
            "notes": text(switch["Notes"]),
            "allow_management_os": bool(switch["AllowManagementOS"]),
            "adapter_descriptions": [text(one) for one in values(switch["NetAdapterInterfaceDescriptions"])],
            "embedded_teaming": bool(switch["EmbeddedTeamingEnabled"]),
            "teaming_mode": None if team is None else text(team["TeamingMode"]),
            "load_balancing_algorithm": None if team is None else text(team["LoadBalancingAlgorithm"]),
            "bandwidth_reservation_mode": text(switch["BandwidthReservationMode"]),
            "default_flow_minimum_bandwidth_absolute": number(switch["DefaultFlowMinimumBandwidthAbsolute"]),
            "default_flow_minimum_bandwidth_weight": number(switch["DefaultFlowMinimumBandwidthWeight"]),
            "iov_enabled": bool(switch["IovEnabled"]),
            "packet_direct_enabled": bool(switch["PacketDirectEnabled"]),
            "extensions": [
                {
                    "id": guid_or_none(one["Id"]),
                    "name": text(one["Name"]),
                    "vendor": text(one["Vendor"]),
                    "enabled": bool(one["Enabled"]),
                }
                for one in objects(switch["Extensions"])
            ],
            "management_adapters": management.get(text(switch["Name"]).lower(), []),
        }


def _management(cmdlets: Cmdlets) -> dict[str, list[JsonValue]]:
    indexes = {
        guid_or_none(one["InterfaceGuid"]): number(one["InterfaceIndex"])
        for one in cmdlets("NetAdapter\\Get-NetAdapter")
    }
    addresses = read_addresses(cmdlets)
    found: dict[str, list[JsonValue]] = {}
    for adapter in cmdlets("Hyper-V\\Get-VMNetworkAdapter", ManagementOS=True):
        setting = adapter["VlanSetting"]
        found.setdefault(text(adapter["SwitchName"]).lower(), []).append(
            {
                "name": text(adapter["Name"]),
                "mac_address": text(adapter["MacAddress"]),
                "vlan": vlan(setting) if isinstance(setting, PsObject) else None,
                **addresses.of(indexes.get(guid_or_none(adapter["DeviceId"]), _NO_INDEX)),
            }
        )
    return found
