"""Cases of the scripts that make a new host ready: its settings, and virtual switches by the old names."""

from uuid import UUID

from gates.contract.case import Case
from gates.contract.changes import host, missing_module, refused, release
from migrator.lab.world.model import Host, LbfoTeam, SwitchExtension
from migrator.lab.world.seeding import Seeding
from migrator.ports.host_session import ParameterValue

_NAMES = {
    "dashed": "-WhatIf",
    "script": "$(calc)",
    "quotes": 'it\'s a "switch"; `x`',
    "pattern": "LAN [1]*",
    "emoji": "\U0001f500 Büro",
}
_SETTINGS: dict[str, ParameterValue] = {
    "VirtualMachinePath": "D:\\VMs",
    "VirtualHardDiskPath": "D:\\VMs\\Disks [1]",
    "MacAddressMinimum": "00155D140000",
    "MacAddressMaximum": "00155D1400FF",
    "NumaSpanning": False,
    "EnhancedSession": True,
    "StorageMigrations": 4,
    "VirtualMachineMigrations": 3,
    "AnyMigrationNetwork": True,
    "MigrationAuthentication": "Kerberos",
    "MigrationPerformance": "SMB",
}


def _external(name: str = "New", *adapters: str, **others: ParameterValue) -> dict[str, ParameterValue]:
    return {
        "Name": name,
        "Adapters": list(adapters or ("Spare",)),
        "AllowManagementOS": False,
        "EmbeddedTeaming": False,
        "BandwidthMode": "Absolute",
        "Iov": False,
        "Notes": "as before",
        **others,
    }


def _plain(name: str) -> dict[str, ParameterValue]:
    return {"Name": name, "Notes": ""}


def _settings(name: str, **others: ParameterValue) -> dict[str, ParameterValue]:
    return {
        "Name": name,
        "Notes": "first\nsecond",
        "DefaultFlowAbsolute": 100_000_000,
        "DefaultFlowWeight": 20,
        "LoadBalancing": "",
        "ExtensionsOn": [],
        "ExtensionsOff": [],
        **others,
    }


def _adapter(switch: str, name: str, mode: str = "Untagged") -> dict[str, ParameterValue]:
    trunk = mode == "Trunk"
    return {
        "SwitchName": switch,
        "Name": name,
        "VlanMode": mode,
        "AccessVlanId": 20 if mode == "Access" else 0,
        "NativeVlanId": 1 if trunk else 0,
        "AllowedVlanIds": "10,20-22" if trunk else "",
    }


def _address(name: str, **others: ParameterValue) -> dict[str, ParameterValue]:
    return {
        "SwitchName": name,
        "Name": name,
        "Dhcp": False,
        "Addresses": ["192.168.10.6/24", "fd00::6/64"],
        "Gateways": ["192.168.10.2", "fd00::1"],
        "DnsServers": ["192.168.10.11"],
        **others,
    }


def with_spare_adapters(own: Host) -> None:
    """Give the host two adapters that carry nothing."""
    seeding = Seeding(4)
    for number, name in enumerate(("Spare", "Spare 2")):
        first = own.adapters[0]
        kind = type(first)
        made = kind(name, f"Broadcom #{number}", seeding.guid("spare", name), seeding.mac("spare", name), 60 + number)
        own.adapters.append(made)


def _team(own: Host) -> None:
    with_spare_adapters(own)
    own.lbfo_teams.append(LbfoTeam("Team9", ("Spare", "Spare 2"), UUID(int=9), 70))


def _extended(own: Host) -> None:
    off = SwitchExtension(UUID("ea24cd6c-d17a-4348-9190-09f0d5be83dd"), "Microsoft NDIS Capture")
    on = SwitchExtension(UUID("e7c3b2f0-f3c5-48df-af2b-10fed6d72e7a"), "Microsoft Windows Filtering", enabled=True)
    own.switches[0].extensions = [off, on]


def _managed_over_switch(own: Host) -> None:
    own.session_address = "192.168.10.5"


def _managed_over_port(own: Host) -> None:
    own.session_address = "10.9.8.7"


def _nobody_runs(own: Host) -> None:
    for vm in own.vms:
        vm.state = "Off"


def _id(number: int) -> dict[str, ParameterValue]:
    return {"Id": str(Seeding(4).guid("switch", "source", ("LAN", "Team", "Between", "Alone")[number]))}


