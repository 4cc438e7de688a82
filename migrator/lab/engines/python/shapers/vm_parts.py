"""Parts of a virtual machine as documents: drives, adapters, VLANs."""

from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import (
    guid_or_none,
    number,
    number_or_none,
    optional,
    text,
    text_or_none,
    values,
)


def hard_disk_drive(drive: PsObject) -> dict[str, JsonValue]:
    """Describe a drive; a pass-through disk's Path is a description of the disk, no path."""
    return {
        "controller_type": text(drive["ControllerType"]),
        "controller_number": number(drive["ControllerNumber"]),
        "controller_location": number(drive["ControllerLocation"]),
        "path": text_or_none(drive["Path"]) if drive["DiskNumber"] is None else None,
        "disk_number": number_or_none(drive["DiskNumber"]),
        "shared": bool(drive["SupportPersistentReservations"]),
        "pool_name": text(drive["PoolName"]),
        "qos_policy_id": guid_or_none(drive["QoSPolicyID"]),
        "minimum_iops": number_or_none(drive["MinimumIOPS"]),
        "maximum_iops": number_or_none(drive["MaximumIOPS"]),
    }


def dvd_drive(drive: PsObject) -> dict[str, JsonValue]:
    """Only an ISO file has a path."""
    media = text(drive["DvdMediaType"])
    return {
        "controller_type": text(drive["ControllerType"]),
        "controller_number": number(drive["ControllerNumber"]),
        "controller_location": number(drive["ControllerLocation"]),
        "media_type": media,
        "path": text_or_none(drive["Path"]) if media == "ISO" else None,
    }


def vlan(setting: PsValue) -> dict[str, JsonValue]:
    """VLAN of an adapter of a virtual machine or of the management operating system."""
    return {
        "mode": text(optional(setting, "OperationMode")),
        "access_vlan_id": number(optional(setting, "AccessVlanId")),
        "native_vlan_id": number(optional(setting, "NativeVlanId")),
        "allowed_vlan_ids": [number(one) for one in values(optional(setting, "AllowedVlanIdList"))],
        "primary_vlan_id": number(optional(setting, "PrimaryVlanId")),
        "secondary_vlan_ids": [number(one) for one in values(optional(setting, "SecondaryVlanIdList"))],
    }


def network_adapter(adapter: PsObject) -> dict[str, JsonValue]:
    """Describe a network adapter of a virtual machine."""
    bandwidth = optional(adapter, "BandwidthSetting")
    return {
        "id": text(adapter["Id"]),
        "name": text(adapter["Name"]),
        "is_legacy": bool(adapter["IsLegacy"]),
        "switch_name": text_or_none(adapter["SwitchName"]),
        "switch_id": guid_or_none(adapter["SwitchId"]),
        "connected": bool(adapter["Connected"]),
        "mac_address": text(adapter["MacAddress"]),
        "dynamic_mac_address": bool(adapter["DynamicMacAddressEnabled"]),
        "mac_address_spoofing": text(adapter["MacAddressSpoofing"]) == "On",
        "dhcp_guard": text(adapter["DhcpGuard"]) == "On",
        "router_guard": text(adapter["RouterGuard"]) == "On",
        "port_mirroring": text(adapter["PortMirroringMode"]),
        "allow_teaming": text(adapter["AllowTeaming"]) == "On",
        "iov_weight": number(optional(adapter, "IovWeight")),
        "vmq_weight": number(optional(adapter, "VMQWeight")),
        "minimum_bandwidth_absolute": number_or_none(optional(bandwidth, "MinimumBandwidthAbsolute")),
        "minimum_bandwidth_weight": number_or_none(optional(bandwidth, "MinimumBandwidthWeight")),
        "maximum_bandwidth": number_or_none(optional(bandwidth, "MaximumBandwidth")),
        "pool_name": text(adapter["PoolName"]),
        "ip_addresses": [text(address) for address in values(adapter["IPAddresses"])],
        "vlan": vlan(adapter["VlanSetting"]),
    }
