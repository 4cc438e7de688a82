"""What every Windows host with Hyper-V has beside what its scenario says."""

from migrator.lab.world.model import Certificate, Feature, GroupMember, Host, LocalUser, ScheduledTask, Service, Share
from migrator.lab.world.seeding import Seeding

ADMINISTRATORS = "S-1-5-32-544"
SHIELDED_STORE = "Shielded VM Local Certificates"
_NETSVCS = "C:\\Windows\\system32\\svchost.exe -k netsvcs"
_ADMINISTRATOR_NAMES = {"de": "Administrator", "fr": "Administrateur", "es": "Administrador", "pt": "Administrador"}


def add_windows(host: Host, seeding: Seeding, identity: str) -> None:
    """Add services, features, accounts, shares and the listener's certificate; `identity` names this very machine."""
    host.administrator = _ADMINISTRATOR_NAMES.get(host.language[:2], "Administrator")
    host.services += [
        Service("vmms", "Hyper-V Virtual Machine Management", path_name="C:\\Windows\\system32\\vmms.exe"),
        Service("vmcompute", "Hyper-V Host Compute Service", path_name="C:\\Windows\\system32\\vmcompute.exe"),
        Service("WinRM", "Windows Remote Management (WS-Management)", account="NT AUTHORITY\\NetworkService"),
        Service("W32Time", "Windows Time", start_mode="Manual", account="NT AUTHORITY\\LocalService"),
        Service("EventLog", "Windows Event Log", account="NT AUTHORITY\\LocalService"),
        Service("LanmanServer", "Server", path_name=_NETSVCS),
        Service("Schedule", "Task Scheduler", path_name=_NETSVCS),
        Service("VSS", "Volume Shadow Copy", "Stopped", "Manual", path_name="C:\\Windows\\system32\\vssvc.exe"),
        Service("Spooler", "Print Spooler", "Stopped", "Disabled", path_name="C:\\Windows\\System32\\spoolsv.exe"),
    ]
    host.features += [
        Feature("Hyper-V", "Hyper-V"),
        Feature("Hyper-V-PowerShell", "Hyper-V Module for Windows PowerShell"),
        Feature("RSAT-Hyper-V-Tools", "Hyper-V Management Tools"),
        Feature("FileAndStorage-Services", "File and Storage Services"),
        Feature("Storage-Services", "Storage Services"),
        Feature("Failover-Clustering", "Failover Clustering", installed=False),
    ]
    host.tasks.append(ScheduledTask("ScheduledDefrag", "\\Microsoft\\Windows\\Defrag\\"))
    host.shares += [
        Share("ADMIN$", "C:\\Windows", "Remote Admin", special=True),
        Share("C$", "C:\\", "Default share", special=True),
        Share("IPC$", "", "Remote IPC", special=True),
    ]
    machine = seeding.sid(identity)
    administrator = LocalUser(host.administrator, f"{machine}-500")
    host.local_users += [administrator, LocalUser("Guest", f"{machine}-501", enabled=False)]
    host.group_members.append(GroupMember(ADMINISTRATORS, f"{host.name}\\{administrator.name}", administrator.sid))
    if host.domain_joined:
        short = host.domain.split(".", maxsplit=1)[0].upper()
        admins = f"{seeding.sid(host.domain)}-512"
        host.group_members.append(
            GroupMember(ADMINISTRATORS, f"{short}\\Domain Admins", admins, "Group", "ActiveDirectory")
        )
    host.certificate_thumbprint = seeding.digits(40, "listener", identity)
    host.certificates.append(
        Certificate("My", host.certificate_thumbprint, f"CN={host.name}", "WinRM HTTPS", host.installed_at)
    )
