"""Network adapters of virtual machines and of the management operating system, with their VLAN settings."""

from uuid import UUID

from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HYPERV, HostContext, hyperv_enum, on_off
from migrator.lab.cmdlets.hyperv_drives import belongs_to
from migrator.lab.cmdlets.select_vms import every_vm, named_vms
from migrator.lab.cmdlets.wildcard import matches
from migrator.lab.world.model import ManagementAdapter, Switch, Vlan, Vm, VmNetworkAdapter
from migrator.lab.world.vm_life import is_up


def get_vm_network_adapter(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMNetworkAdapter -VMName | -VM | -All | -ManagementOS, with -Name, -SwitchName, -IsLegacy."""
    own: list[PsObject] = []
    if bound.flag("ManagementOS") or bound.flag("All"):
        own = [
            internal_object(here, switch, vnic) for switch in here.host.switches for vnic in switch.management_adapters
        ]
    found = own
    if not bound.flag("ManagementOS"):
        choose = every_vm if bound.flag("All") else named_vms
        vms = choose(here, bound, "Get-VMNetworkAdapter")
        found = own + [adapter_object(here, vm, adapter) for vm in vms for adapter in vm.network_adapters]
    if "IsLegacy" in bound:
        found = [item for item in found if item.has("IsLegacy") and item["IsLegacy"] == bound.flag("IsLegacy")]
    if "SwitchName" in bound:
        found = [item for item in found if matches(bound.text("SwitchName") or "", str(item["SwitchName"] or ""))]
    names = bound.texts("Name") + bound.texts("VMNetworkAdapterName")
    return [item for item in found if not names or any(matches(name, str(item["Name"])) for name in names)]


def get_vm_network_adapter_vlan(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMNetworkAdapterVlan -VMName | -VM | -VMNetworkAdapter | -ManagementOS; all where nothing is bound."""
    settings: list[tuple[PsObject, Vlan]] = []
    if not bound.flag("ManagementOS"):
        for vm in every_vm(here, bound, "Get-VMNetworkAdapterVlan"):
            settings += [(adapter_object(here, vm, adapter), adapter.vlan) for adapter in vm.network_adapters]
    if not any(name in bound for name in ("VM", "VMName")):
        for switch in here.host.switches:
            settings += [(internal_object(here, switch, vnic), vnic.vlan) for vnic in switch.management_adapters]
    if "VMNetworkAdapter" in bound:
        wanted = {str(item["Id"]) for item in bound.objects("VMNetworkAdapter")}
        settings = [pair for pair in settings if str(pair[0]["Id"]) in wanted]
    name = bound.text("VMNetworkAdapterName") or "*"
    return [vlan_object(here, vlan, parent) for parent, vlan in settings if matches(name, str(parent["Name"]))]


def adapter_object(here: HostContext, vm: Vm, adapter: VmNetworkAdapter) -> PsObject:
    """Build the VMNetworkAdapter of a virtual machine."""
    switch = find_switch(here, adapter.switch_name)
    english = "Legacy Network Adapter" if adapter.is_legacy else "Network Adapter"
    running = vm.state == "Running"
    properties: dict[str, PsValue] = {
        "Name": adapter.name if adapter.name is not None else here.word(english),
        "Id": adapter_id(vm, adapter),
        "AdapterId": str(adapter.id).upper(),
        "IsLegacy": adapter.is_legacy,
        "IsSynthetic": not adapter.is_legacy,
        "IsManagementOs": False,
        "IsExternalAdapter": False,
        "SwitchName": adapter.switch_name,
        "SwitchId": None if adapter.switch_name is None else (switch.id if switch else UUID(int=0)),
        "Connected": switch is not None,
        "MacAddress": adapter.mac_address,
        "DynamicMacAddressEnabled": adapter.dynamic_mac_address,
        "MacAddressSpoofing": on_off(adapter.mac_address_spoofing),
        "DhcpGuard": on_off(adapter.dhcp_guard),
        "RouterGuard": on_off(adapter.router_guard),
        "PortMirroringMode": hyperv_enum("VMNetworkAdapterPortMirroringMode", adapter.port_mirroring),
        "AllowTeaming": on_off(adapter.allow_teaming),
        "IeeePriorityTag": on_off(False),
        "DeviceNaming": on_off(False),
        "IovWeight": adapter.iov_weight,
        "IovUsage": 0,
        "VMQWeight": adapter.vmq_weight,
        "VmqUsage": 0,
        "BandwidthSetting": _bandwidth(here, adapter),
        "VlanSetting": vlan_object(here, adapter.vlan, None),
        "PoolName": adapter.pool_name,
        "ClusterMonitored": True,
        "IPAddresses": list(adapter.ip_addresses) if is_up(vm) else [],
        "Status": [hyperv_enum("VMNetworkAdapterOperationalStatus", "Ok")] if running else [],
        "StatusDescription": ["OK"] if running else [],
        **belongs_to(here, vm),
    }
    return PsObject(HYPERV + "VMNetworkAdapter", properties)


def internal_object(here: HostContext, switch: Switch, vnic: ManagementAdapter) -> PsObject:
    """Build the VMInternalNetworkAdapter of the management operating system."""
    return PsObject(
        HYPERV + "VMInternalNetworkAdapter",
        {
            "Name": vnic.name,
            "Id": f"Microsoft:{str(switch.id).upper()}\\{str(vnic.id).upper()}",
            "AdapterId": str(vnic.id).upper(),
            "DeviceId": f"{{{str(vnic.id).upper()}}}",
            "IsManagementOs": True,
            "IsExternalAdapter": False,
            "SwitchName": switch.name,
            "SwitchId": switch.id,
            "MacAddress": vnic.mac_address,
            "MacAddressSpoofing": on_off(False),
            "DhcpGuard": on_off(False),
            "RouterGuard": on_off(False),
            "VlanSetting": vlan_object(here, vnic.vlan, None),
            "Status": [hyperv_enum("VMNetworkAdapterOperationalStatus", "Ok")],
            "StatusDescription": ["OK"],
            "VMId": UUID(int=0),
            "VMName": None,
            "ComputerName": here.host.name,
            "IsDeleted": False,
        },
    )


def adapter_id(vm: Vm, adapter: VmNetworkAdapter) -> str:
    """Give the Id of a machine's network adapter."""
    return f"Microsoft:{str(vm.id).upper()}\\{str(adapter.id).upper()}"


def find_switch(here: HostContext, name: str | None) -> Switch | None:
    """Find a switch of the host by name, without regard to case."""
    return next(
        (switch for switch in here.host.switches if name is not None and switch.name.lower() == name.lower()), None
    )


def vlan_object(here: HostContext, vlan: Vlan, parent: PsObject | None) -> PsObject:
    """Build the VMNetworkAdapterVlanSetting; one that stands inside an adapter says nothing of its parent."""
    private = hyperv_enum("VMNetworkAdapterPrivateVlanMode", vlan.private_mode or "0")
    return PsObject(
        HYPERV + "VMNetworkAdapterVlanSetting",
        {
            "OperationMode": hyperv_enum("VMNetworkAdapterVlanMode", vlan.mode),
            "AccessVlanId": vlan.access_vlan_id,
            "NativeVlanId": vlan.native_vlan_id,
            "AllowedVlanIdList": list(vlan.allowed_vlan_ids),
            "AllowedVlanIdListString": _ranges(vlan.allowed_vlan_ids),
            "PrivateVlanMode": private,
            "PrimaryVlanId": vlan.primary_vlan_id,
            "SecondaryVlanId": vlan.secondary_vlan_ids[0] if vlan.secondary_vlan_ids else 0,
            "SecondaryVlanIdList": list(vlan.secondary_vlan_ids) if vlan.secondary_vlan_ids else None,
            "SecondaryVlanIdListString": _ranges(vlan.secondary_vlan_ids),
            "ParentAdapter": parent,
            "IsTemplate": False,
            "ComputerName": here.host.name,
            "IsDeleted": False,
        },
    )


def _bandwidth(here: HostContext, adapter: VmNetworkAdapter) -> PsObject | None:
    values = (adapter.minimum_bandwidth_absolute, adapter.minimum_bandwidth_weight, adapter.maximum_bandwidth)
    if all(value is None for value in values):
        return None
    return PsObject(
        HYPERV + "VMNetworkAdapterBandwidthSetting",
        {
            "MinimumBandwidthAbsolute": values[0],
            "MinimumBandwidthWeight": values[1],
            "MaximumBandwidth": values[2],
            "ComputerName": here.host.name,
            "IsDeleted": False,
        },
    )


def _ranges(ids: tuple[int, ...]) -> str:
    texts: list[str] = []
    start = previous = None
    for number in [*sorted(ids), None]:
        if start is not None and previous is not None and number != previous + 1:
            texts.append(str(start) if start == previous else f"{start}-{previous}")
            start = None
        if start is None:
            start = number
        previous = number
    return ",".join(texts)
