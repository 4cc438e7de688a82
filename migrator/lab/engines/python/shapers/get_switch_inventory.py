"""Documents of `Get-SwitchInventory`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.addresses import Addresses
from migrator.lab.engines.python.shapers.values import guid_or_none, number, objects, text, values
from migrator.lab.engines.python.shapers.vm_parts import vlan


def get_switch_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per virtual switch."""
    del parameters
    switches = cmdlets("Hyper-V\\Get-VMSwitch")
    adapters = cmdlets("Hyper-V\\Get-VMNetworkAdapter", ManagementOS=True)
    indexes = {
        guid_or_none(adapter["InterfaceGuid"]): number(adapter["InterfaceIndex"])
        for adapter in cmdlets("NetAdapter\\Get-NetAdapter")
    }
    addresses = Addresses.read(cmdlets)
    teaming: list[PsValue] = [switch for switch in switches if switch["EmbeddedTeamingEnabled"]]
    teams = {
        guid_or_none(team["Id"]): team
        for team in (cmdlets("Hyper-V\\Get-VMSwitchTeam", VMSwitch=teaming) if teaming else ())
    }
    for switch in switches:
        identity = guid_or_none(switch["Id"])
        team = teams.get(identity)
        here: list[JsonValue] = [
            {
                "name": text(adapter["Name"]),
                "mac_address": text(adapter["MacAddress"]),
                "vlan": vlan(adapter["VlanSetting"]),
                **addresses.of(indexes.get(guid_or_none(adapter["DeviceId"]))),
            }
            for adapter in adapters
            if guid_or_none(adapter["SwitchId"]) == identity
        ]
        yield {
            **_own(switch),
            "teaming_mode": None if team is None else text(team["TeamingMode"]),
            "load_balancing_algorithm": None if team is None else text(team["LoadBalancingAlgorithm"]),
            "management_adapters": here,
        }


def _own(switch: PsObject) -> dict[str, JsonValue]:
    return {
        "id": guid_or_none(switch["Id"]),
        "name": text(switch["Name"]),
        "switch_type": text(switch["SwitchType"]),
        "notes": text(switch["Notes"]),
        "allow_management_os": bool(switch["AllowManagementOS"]),
        "adapter_descriptions": [text(one) for one in values(switch["NetAdapterInterfaceDescriptions"])],
        "embedded_teaming": bool(switch["EmbeddedTeamingEnabled"]),
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
    }
