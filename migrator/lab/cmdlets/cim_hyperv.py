"""Classes of root/virtualization/v2: what guests say of themselves."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from xml.sax.saxutils import escape

from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.context import HostContext

_PREFIX = "Microsoft.Management.Infrastructure.CimInstance#root/virtualization/v2/"
_ENABLED_STATES = {"Running": 2, "Off": 3, "Saved": 6, "Paused": 9, "Starting": 10}
_OTHER = 1


def _computer_systems(here: HostContext) -> list[PsObject]:
    host: dict[str, PsValue] = {
        "Name": here.host.name,
        "ElementName": here.host.name,
        "Caption": "Hosting Computer System",
        "EnabledState": 2,
    }
    guests: list[dict[str, PsValue]] = [
        {
            "Name": str(vm.id).upper(),
            "ElementName": vm.name,
            "Caption": "Virtual Machine",
            "EnabledState": _ENABLED_STATES.get(vm.state, _OTHER),
        }
        for vm in here.host.vms
    ]
    return [PsObject(_PREFIX + "Msvm_ComputerSystem", properties) for properties in (host, *guests)]


def _exchange_components(here: HostContext) -> list[PsObject]:
    found = []
    for vm in here.host.vms:
        if "key-value-pair-exchange" in vm.integration_services_disabled:
            continue
        talks = vm.state in {"Running", "Paused"}
        items: list[PsValue] = [exchange_item(name, data) for name, data in vm.guest.items()] if talks else []
        properties: dict[str, PsValue] = {
            "SystemName": str(vm.id).upper(),
            "DeviceID": f"Microsoft:{str(vm.id).upper()}\\2A34B1C2-FD73-4043-8A5B-DD2159BC743F",
            "ElementName": here.word("Key-Value Pair Exchange"),
            "GuestIntrinsicExchangeItems": items,
            "GuestExchangeItems": [],
        }
        found.append(PsObject(_PREFIX + "Msvm_KvpExchangeComponent", properties))
    return found


def _guest_networks(here: HostContext) -> list[PsObject]:
    return [
        PsObject(
            _PREFIX + "Msvm_GuestNetworkAdapterConfiguration",
            {
                "InstanceID": f"Microsoft:GuestNetwork\\{str(vm.id).upper()}\\{str(adapter.id).upper()}",
                "IPAddresses": list(adapter.ip_addresses) if vm.state == "Running" else [],
                "DHCPEnabled": True,
            },
        )
        for vm in here.host.vms
        for adapter in vm.network_adapters
    ]


def exchange_item(name: str, data: str) -> str:
    """Build the XML text of one key-value pair that a guest gave."""
    return (
        '<INSTANCE CLASSNAME="Msvm_KvpExchangeDataItem"><PROPERTY NAME="Caption" TYPE="string"></PROPERTY>'
        f'<PROPERTY NAME="Data" TYPE="string"><VALUE>{escape(data)}</VALUE></PROPERTY>'
        '<PROPERTY NAME="Description" TYPE="string"></PROPERTY><PROPERTY NAME="ElementName" TYPE="string"></PROPERTY>'
        f'<PROPERTY NAME="Name" TYPE="string"><VALUE>{escape(name)}</VALUE></PROPERTY>'
        '<PROPERTY NAME="Source" TYPE="uint16"><VALUE>2</VALUE></PROPERTY></INSTANCE>'
    )


CLASSES: Mapping[str, Callable[[HostContext], list[PsObject]]] = MappingProxyType(
    {
        "Msvm_ComputerSystem": _computer_systems,
        "Msvm_KvpExchangeComponent": _exchange_components,
        "Msvm_GuestNetworkAdapterConfiguration": _guest_networks,
    }
)
