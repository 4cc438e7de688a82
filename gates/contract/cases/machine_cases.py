"""Cases of the scripts that read virtual machines."""

from dataclasses import replace

from gates.contract.case import Case
from gates.contract.changes import (
    declared,
    delete_file,
    missing_command,
    only_vm,
    refused,
    release,
    vm,
    volume,
)
from migrator.lab.world.model import HardDiskDrive, Vlan, Vm

_VM = "Hyper-V\\Get-VM"
_DC01 = "D:\\VMs\\dc01\\Virtual Hard Disks\\dc01.vhdx"


def _passed_through(own: Vm) -> None:
    own.hard_disk_drives.append(HardDiskDrive(disk_number=2, controller_location=5))


def _everything_else(own: Vm) -> None:
    own.has_remotefx_adapter = True
    own.fibre_channel_adapter_count = 1
    own.gpu_partition_adapter_count = 1
    own.assigned_devices = ["PCIROOT(0)#PCI(0100)"]
    own.boot_order = ["network:0", "drive:0", "file:0"]


def _trunk(own: Vm) -> None:
    adapter = own.network_adapters[0]
    adapter.vlan = Vlan("Trunk", native_vlan_id=1, allowed_vlan_ids=(10, 20, 30))
    own.network_adapters.append(
        replace(adapter, name="isolated", vlan=Vlan("Private", primary_vlan_id=5, secondary_vlan_ids=(6, 7)))
    )
    own.groups = ["Nightly backup"]


def _no_xml(own: Vm) -> None:
    own.guest["OSName"] = "Windows \x01 Server"


def _no_guest(own: Vm) -> None:
    own.guest = {}


def _unreadable_guest(own: Vm) -> None:
    own.guest = {**own.guest, "OSName": "no \x01 text of XML"}


def _shared_disk(own: Vm) -> None:
    own.hard_disk_drives.append(HardDiskDrive(path=_DC01, controller_location=6, shared=True))


CASES = (
    Case("Get-VMInventory", "many"),
    Case("Get-VMInventory", "one", changes=(only_vm("old"),)),
    Case("Get-VMInventory", "none", "bare"),
    Case("Get-VMInventory", "odd-names", "odd"),
    Case("Get-VMInventory", "oldest", changes=(release("2016"),)),
    Case("Get-VMInventory", "newest", changes=(release("2025"), vm("dc01", _everything_else))),
    Case("Get-VMInventory", "devices", changes=(vm("dc01", _everything_else), vm("dc01", _passed_through))),
    Case("Get-VMInventory", "trunk", changes=(vm("dc01", _trunk),)),
    Case("Get-VMInventory", "command-missing", changes=(missing_command("Hyper-V\\Get-VMAssignableDevice"),)),
    Case("Get-VMInventory", "refused", changes=(refused(_VM),)),
    Case("Get-VMInventory", "half-done", changes=(refused("Hyper-V\\Get-VMNetworkAdapter"),)),
    Case("Get-VMDiskInventory", "many"),
    Case("Get-VMDiskInventory", "one", changes=(only_vm("dc01"),)),
    Case("Get-VMDiskInventory", "none", "bare"),
    Case("Get-VMDiskInventory", "odd-names", "odd"),
    Case("Get-VMDiskInventory", "passed-through", changes=(vm("dc01", _passed_through),)),
    Case("Get-VMDiskInventory", "shared", changes=(vm("lone", _shared_disk),)),
    Case("Get-VMDiskInventory", "file-missing", changes=(delete_file(_DC01),)),
    Case("Get-VMDiskInventory", "parent-missing", changes=(delete_file("D:\\Base\\golden.vhdx"),)),
    Case(
        "Get-VMDiskInventory",
        "half-done",
        changes=(
            refused("Hyper-V\\Get-VHD", "InvalidParameter,Microsoft.Vhd.PowerShell.Cmdlets.GetVhd", "InvalidArgument"),
        ),
    ),
    Case("Get-VMDiskInventory", "in-use", holds_disks=True),
    Case("Get-VMDiskInventory", "volume-gone", changes=(volume("G", present=False),)),
    Case("Get-VMDiskInventory", "sparse", changes=(declared(_DC01, attributes=("SparseFile", "ReadOnly")),)),
    Case("Get-VMDiskInventory", "refused", changes=(refused(_VM),)),
    Case("Get-VMCheckpointInventory", "many"),
    Case("Get-VMCheckpointInventory", "none", "bare"),
    Case("Get-VMCheckpointInventory", "one-machine", changes=(only_vm("files"),)),
    Case("Get-VMCheckpointInventory", "oldest", changes=(release("2016"),)),
    Case("Get-VMCheckpointInventory", "refused", changes=(refused("Hyper-V\\Get-VMSnapshot"),)),
    Case("Get-VMSecurityInventory", "many"),
    Case("Get-VMSecurityInventory", "none", "bare"),
    Case("Get-VMSecurityInventory", "odd-names", "odd"),
    Case("Get-VMSecurityInventory", "command-missing", changes=(missing_command("Hyper-V\\Get-VMSecurity"),)),
    Case("Get-VMSecurityInventory", "unreadable-protector", changes=(refused("HgsClient\\ConvertTo-HgsKeyProtector"),)),
    Case("Get-VMSecurityInventory", "refused", changes=(refused("Hyper-V\\Get-VMKeyProtector"),)),
    Case("Get-VMGuestInventory", "many"),
    Case("Get-VMGuestInventory", "none", "bare"),
    Case("Get-VMGuestInventory", "odd-names", "odd"),
    Case("Get-VMGuestInventory", "silent", changes=(vm("dc01", _no_guest), vm("files", _no_guest))),
    Case("Get-VMGuestInventory", "no-xml", changes=(vm("dc01", _no_xml),)),
    Case("Get-VMGuestInventory", "unreadable", changes=(vm("dc01", _unreadable_guest),)),
    Case("Get-VMGuestInventory", "refused", changes=(refused("CimCmdlets\\Get-CimInstance"),)),
)
