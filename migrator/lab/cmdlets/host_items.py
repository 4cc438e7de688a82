"""Shares, local accounts, roles and features: one small cmdlet each of four modules."""

from migrator.lab.cmdlets.api import PsEnum, PsError, PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.narrowed import narrowed

_SMB = "Microsoft.Management.Infrastructure.CimInstance#ROOT/Microsoft/Windows/SMB/MSFT_SmbShare"
_ACCOUNTS = "Microsoft.PowerShell.Commands."
_FEATURE = "Microsoft.Windows.ServerManager.Commands."
_GROUPS = {"S-1-5-32-544": "Administrators", "S-1-5-32-578": "Hyper-V Administrators"}


def get_smb_share(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""SmbShare\Get-SmbShare [[-Name]] [-Special]."""
    shares = [share for share in here.host.shares if "Special" not in bound or share.special == bound.flag("Special")]
    found = [
        PsObject(
            _SMB,
            {
                "Name": share.name,
                "Path": share.path,
                "Description": share.description,
                "Special": share.special,
                "ScopeName": "*",
            },
        )
        for share in shares
    ]
    return narrowed(found, bound, {"Name": "Name"}, "Get-SmbShare")


def get_local_user(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.LocalAccounts\Get-LocalUser [[-Name]] | -SID."""
    found = [
        PsObject(
            _ACCOUNTS + "LocalUser",
            {
                "Name": user.name,
                "SID": _sid(user.sid),
                "Enabled": user.enabled,
                "FullName": "",
                "Description": "",
            },
        )
        for user in here.host.local_users
    ]
    return narrowed(found, bound, {"Name": "Name"})


def get_local_group_member(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.LocalAccounts\Get-LocalGroupMember -SID | -Group | -Name."""
    wanted = bound.value("SID")
    text = str(wanted["Value"]) if isinstance(wanted, PsObject) else bound.text("SID")
    name = bound.text("Group") or bound.text("Name") or ""
    group = text or next((sid for sid, english in _GROUPS.items() if english.lower() == name.lower()), "")
    if group not in _GROUPS and not any(member.group_sid == group for member in here.host.group_members):
        raise PsError(
            f"Group {text or name} was not found.",
            error_id="GroupNotFound,Microsoft.PowerShell.Commands.GetLocalGroupMemberCommand",
            category="ObjectNotFound",
            exception_type="Microsoft.PowerShell.Commands.GroupNotFoundException",
            target=text or name,
        )
    return [
        PsObject(
            _ACCOUNTS + "LocalPrincipal",
            {
                "Name": member.name if "\\" in member.name else f"{here.host.name}\\{member.name}",
                "SID": _sid(member.sid),
                "ObjectClass": member.object_class,
                "PrincipalSource": PsEnum(_ACCOUNTS + "PrincipalSource", member.source),
            },
        )
        for member in here.host.group_members
        if member.group_sid == group
    ]


def get_windows_feature(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""ServerManager\Get-WindowsFeature [[-Name]]."""
    found = [
        PsObject(
            _FEATURE + "Feature",
            {
                "Name": feature.name,
                "DisplayName": feature.display_name,
                "Installed": feature.installed,
                "InstallState": PsEnum(_FEATURE + "InstallState", "Installed" if feature.installed else "Available"),
                "FeatureType": "Role",
            },
        )
        for feature in here.host.features
    ]
    return narrowed(found, bound, {"Name": "Name"})


def _sid(text: str) -> PsObject:
    return PsObject("System.Security.Principal.SecurityIdentifier", {"Value": text})
