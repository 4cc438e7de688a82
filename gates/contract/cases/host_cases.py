"""Cases of the scripts that read the host and what else a rebuild would lose."""

from gates.contract.case import Case
from gates.contract.changes import host, missing_command, missing_module, missing_property, refused
from migrator.lab.world.model import Host

_CIM = "CimCmdlets\\Get-CimInstance"
_MEMBERS = "Microsoft.PowerShell.LocalAccounts\\Get-LocalGroupMember"


def _client(own: Host) -> None:
    own.edition = "Pro"


def _amd(own: Host) -> None:
    own.cpu.manufacturer = "AuthenticAMD"


def _no_certificates(own: Host) -> None:
    own.certificates = []


CASES = (
    Case("Get-HostInventory", "one"),
    Case("Get-HostInventory", "bare", "bare"),
    Case("Get-HostInventory", "odd-names", "odd"),
    Case("Get-HostInventory", "amd", changes=(host(_amd),)),
    Case("Get-HostInventory", "client", changes=(host(_client),)),
    Case("Get-HostInventory", "refused", changes=(refused(_CIM),)),
    Case("Get-HostInventory", "no-hyperv", changes=(missing_module("Hyper-V"),)),
    Case("Get-HostInventory", "half-done", changes=(refused("Hyper-V\\Get-VMHost"),)),
    Case("Get-ServiceInventory", "many"),
    Case("Get-ServiceInventory", "odd-names", "odd"),
    Case("Get-ServiceInventory", "property-missing", changes=(missing_property(_CIM, "StartName"),)),
    Case("Get-ServiceInventory", "refused", changes=(refused(_CIM),)),
    Case("Get-HostItemInventory", "many"),
    Case("Get-HostItemInventory", "bare", "bare"),
    Case("Get-HostItemInventory", "odd-names", "odd"),
    Case("Get-HostItemInventory", "domain-controller", changes=(missing_command(_MEMBERS),)),
    Case("Get-HostItemInventory", "client", changes=(missing_module("ServerManager"),)),
    Case("Get-HostItemInventory", "half-done", changes=(refused(_MEMBERS),)),
    Case("Get-HostItemInventory", "tasks-refused", changes=(refused("ScheduledTasks\\Get-ScheduledTask"),)),
    Case("Get-HostItemInventory", "refused", changes=(refused("SmbShare\\Get-SmbShare"),)),
    Case("Get-CertificateInventory", "many"),
    Case("Get-CertificateInventory", "none", "bare", changes=(host(_no_certificates),)),
    Case("Get-CertificateInventory", "odd-names", "odd"),
)
