"""What the scripts do about the files that a virtual machine's own account may open."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.acting import should_process
from migrator.lab.engines.python.shapers.refusing import thrown
from migrator.lab.engines.python.shapers.values import objects, text
from migrator.lab.world.file_access import account_sid

Documents = Iterator[dict[str, JsonValue]]


def get_vm_file_access(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Yield one document per disk file that is there."""
    wanted = UUID(str(parameters["Id"]))
    told: set[str] = set()
    for vm in cmdlets("Hyper-V\\Get-VM"):
        if vm["Id"] != wanted:
            continue
        drives = cmdlets("Hyper-V\\Get-VMHardDiskDrive", VM=vm)
        for snapshot in cmdlets("Hyper-V\\Get-VMSnapshot", VM=vm):
            drives += list(objects(snapshot["HardDrives"]))
        for drive in drives:
            path = text(drive["Path"]) if drive["DiskNumber"] is None else ""
            while path and path.lower() not in told and _is_there(cmdlets, path):
                told.add(path.lower())
                yield {"path": path, "granted": _is_granted(cmdlets, path, account_sid(wanted))}
                path = text(cmdlets("Hyper-V\\Get-VHD", Path=path)[0]["ParentPath"])


def set_vm_file_access(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Attach each disk anew."""
    wanted = UUID(str(parameters["Id"]))
    found = [vm for vm in cmdlets("Hyper-V\\Get-VM") if vm["Id"] == wanted]
    if len(found) != 1:
        raise thrown("NotRegistered")
    if text(found[0]["State"]) != "Off":
        raise thrown("NotOff")
    drives = [one for one in cmdlets("Hyper-V\\Get-VMHardDiskDrive", VM=found[0]) if one["DiskNumber"] is None]
    if should_process(parameters):
        for drive in drives:
            if drive["Path"]:
                cmdlets("Hyper-V\\Set-VMHardDiskDrive", VMHardDiskDrive=drive, Path=text(drive["Path"]))
    yield from ()


def _is_there(cmdlets: Cmdlets, path: str) -> bool:
    return bool(cmdlets("Microsoft.PowerShell.Management\\Test-Path", LiteralPath=path)[0]["Value"])


def _is_granted(cmdlets: Cmdlets, path: str, sid: str) -> bool:
    quoted = path.replace("\\", "\\\\").replace("'", "\\'")
    for setting in cmdlets(
        "CimCmdlets\\Get-CimInstance", ClassName="Win32_LogicalFileSecuritySetting", Filter=f"Path='{quoted}'"
    ):
        method = "CimCmdlets\\Invoke-CimMethod"
        for answer in cmdlets(method, InputObject=setting, MethodName="GetSecurityDescriptor"):
            if any(sid == trustee for trustee in _trustees(answer)):
                return True
    return False


def _trustees(answer: PsObject) -> Iterator[str]:
    for descriptor in objects(answer["Descriptor"]):
        for entry in objects(descriptor["DACL"]):
            for trustee in objects(entry["Trustee"]) if entry["AceType"] == 0 else ():
                yield text(trustee["SIDString"])
