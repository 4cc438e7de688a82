"""Virtual switches with their teams and extensions."""

from uuid import UUID

from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HYPERV, HostContext, hyperv_enum
from migrator.lab.cmdlets.hyperv_vm_network import find_switch
from migrator.lab.cmdlets.interfaces import LBFO_DESCRIPTION
from migrator.lab.cmdlets.refusals import hyperv_class, invalid_parameter, missing_mandatory
from migrator.lab.cmdlets.select_vms import object_id
from migrator.lab.cmdlets.wildcard import has_wildcard, matches
from migrator.lab.world.model import Switch


def get_vm_switch(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMSwitch [[-Name]] [-SwitchType] | -Id."""
    switches = _named(here, bound.texts("Name") or bound.texts("SwitchName"), "Get-VMSwitch")
    if "Id" in bound:
        wanted = bound.guids("Id")
        switches = [switch for switch in switches if switch.id in wanted]
    kinds = {kind.lower() for kind in bound.texts("SwitchType")}
    return [switch_object(here, s) for s in switches if not kinds or s.switch_type.lower() in kinds]


def get_vm_switch_team(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMSwitchTeam [[-Name]] | -VMSwitch: switches with embedded teaming only."""
    switches = switches_of_call(here, bound, "Get-VMSwitchTeam")
    return [_team(here, switch) for switch in switches if switch.embedded_teaming]


def get_vm_switch_extension(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMSwitchExtension -VMSwitchName | -VMSwitch [-Name]."""
    if "VMSwitchName" not in bound and "VMSwitch" not in bound:
        raise missing_mandatory("Get-VMSwitchExtension", "VMSwitchName", hyperv_class("Get-VMSwitchExtension"))
    found = [
        item for switch in switches_of_call(here, bound, "", "VMSwitchName") for item in extension_objects(here, switch)
    ]
    names = bound.texts("Name")
    return [item for item in found if not names or any(matches(name, str(item["Name"])) for name in names)]


def switch_object(here: HostContext, switch: Switch) -> PsObject:
    """Build Microsoft.HyperV.PowerShell.VMSwitch."""
    bound_to = _bound_to(here, switch)
    descriptions: list[PsValue] = [description for description, _ in bound_to]
    guids: list[PsValue] = [guid for _, guid in bound_to]
    extensions: list[PsValue] = [*extension_objects(here, switch)]
    first = "Teamed-Interface" if switch.embedded_teaming else (descriptions[0] if descriptions else None)
    return PsObject(
        HYPERV + "VMSwitch",
        {
            "Name": switch.name,
            "Id": switch.id,
            "Notes": switch.notes,
            "SwitchType": hyperv_enum("VMSwitchType", switch.switch_type),
            "AllowManagementOS": bool(switch.management_adapters),
            "NetAdapterInterfaceDescription": first,
            "NetAdapterInterfaceDescriptions": descriptions or None,
            "NetAdapterInterfaceGuid": guids or None,
            "EmbeddedTeamingEnabled": switch.embedded_teaming,
            "BandwidthReservationMode": hyperv_enum("VMSwitchBandwidthMode", switch.bandwidth_reservation_mode),
            "BandwidthPercentage": 10,
            "DefaultFlowMinimumBandwidthAbsolute": switch.default_flow_minimum_bandwidth_absolute,
            "DefaultFlowMinimumBandwidthWeight": switch.default_flow_minimum_bandwidth_weight,
            "IovEnabled": switch.iov_enabled,
            "IovSupport": here.host.hyperv.iov_support,
            "IovSupportReasons": None,
            "PacketDirectEnabled": switch.packet_direct_enabled,
            "PacketDirectInUse": False,
            "Extensions": extensions,
            "ComputerName": here.host.name,
            "IsDeleted": False,
        },
    )


def extension_objects(here: HostContext, switch: Switch) -> list[PsObject]:
    """Build the VMSwitchExtension objects of a switch."""
    return [
        PsObject(
            HYPERV + "VMSwitchExtension",
            {
                "Id": str(extension.id).upper(),
                "Name": extension.name,
                "Vendor": extension.vendor,
                "Version": f"10.0.{here.host.build}.0",
                "ExtensionType": hyperv_enum("VMSwitchExtensionType", extension.extension_type),
                "SwitchId": str(switch.id).upper(),
                "SwitchName": switch.name,
                "Enabled": extension.enabled,
                "Running": extension.enabled,
                "ParentExtensionId": "",
                "ParentExtensionName": "",
                "ComputerName": here.host.name,
                "IsDeleted": False,
            },
        )
        for extension in switch.extensions
    ]


def _team(here: HostContext, switch: Switch) -> PsObject:
    bound_to = _bound_to(here, switch)
    balancing = switch.load_balancing_algorithm or ("HyperVPort" if here.knows_2019 else "Dynamic")
    return PsObject(
        HYPERV + "VMSwitchTeam",
        {
            "Name": switch.name,
            "Id": switch.id,
            "NetAdapterInterfaceDescription": [description for description, _ in bound_to],
            "NetAdapterInterfaceGuid": [guid for _, guid in bound_to],
            "TeamingMode": hyperv_enum("VMSwitchTeamingMode", switch.teaming_mode),
            "LoadBalancingAlgorithm": hyperv_enum("VMSwitchLoadBalancingAlgorithm", balancing),
        },
    )


def _bound_to(here: HostContext, switch: Switch) -> list[tuple[str, UUID]]:
    found: list[tuple[str, UUID]] = []
    for name in switch.adapters:
        found += [
            (a.interface_description, a.interface_guid) for a in here.host.adapters if a.name.lower() == name.lower()
        ]
        found += [(LBFO_DESCRIPTION, t.interface_guid) for t in here.host.lbfo_teams if t.name.lower() == name.lower()]
    return found


def switches_of_call(here: HostContext, bound: Bound, cmdlet: str, name: str = "Name") -> list[Switch]:
    """Give the switches that a call names, by object or by name."""
    if "VMSwitch" in bound:
        ids = {object_id(item) for item in bound.objects("VMSwitch")}
        return [switch for switch in here.host.switches if switch.id in ids]
    return _named(here, bound.texts(name), cmdlet)


def _named(here: HostContext, patterns: list[str], cmdlet: str) -> list[Switch]:
    if not patterns:
        return list(here.host.switches)
    for pattern in patterns:
        if not has_wildcard(pattern) and find_switch(here, pattern) is None:
            raise invalid_parameter(cmdlet, f'Hyper-V was unable to find a virtual switch with name "{pattern}".')
    return [switch for switch in here.host.switches if any(matches(pattern, switch.name) for pattern in patterns)]