_SPARE = (host(with_spare_adapters),)
_NEW = "Hyper-V\\New-VMSwitch"
CASES = (
    Case("Get-SessionAdapter", "loopback"),
    Case("Get-SessionAdapter", "over-switch", changes=(host(_managed_over_switch),)),
    Case("Get-SessionAdapter", "over-port", "teamed", changes=(host(_managed_over_port),)),
    Case("Get-SessionAdapter", "refused", changes=(refused("NetTCPIP\\Get-NetTCPConnection"),)),
    Case("Get-HostIdentity", "one"),
    Case("Get-HostIdentity", "oldest", "bare"),
    Case("Get-HostIdentity", "before-hyper-v", changes=(missing_module("Hyper-V"),)),
    Case("Get-HostIdentity", "odd-names", "odd"),
    Case("Get-HostIdentity", "refused", changes=(refused("CimCmdlets\\Get-CimInstance"),)),
    Case("Set-HyperVHost", "all", parameters=_SETTINGS),
    Case("Set-HyperVHost", "twice", parameters=_SETTINGS, twice=True),
    Case("Set-HyperVHost", "oldest", parameters=_SETTINGS, changes=(release("2016"),)),
    Case("Set-HyperVHost", "no-such-volume", parameters={**_SETTINGS, "VirtualMachinePath": "Q:\\VMs"}),
    Case("Set-HyperVHost", "pool-upside-down", parameters={**_SETTINGS, "MacAddressMinimum": "00155D1500FF"}),
    Case("Set-HyperVHost", "refused", parameters=_SETTINGS, changes=(refused("Hyper-V\\Set-VMHost"),)),
    Case("New-ExternalSwitch", "plain", changes=_SPARE, parameters=_external()),
    Case("New-ExternalSwitch", "shared", changes=_SPARE, parameters=_external(AllowManagementOS=True)),
    Case(
        "New-ExternalSwitch",
        "teamed",
        changes=_SPARE,
        parameters=_external("New", "Spare", "Spare 2", EmbeddedTeaming=True, BandwidthMode="Weight"),
    ),
    Case("New-ExternalSwitch", "iov", changes=_SPARE, parameters=_external(Iov=True, BandwidthMode="None")),
    Case("New-ExternalSwitch", "twice", changes=_SPARE, parameters=_external(), twice=True),
    Case("New-ExternalSwitch", "there-already", changes=_SPARE, parameters=_external("lan")),
    Case("New-ExternalSwitch", "of-another-kind", changes=_SPARE, parameters=_external("Between")),
    Case("New-ExternalSwitch", "no-such-adapter", parameters=_external("New", "Nowhere")),
    Case("New-ExternalSwitch", "taken-adapter", parameters=_external("New", "Ethernet")),
    Case(
        "New-ExternalSwitch", "old-team", changes=(host(_team), release("2022")), parameters=_external("New", "Team9")
    ),
    Case("New-ExternalSwitch", "refused", changes=(*_SPARE, refused(_NEW)), parameters=_external()),
    *(
        Case("New-ExternalSwitch", f"name-{key}", changes=_SPARE, parameters=_external(name))
        for key, name in _NAMES.items()
    ),
    Case("New-InternalSwitch", "plain", parameters={"Name": "New", "Notes": "as before"}),
    Case("New-InternalSwitch", "twice", parameters=_plain("New"), twice=True),
    Case("New-InternalSwitch", "of-another-kind", parameters=_plain("LAN")),
    Case("New-InternalSwitch", "refused", parameters=_plain("New"), changes=(refused(_NEW),)),
    *(Case("New-InternalSwitch", f"name-{key}", parameters=_plain(name)) for key, name in _NAMES.items()),
    Case("New-PrivateSwitch", "plain", parameters={"Name": "New", "Notes": "as before"}),
    Case("New-PrivateSwitch", "twice", parameters=_plain("New"), twice=True),
    Case("New-PrivateSwitch", "of-another-kind", parameters=_plain("Team")),
    Case("New-PrivateSwitch", "refused", parameters=_plain("New"), changes=(refused(_NEW),)),
    *(Case("New-PrivateSwitch", f"name-{key}", parameters=_plain(name)) for key, name in _NAMES.items()),
    Case("Remove-VirtualSwitch", "plain", parameters=_id(3)),
    Case("Remove-VirtualSwitch", "shared", parameters=_id(0), changes=(host(_nobody_runs),)),
    Case("Remove-VirtualSwitch", "in-use", parameters=_id(0)),
    Case("Remove-VirtualSwitch", "gone", parameters={"Id": str(UUID(int=1))}),
    Case("Remove-VirtualSwitch", "twice", parameters=_id(3), twice=True),
    Case("Remove-VirtualSwitch", "refused", parameters=_id(3), changes=(refused("Hyper-V\\Remove-VMSwitch"),)),
    Case("Set-SwitchSetting", "absolute", parameters=_settings("LAN")),
    Case("Set-SwitchSetting", "teamed", parameters=_settings("Team", LoadBalancing="Dynamic")),
    Case("Set-SwitchSetting", "twice", parameters=_settings("Team", LoadBalancing="Dynamic"), twice=True),
    Case(
        "Set-SwitchSetting",
        "extensions",
        changes=(host(_extended),),
        parameters=_settings(
            "LAN",
            ExtensionsOn=["ea24cd6c-d17a-4348-9190-09f0d5be83dd", str(UUID(int=3))],
            ExtensionsOff=["e7c3b2f0-f3c5-48df-af2b-10fed6d72e7a"],
        ),
    ),
    Case("Set-SwitchSetting", "unknown", parameters=_settings("$(calc)")),
    Case("Set-SwitchSetting", "refused", parameters=_settings("LAN"), changes=(refused("Hyper-V\\Set-VMSwitch"),)),
    Case("Set-ManagementAdapter", "made", parameters=_adapter("Team", "Storage")),
    Case("Set-ManagementAdapter", "access", parameters=_adapter("Between", "Between", "Access")),
    Case("Set-ManagementAdapter", "trunk", parameters=_adapter("LAN", "LAN", "Trunk")),
    Case("Set-ManagementAdapter", "twice", parameters=_adapter("Team", "-WhatIf", "Access"), twice=True),
    Case("Set-ManagementAdapter", "private", parameters=_adapter("LAN", "LAN", "Private")),
    Case("Set-ManagementAdapter", "unknown", parameters=_adapter("Nowhere", "LAN")),
    Case("Set-ManagementAddress", "anew", parameters=_address("LAN")),
    Case("Set-ManagementAddress", "twice", parameters=_address("LAN"), twice=True),
    Case(
        "Set-ManagementAddress", "dhcp", parameters=_address("LAN", Dhcp=True, Addresses=[], Gateways=[], DnsServers=[])
    ),
    Case("Set-ManagementAddress", "unknown", parameters=_address("Nowhere")),
    Case("Set-ManagementAddress", "taken", parameters=_address("Between", Addresses=["192.168.10.5/24"], Gateways=[])),
)
