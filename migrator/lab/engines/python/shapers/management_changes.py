"""What the scripts that set the management operating system's adapters, and the host's Hyper-V settings, do."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.acting import should_process
from migrator.lab.engines.python.shapers.refusing import thrown
from migrator.lab.engines.python.shapers.switch_changes import the_switch
from migrator.lab.engines.python.shapers.values import guid_or_none, number, text, values

_HOST = {
    "VirtualMachinePath": "VirtualMachinePath",
    "VirtualHardDiskPath": "VirtualHardDiskPath",
    "MacAddressMinimum": "MacAddressMinimum",
    "MacAddressMaximum": "MacAddressMaximum",
    "NumaSpanningEnabled": "NumaSpanning",
    "EnableEnhancedSessionMode": "EnhancedSession",
    "MaximumStorageMigrations": "StorageMigrations",
    "MaximumVirtualMachineMigrations": "VirtualMachineMigrations",
    "UseAnyNetworkForMigration": "AnyMigrationNetwork",
    "VirtualMachineMigrationAuthenticationType": "MigrationAuthentication",
    "VirtualMachineMigrationPerformanceOption": "MigrationPerformance",
}
_DEFAULT_ROUTES = {"0.0.0.0/0", "::/0"}

Documents = Iterator[dict[str, JsonValue]]


def set_hyperv_host(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Set all values at once."""
    if should_process(parameters):
        cmdlets("Hyper-V\\Set-VMHost", **{theirs: parameters[ours] for theirs, ours in _HOST.items()})
    yield from ()


def set_management_adapter(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Make the adapter where it is missing, and set its VLAN."""
    mode = text(parameters["VlanMode"]).lower()
    if mode not in {"untagged", "access", "trunk"}:
        raise thrown("VlanNotSupported")
    switch = guid_or_none(the_switch(cmdlets, parameters["SwitchName"])["Id"])
    name = text(parameters["Name"])
    found = [
        adapter
        for adapter in cmdlets("Hyper-V\\Get-VMNetworkAdapter", ManagementOS=True)
        if guid_or_none(adapter["SwitchId"]) == switch and text(adapter["Name"]).lower() == name.lower()
    ]
    if should_process(parameters):
        made: dict[str, PsValue] = {"ManagementOS": True, "Name": name, "SwitchName": parameters["SwitchName"]}
        found = found or cmdlets("Hyper-V\\Add-VMNetworkAdapter", **made, Passthru=True)
        vlan: dict[str, PsValue] = {"Untagged": True}
        if mode == "access":
            vlan = {"Access": True, "VlanId": parameters["AccessVlanId"]}
        elif mode == "trunk":
            native, allowed = parameters["NativeVlanId"], parameters["AllowedVlanIds"]
            vlan = {"Trunk": True, "NativeVlanId": native, "AllowedVlanIdList": allowed}
        cmdlets("Hyper-V\\Set-VMNetworkAdapterVlan", VMNetworkAdapter=found[0], **vlan)
    yield from ()


def set_management_address(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Set addresses, gateways and name servers."""
    index = _index(cmdlets, text(parameters["SwitchName"]), text(parameters["Name"]))
    old = [
        f"{text(address['IPAddress'])}/{text(address['PrefixLength'])}"
        for address in cmdlets("NetTCPIP\\Get-NetIPAddress")
        if number(address["InterfaceIndex"]) == index and not text(address["IPAddress"]).startswith("fe80:")
    ]
    old_gateways = [
        text(route["NextHop"])
        for route in cmdlets("NetTCPIP\\Get-NetRoute")
        if number(route["InterfaceIndex"]) == index and route["DestinationPrefix"] in _DEFAULT_ROUTES
    ]
    if should_process(parameters):
        family: dict[str, PsValue] = {"InterfaceIndex": index, "AddressFamily": "IPv4"}
        if parameters["Dhcp"]:
            cmdlets("NetTCPIP\\Set-NetIPInterface", **family, Dhcp="Enabled")
        else:
            cmdlets("NetTCPIP\\Set-NetIPInterface", **family, Dhcp="Disabled")
            addresses, gateways = (
                [text(one) for one in values(parameters[name])] for name in ("Addresses", "Gateways")
            )
            _replace(cmdlets, index, (old, addresses), (old_gateways, gateways))
        servers = values(parameters["DnsServers"])
        wanted: dict[str, PsValue] = {"ServerAddresses": servers} if servers else {"ResetServerAddresses": True}
        cmdlets("DnsClient\\Set-DnsClientServerAddress", InterfaceIndex=index, **wanted)
    yield from ()


def _replace(
    cmdlets: Cmdlets, index: int, addresses: tuple[list[str], list[str]], gateways: tuple[list[str], list[str]]
) -> None:
    """Take away what is not wanted, then add what is missing; each pair is old and new."""
    for gateway in gateways[0]:
        if gateway not in gateways[1]:
            cmdlets("NetTCPIP\\Remove-NetRoute", InterfaceIndex=index, NextHop=gateway)
    for address in addresses[0]:
        if address not in addresses[1]:
            cmdlets("NetTCPIP\\Remove-NetIPAddress", InterfaceIndex=index, IPAddress=address.split("/")[0])
    for address in addresses[1]:
        if address not in addresses[0]:
            plain, length = address.split("/")
            cmdlets("NetTCPIP\\New-NetIPAddress", InterfaceIndex=index, IPAddress=plain, PrefixLength=int(length))
    for gateway in gateways[1]:
        if gateway not in gateways[0]:
            prefix = "::/0" if ":" in gateway else "0.0.0.0/0"
            cmdlets("NetTCPIP\\New-NetRoute", InterfaceIndex=index, DestinationPrefix=prefix, NextHop=gateway)


def _index(cmdlets: Cmdlets, switch: str, name: str) -> int:
    by_guid = {
        guid_or_none(adapter["InterfaceGuid"]): number(adapter["InterfaceIndex"])
        for adapter in cmdlets("NetAdapter\\Get-NetAdapter")
    }
    for adapter in cmdlets("Hyper-V\\Get-VMNetworkAdapter", ManagementOS=True):
        same = text(adapter["SwitchName"]).lower() == switch.lower() and text(adapter["Name"]).lower() == name.lower()
        index = by_guid.get(guid_or_none(adapter["DeviceId"])) if same else None
        if index is not None:
            return index
    raise thrown("ManagementAdapterNotFound")
