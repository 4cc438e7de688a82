"""What the scripts do that change one setting of a virtual machine."""

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.shapers.acting import should_process
from migrator.lab.engines.python.shapers.refusing import thrown
from migrator.lab.engines.python.shapers.values import number, optional, text, values
from migrator.lab.engines.python.shapers.vm_power import Documents, Parameters, identity, the_vm

_SAVED = frozenset({"Saved", "SavedCritical", "FastSaved", "FastSavedCritical", "Hibernated"})


def set_vm_start_action(cmdlets: Cmdlets, parameters: Parameters) -> Documents:
    """Set it unless it is so."""
    vm = the_vm(cmdlets, parameters)
    action, delay = parameters["Action"], parameters["DelaySeconds"]
    differs = text(vm["AutomaticStartAction"]) != action or number(vm["AutomaticStartDelay"]) != delay
    changed = differs and should_process(parameters)
    if changed:
        cmdlets("Hyper-V\\Set-VM", VM=[vm], AutomaticStartAction=action, AutomaticStartDelay=delay)
    yield {"id": identity(vm), "changed": changed}


def set_vm_mac_address(cmdlets: Cmdlets, parameters: Parameters) -> Documents:
    """Pin an adapter's address, or let the host choose."""
    vm = the_vm(cmdlets, parameters)
    wanted = text(parameters["AdapterId"]).lower()
    found = [one for one in cmdlets("Hyper-V\\Get-VMNetworkAdapter", VM=[vm]) if text(one["Id"]).lower() == wanted]
    if len(found) != 1:
        raise thrown("AdapterNotFound")
    dynamic, address = bool(found[0]["DynamicMacAddressEnabled"]), text(parameters["MacAddress"])
    setting: dict[str, PsValue] = {"StaticMacAddress": address}
    same = not dynamic and text(found[0]["MacAddress"]).lower() == address.lower()
    if parameters.get("Dynamic"):
        setting, same = {"DynamicMacAddress": True}, dynamic
    changed = not same and should_process(parameters)
    if changed:
        cmdlets("Hyper-V\\Set-VMNetworkAdapter", VMNetworkAdapter=[found[0]], **setting)
    yield {"id": identity(vm), "changed": changed}


def set_vm_dvd_media(cmdlets: Cmdlets, parameters: Parameters) -> Documents:
    """Put a medium in, or take it out."""
    vm = the_vm(cmdlets, parameters)
    place = (
        text(parameters["ControllerType"]).lower(),
        parameters["ControllerNumber"],
        parameters["ControllerLocation"],
    )
    found = [
        one
        for one in cmdlets("Hyper-V\\Get-VMDvdDrive", VM=[vm])
        if (text(one["ControllerType"]).lower(), one["ControllerNumber"], one["ControllerLocation"]) == place
    ]
    if len(found) != 1:
        raise thrown("DriveNotFound")
    path = text(parameters["LiteralPath"])
    changed = text(found[0]["Path"]).lower() != path.lower() and should_process(parameters)
    if changed:
        cmdlets("Hyper-V\\Set-VMDvdDrive", VMDvdDrive=[found[0]], Path=path or None)
    yield {"id": identity(vm), "changed": changed}


def remove_vm_checkpoint(cmdlets: Cmdlets, parameters: Parameters) -> Documents:
    """Remove all, from their roots."""
    vm = the_vm(cmdlets, parameters)
    checkpoints = cmdlets("Hyper-V\\Get-VMSnapshot", VM=[vm])
    roots: list[PsValue] = [one for one in checkpoints if one["ParentSnapshotId"] is None]
    changed = bool(roots) and should_process(parameters)
    if changed:
        cmdlets("Hyper-V\\Remove-VMSnapshot", VMSnapshot=roots, IncludeAllChildSnapshots=True)
    yield {"id": identity(vm), "changed": changed, "checkpoints": len(checkpoints)}


def remove_vm_saved_state(cmdlets: Cmdlets, parameters: Parameters) -> Documents:
    """Drop it where there is one."""
    vm = the_vm(cmdlets, parameters)
    changed = text(vm["State"]) in _SAVED and should_process(parameters)
    if changed:
        cmdlets("Hyper-V\\Remove-VMSavedState", VM=[vm])
    yield {"id": identity(vm), "changed": changed}


def update_vm_configuration_version(cmdlets: Cmdlets, parameters: Parameters) -> Documents:
    """Raise it where the host's default is newer."""
    vm = the_vm(cmdlets, parameters)
    newest = text(cmdlets("Hyper-V\\Get-VMHostSupportedVersion", Default=True)[0]["Version"])
    before = text(vm["Version"])
    changed = False
    if _parts(before) < _parts(newest):
        if text(vm["State"]) != "Off":
            raise thrown("VMNotOff")
        changed = should_process(parameters)
        if changed:
            cmdlets("Hyper-V\\Update-VMVersion", VM=[vm], Force=True)
    after = text(the_vm(cmdlets, parameters)["Version"])
    yield {"id": identity(vm), "changed": changed, "before": before, "after": after}


def move_vm_file(cmdlets: Cmdlets, parameters: Parameters) -> Documents:
    """Begin to move what does not lie there."""
    vm = the_vm(cmdlets, parameters)
    below = text(parameters["Destination"]).rstrip("\\").lower() + "\\"
    places = [text(vm[name]) for name in ("ConfigurationLocation", "SnapshotFileLocation", "SmartPagingFilePath")]
    drives = cmdlets("Hyper-V\\Get-VMHardDiskDrive", VM=[vm])
    places += [text(drive["Path"]) for drive in drives if drive["DiskNumber"] is None]
    outside = [place for place in places if not f"{place.rstrip(chr(92)).lower()}\\".startswith(below)]
    moving = any(text(status).startswith("StorageMigration") for status in values(vm["OperationalStatus"]))
    changed = bool(outside) and not moving and should_process(parameters)
    if changed:
        cmdlets("Hyper-V\\Move-VMStorage", VM=vm, DestinationStoragePath=parameters["Destination"], AsJob=True)
    yield {"id": identity(vm), "changed": changed}


def get_vm_connection(cmdlets: Cmdlets, parameters: Parameters) -> Documents:
    """Yield one document per entry."""
    for entry in cmdlets("Hyper-V\\Get-VMConnectAccess", VMId=parameters["Id"]):
        yield {"account": text(entry["UserName"]), "sid": _sid(entry), "access": text(entry["Access"])}


def grant_vm_connection(cmdlets: Cmdlets, parameters: Parameters) -> Documents:
    """Grant it unless it is granted."""
    account = text(parameters["Account"])
    entries = cmdlets("Hyper-V\\Get-VMConnectAccess", VMId=parameters["Id"])
    own = any(account.lower() in {text(e["UserName"]).lower(), _sid(e).lower()} for e in entries)
    changed = (not own or bool(parameters.get("Anew"))) and should_process(parameters)
    if changed:
        cmdlets("Hyper-V\\Grant-VMConnectAccess", VMId=parameters["Id"], UserName=account)
    yield {"id": text(parameters["Id"]), "changed": changed}


def _sid(entry: PsObject) -> str:
    return text(optional(entry["UserId"], "Value"))


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
