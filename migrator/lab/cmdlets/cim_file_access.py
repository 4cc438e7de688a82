"""Who may open a file, as CIM tells it: Win32_LogicalFileSecuritySetting and its one method that scripts call."""

from migrator.lab.cmdlets.api import PsError, PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import CIMV2, HostContext
from migrator.lab.world.file_access import files_of
from migrator.lab.world.model import DeclaredFile, relative_key

_FULL_CONTROL = 0x1F01FF
_EVERY_FILE_HAS = ("S-1-5-18", "S-1-5-32-544")
"""SYSTEM and Administrators."""


def file_security_settings(here: HostContext) -> list[PsObject]:
    """Build a setting for each file of the registered machines; a real host has one for every file."""
    found = {entry.path: entry for vm in here.host.vms for entry in files_of(here.host, vm)}
    return [PsObject(CIMV2 + "Win32_LogicalFileSecuritySetting", {"Path": path, "Caption": path}) for path in found]


def invoke_cim_method(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""CimCmdlets\Invoke-CimMethod -InputObject (a file's security setting) -MethodName GetSecurityDescriptor."""
    (setting,) = bound.objects("InputObject")
    if (bound.text("MethodName") or "").lower() != "getsecuritydescriptor" or not setting.has("Path"):
        raise PsError(
            "Method not found ",
            error_id="HRESULT 0x80041055,Microsoft.Management.Infrastructure.CimCmdlets.InvokeCimMethodCommand",
            category="MetadataError",
            exception_type="Microsoft.Management.Infrastructure.CimException",
        )
    entry = here.files.entry(str(setting["Path"]))
    declared = entry.volume.files.get(relative_key(entry.relative_path), DeclaredFile())
    entries: list[PsValue] = [_entry(sid) for sid in (*_EVERY_FILE_HAS, *declared.accounts)]
    descriptor = PsObject(CIMV2 + "Win32_SecurityDescriptor", {"ControlFlags": 0x8004, "DACL": entries})
    return [PsObject("System.Management.Automation.PSObject", {"Descriptor": descriptor, "ReturnValue": 0})]


def _entry(sid: str) -> PsObject:
    trustee = PsObject(CIMV2 + "Win32_Trustee", {"SIDString": sid})
    return PsObject(CIMV2 + "Win32_ACE", {"AccessMask": _FULL_CONTROL, "AceFlags": 0, "AceType": 0, "Trustee": trustee})
