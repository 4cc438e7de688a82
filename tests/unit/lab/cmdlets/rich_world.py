"""A world with one of everything, and a call of every reading cmdlet that answers in it."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.pki import sealed
from migrator.lab.world.model import (
    AssignableDevice,
    Certificate,
    Checkpoint,
    ConsoleEntry,
    DeclaredFile,
    DvdDrive,
    Event,
    Feature,
    GroupMember,
    HardDiskDrive,
    Host,
    IpConfiguration,
    LbfoTeam,
    LocalUser,
    ManagementAdapter,
    PhysicalAdapter,
    PhysicalDisk,
    Release,
    Replication,
    ScheduledTask,
    Security,
    Service,
    Share,
    Switch,
    SwitchExtension,
    VirtualDiskFile,
    Vlan,
    Vm,
    VmNetworkAdapter,
    Volume,
    World,
    named_guid,
)

THUMBPRINTS = ("AA" * 20, "BB" * 20)
TWO_YEARS_AGO = datetime(2022, 1, 1, tzinfo=UTC)


def build_world(folder: Path, release: Release = "2019", language: str = "en-US") -> World:
    """Build a host `HV01` with two virtual machines, files on D:, switches, and all else that can be read."""
    guest = folder / "VMs" / "Web Server"
    guest.mkdir(parents=True)
    for name in ("web.vhdx", "web_1.avhdx", "set.vhds", "free.iso"):
        (guest / name).write_bytes(name.encode())
        os.utime(guest / name, (1_700_000_000, 1_700_000_000))
    (guest / "saved.pfx").write_bytes(sealed(Certificate("My", "CC" * 20, "CN=HV01"), "horse"))
    os.utime(guest / "saved.pfx", (1_700_000_000, 1_700_000_000))
    home = "D:\\VMs\\Web Server\\"
    data = Volume(
        f"\\\\?\\Volume{{{named_guid(1, 'd')}}}\\",
        folder,
        "D",
        label="Daten",
        paging_file=True,
        bitlocker="On",
        deduplicated=True,
        files={"vms\\web server\\free.iso": DeclaredFile(size_bytes=5 << 30, attributes=("ReadOnly", "SparseFile"))},
        virtual_disks={
            "vms\\web server\\web.vhdx": VirtualDiskFile(identifier=named_guid(1, "web"), file_bytes=8 << 30),
            "vms\\web server\\web_1.avhdx": VirtualDiskFile(
                identifier=named_guid(1, "web1"), vhd_type="Differencing", parent_path=home + "web.vhdx"
            ),
            "vms\\web server\\set.vhds": VirtualDiskFile(identifier=named_guid(1, "set"), vhd_format="VHDSet"),
        },
    )
    unlettered = Volume(f"\\\\?\\Volume{{{named_guid(1, 'r')}}}\\", folder / "VMs", partition_type="Recovery")
    base = Checkpoint(named_guid(1, "cp"), "before the update", [HardDiskDrive(home + "web.vhdx")], state="Saved")
    web = Vm(
        "Web",
        named_guid(1, "web-vm"),
        home.rstrip("\\"),
        state="Running",
        console_access=[ConsoleEntry("HV01\\anna", "S-1-5-21-1-2-3-1001")],
        uptime=timedelta(hours=3),
        hard_disk_drives=[HardDiskDrive(home + "web_1.avhdx"), HardDiskDrive(disk_number=1, controller_location=2)],
        dvd_drives=[DvdDrive(home + "free.iso")],
        network_adapters=[
            VmNetworkAdapter(
                named_guid(1, "nic"),
                switch_name="LAN",
                mac_address="00155D010A01",
                maximum_bandwidth=10**9,
                ip_addresses=("192.168.1.20",),
                vlan=Vlan("Trunk", native_vlan_id=1, allowed_vlan_ids=(10, 11, 12, 20)),
            )
        ],
        checkpoints=[base],
        parent_checkpoint_id=base.id,
        security=Security(tpm_enabled=True, guardian_thumbprints=THUMBPRINTS),
        guest={"OSName": "Windows Server 2016 <Standard>", "ProductType": "2"},
        replication=Replication("Primary", "Replicating", "Normal", "hv02"),
        boot_order=["file:0", "network:0", "drive:0"],
        has_remotefx_adapter=True,
        fibre_channel_adapter_count=1,
        gpu_partition_adapter_count=1,
        assigned_devices=["PCIROOT(0)#PCI(0300)"],
        groups=["Gruppe"],
    )
    old = Vm(
        "old", named_guid(1, "old-vm"), "D:\\VMs\\old", generation=1, version="5.0", com_ports={1: "\\\\.\\pipe\\a"}
    )
    lan = Switch(
        "LAN",
        named_guid(1, "lan"),
        adapters=("Ethernet", "Ethernet 2"),
        embedded_teaming=True,
        extensions=[SwitchExtension(named_guid(1, "ext"), "Microsoft NDIS Capture", extension_type="Capture")],
        management_adapters=[ManagementAdapter("LAN", named_guid(1, "mgmt"), "00155D010A00")],
    )
    host = Host(
        "HV01",
        named_guid(1, "host"),
        release=release,
        language=language,
        vms=[web, old],
        disks=[
            PhysicalDisk(0, "S1", guid=named_guid(1, "disk0"), volumes=[data, unlettered]),
            PhysicalDisk(1, "S2", bus_type="USB", mbr_signature=7),
        ],
        switches=[lan, Switch("Inside", named_guid(1, "inside"), "Internal")],
        adapters=[
            PhysicalAdapter(name, f"Intel(R) I350 #{number}", named_guid(1, name), f"0026B95D010{number}", 10 + number)
            for number, name in enumerate(("Ethernet", "Ethernet 2", "Ethernet 3", "Ethernet 4"))
        ],
        lbfo_teams=[LbfoTeam("Team1", ("Ethernet 3", "Ethernet 4"), named_guid(1, "team"), 20)],
        addresses={
            "vEthernet (LAN)": IpConfiguration(("192.168.1.10/24", "fe80::1/64"), ("192.168.1.1",), ("192.168.1.2",))
        },
        certificates=[
            Certificate("Shielded VM Local Certificates", THUMBPRINTS[0], "CN=Shielded (UntrustedGuardian) (HV01)"),
            Certificate("My", "CC" * 20, "CN=HV01"),
        ],
        session_address="192.168.1.10",
        services=[Service("vmms", "Hyper-V Virtual Machine Management")],
        tasks=[ScheduledTask("Nightly copy", "\\Ours\\")],
        shares=[Share("data", "D:\\data"), Share("C$", "C:\\", special=True)],
        local_users=[LocalUser("Administrator", "S-1-5-21-1-2-3-500")],
        group_members=[GroupMember("S-1-5-32-544", "Administrator", "S-1-5-21-1-2-3-500")],
        features=[Feature("Hyper-V", "Hyper-V"), Feature("Web-Server", "Web Server (IIS)", installed=False)],
        registry={"SOFTWARE\\Vendor\\Raid": {"Level": 1}},
        events=[Event("disk", 7, 2, TWO_YEARS_AGO, "bad block"), Event("Ntfs", 55, 3, TWO_YEARS_AGO, "structure")],
        assignable_devices=[AssignableDevice("PCIROOT(0)#PCI(0400)")],
    )
    return World(hosts={"a.lab": host})


def calls(vms: list[PsObject], disks: list[PsObject]) -> list[tuple[str, dict[str, PsValue]]]:
    """Give every reading command with parameters under which it answers something in that world."""
    every: PsValue = [*vms]
    one: dict[str, PsValue] = {"VM": every}
    classes = [
        *("Win32_OperatingSystem", "Win32_ComputerSystem", "Win32_Processor", "Win32_BIOS", "Win32_SystemEnclosure"),
        *("Win32_PhysicalMemoryArray", "Win32_TimeZone", "Win32_Volume", "Win32_PageFileUsage", "Win32_Service"),
    ]
    guests = ["Msvm_ComputerSystem", "Msvm_KvpExchangeComponent", "Msvm_GuestNetworkAdapterConfiguration"]
    home = "D:\\VMs\\Web Server\\"
    management = "Microsoft.PowerShell.Management\\"
    return [
        ("Hyper-V\\Get-VM", {}),
        *((f"Hyper-V\\Get-VM{noun}", one) for noun in _PER_VM),
        *((f"Hyper-V\\Get-VM{noun}", {}) for noun in _PER_HOST),
        ("Hyper-V\\Get-VMConnectAccess", {"VMId": vms[0]["Id"]}),
        ("Hyper-V\\Get-VMFirmware", {"VM": [vms[0]]}),
        ("Hyper-V\\Get-VMBios", {"VM": [vms[1]]}),
        ("Hyper-V\\Get-VMNetworkAdapter", {"All": True}),
        ("Hyper-V\\Get-VMSwitchExtension", {"VMSwitchName": "LAN"}),
        ("Hyper-V\\Get-VHD", {"Path": home + "web_1.avhdx"}),
        ("Hyper-V\\Get-VHDSet", {"Path": home + "set.vhds", "GetAllPaths": True}),
        ("Hyper-V\\Test-VHD", {"Path": home + "web_1.avhdx"}),
        *(_cim("root\\cimv2", name) for name in classes),
        *(_cim("root\\virtualization\\v2", name) for name in guests),
        *((name, {}) for name in _BARE),
        ("Storage\\Get-StorageReliabilityCounter", {"PhysicalDisk": [*disks]}),
        ("Microsoft.PowerShell.LocalAccounts\\Get-LocalGroupMember", {"SID": "S-1-5-32-544"}),
        ("Microsoft.PowerShell.Core\\Get-Command", {"Name": "Get-VM"}),
        (management + "Get-ChildItem", {"LiteralPath": "D:\\", "Recurse": True, "Force": True}),
        (management + "Get-ChildItem", {"LiteralPath": "Cert:\\LocalMachine", "Recurse": True}),
        (management + "Get-ChildItem", {"LiteralPath": "WSMan:\\localhost", "Recurse": True}),
        (management + "Get-ChildItem", {"LiteralPath": "HKLM:\\SOFTWARE\\Vendor"}),
        (management + "Get-Item", {"LiteralPath": home + "free.iso"}),
        (management + "Get-ItemProperty", {"LiteralPath": home + "free.iso"}),
        (management + "Get-ItemPropertyValue", {"LiteralPath": "HKLM:\\SOFTWARE\\Vendor\\Raid", "Name": "Level"}),
        (management + "Get-Content", {"LiteralPath": home + "free.iso"}),
        (management + "Test-Path", {"LiteralPath": home}),
        ("HgsClient\\ConvertTo-HgsKeyProtector", {"Bytes": b'LABKP\x00["AA", "BB"]'}),
        ("PKI\\Get-PfxData", {"FilePath": home + "saved.pfx", "Password": "horse"}),
        ("HgsClient\\Get-HgsGuardian", {}),
        ("ScheduledTasks\\Get-ScheduledTaskInfo", {"TaskName": "Nightly copy", "TaskPath": "\\Ours\\"}),
        ("ScheduledTasks\\New-ScheduledTaskAction", {"Execute": "powershell.exe"}),
        ("ScheduledTasks\\New-ScheduledTaskPrincipal", {"UserId": "SYSTEM"}),
        ("ScheduledTasks\\New-ScheduledTaskSettingsSet", {}),
        ("ScheduledTasks\\New-ScheduledTaskTrigger", {"AtStartup": True}),
    ]


def _cim(namespace: str, class_name: str) -> tuple[str, dict[str, PsValue]]:
    return "CimCmdlets\\Get-CimInstance", {"Namespace": namespace, "ClassName": class_name}


_PER_VM = (
    *("AssignableDevice", "ComPort", "DvdDrive", "FibreChannelHba", "FloppyDiskDrive", "GpuPartitionAdapter"),
    *("HardDiskDrive", "IntegrationService", "KeyProtector", "Memory", "NetworkAdapter", "NetworkAdapterVlan"),
    *("Processor", "RemoteFx3dVideoAdapter", "Replication", "Security", "Snapshot"),
)
_PER_HOST = (
    *("Group", "Host", "HostAssignableDevice", "HostNumaNode", "HostSupportedVersion", "ResourcePool"),
    *("Switch", "SwitchTeam"),
)
_BARE = (
    *("BitLocker\\Get-BitLockerVolume", "Deduplication\\Get-DedupVolume", "DnsClient\\Get-DnsClientServerAddress"),
    *("Microsoft.PowerShell.Core\\Get-Module", "Microsoft.PowerShell.Diagnostics\\Get-WinEvent"),
    *("Microsoft.PowerShell.LocalAccounts\\Get-LocalUser", "NetAdapter\\Get-NetAdapter"),
    *("NetAdapter\\Get-NetAdapterHardwareInfo", "NetLbfo\\Get-NetLbfoTeam", "NetLbfo\\Get-NetLbfoTeamMember"),
    *("NetTCPIP\\Get-NetIPAddress", "NetTCPIP\\Get-NetIPInterface", "NetTCPIP\\Get-NetRoute"),
    "NetTCPIP\\Get-NetTCPConnection",
    *("ScheduledTasks\\Get-ScheduledTask", "ServerManager\\Get-WindowsFeature", "SmbShare\\Get-SmbShare"),
    *("Storage\\Get-Disk", "Storage\\Get-Partition", "Storage\\Get-PhysicalDisk", "Storage\\Get-Volume"),
)
