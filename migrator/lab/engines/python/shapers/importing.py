"""What the scripts do that compare, import, export and remove virtual machines."""

from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.acting import should_process
from migrator.lab.engines.python.shapers.refusing import thrown
from migrator.lab.engines.python.shapers.values import number, objects, text, values

Documents = Iterator[dict[str, JsonValue]]
_ROUNDS = 5
_MANAGEMENT = "Microsoft.PowerShell.Management\\"


def compare_vm_copy(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Test chains, compare under a new id, tell what resolved where, take the planned machine away."""
    root = f"{volume_letter(cmdlets, text(parameters['VolumeId']))}:\\"
    originals = [text(one) for one in values(parameters["OriginalPath"])]
    files = [root + text(one) for one in values(parameters["CopyPath"])]
    if len(originals) != len(files):
        raise thrown("PathsDoNotPair")
    if not should_process(parameters):
        return
    before = _written_at(cmdlets, files)
    for file in files:
        cmdlets("Hyper-V\\Test-VHD", Path=file)
    report = _compare_copy(cmdlets, root, parameters, files)
    try:
        copies = {original.lower(): copy for original, copy in zip(originals, files, strict=True)}
        changed = False
        for drive in _file_drives(cmdlets, report):
            if text(drive["Path"]).lower() in copies:
                path = copies[text(drive["Path"]).lower()]
                cmdlets("Hyper-V\\Set-VMHardDiskDrive", VMHardDiskDrive=drive, Path=path)
                changed = True
        if changed:
            report = cmdlets("Hyper-V\\Compare-VM", CompatibilityReport=report)[0]
        resolved = [text(drive["Path"]) for drive in _file_drives(cmdlets, report) if drive["Path"]]
        found = [_finding(one) for one in objects(report["Incompatibilities"])]
    finally:
        cmdlets("Hyper-V\\Remove-VM", VM=report["VM"], Force=True)
        work = f"{root}migrator-compare"
        if cmdlets(f"{_MANAGEMENT}Test-Path", LiteralPath=work)[0]["Value"]:
            cmdlets(f"{_MANAGEMENT}Remove-Item", LiteralPath=work, Recurse=True, Force=True)
    for file in files:
        resolved += _chain(cmdlets, file)
    after = _written_at(cmdlets, files)
    told = {path.lower(): path for path in reversed(resolved)}
    starts = (root.lower(), text(parameters["VolumeId"]).lower())
    yield {
        "id": str(UUID(str(parameters["Id"]))),
        "volume_id": text(parameters["VolumeId"]),
        "tested": list(files),
        "resolved": [
            {"path": told[path], "inside": path.startswith(starts)}
            for path in dict.fromkeys(path.lower() for path in resolved)
        ],
        "written": [file for file in files if before[file] != after[file]],
        "findings": list(found),
    }


def import_virtual_machine(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Compare, repair, compare again, register."""
    wanted = UUID(str(parameters["Id"]))
    if any(vm["Id"] == wanted for vm in cmdlets("Hyper-V\\Get-VM")) or not should_process(parameters):
        return
    report = cmdlets("Hyper-V\\Compare-VM", Path=parameters["ConfigurationPath"], Register=True)[0]
    bench = _Bench(cmdlets, parameters)
    imported = False
    try:
        machine = report["VM"]
        if not isinstance(machine, PsObject) or machine["Id"] != wanted:
            raise thrown("AnotherVirtualMachine")
        left = list(objects(report["Incompatibilities"]))
        for _ in range(_ROUNDS):
            repaired = [bench.repair(finding["Source"]) for finding in left]
            if not any(repaired):
                break
            report = cmdlets("Hyper-V\\Compare-VM", CompatibilityReport=report)[0]
            left = list(objects(report["Incompatibilities"]))
        if not left:
            cmdlets("Hyper-V\\Import-VM", CompatibilityReport=report)
            imported = True
    finally:
        if not imported:
            cmdlets("Hyper-V\\Remove-VM", VM=report["VM"], Force=True)
    yield {
        "id": str(wanted),
        "imported": imported,
        "repairs": list(bench.repairs),
        "findings": [_finding(one) for one in left],
    }


def remove_virtual_machine(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Unregister one that is off and has no checkpoints."""
    wanted = UUID(str(parameters["Id"]))
    for vm in cmdlets("Hyper-V\\Get-VM"):
        if vm["Id"] != wanted:
            continue
        if text(vm["State"]) != "Off":
            raise thrown("NotOff")
        if cmdlets("Hyper-V\\Get-VMSnapshot", VM=vm):
            raise thrown("HasCheckpoints")
        drives = cmdlets("Hyper-V\\Get-VMHardDiskDrive", VM=vm)
        disks = [text(drive["Path"]) for drive in drives if drive["DiskNumber"] is None and drive["Path"]]
        if should_process(parameters):
            cmdlets("Hyper-V\\Remove-VM", VM=vm, Force=True)
            folder = f"{text(vm['ConfigurationLocation'])}\\Virtual Machines"
            yield {"id": str(wanted), "configuration_folder": folder, "disks": list(disks)}


def export_virtual_machine(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Begin the export of one that is off."""
    target = f"{volume_letter(cmdlets, text(parameters['VolumeId']))}:\\{text(parameters['Folder'])}"
    vm = cmdlets("Hyper-V\\Get-VM", Id=parameters["Id"])[0]
    if text(vm["State"]) != "Off":
        raise thrown("NotOff")
    folder = f"{target}\\{text(vm['Name'])}"
    if cmdlets(f"{_MANAGEMENT}Test-Path", LiteralPath=folder)[0]["Value"]:
        raise thrown("AlreadyExported")
    if should_process(parameters):
        cmdlets("Hyper-V\\Export-VM", VM=vm, Path=target, AsJob=True)
        yield {"id": str(UUID(str(parameters["Id"]))), "folder": folder}


def volume_letter(cmdlets: Cmdlets, volume_id: str) -> str:
    """Find the letter of a volume as the scripts do, with their refusals."""
    found = [one for one in cmdlets("Storage\\Get-Volume") if text(one["Path"]).lower() == volume_id.lower()]
    if not found:
        raise thrown("VolumeMissing")
    letter = text(found[-1]["DriveLetter"]).strip("\0")
    if not letter:
        raise thrown("VolumeWithoutLetter")
    return letter


class _Bench:
    """Repairs what is known to be repairable on a planned machine; remembers each repair."""

    def __init__(self, cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> None:
        self.repairs: list[JsonValue] = []
        self._cmdlets = cmdlets
        self._switches = _pairs(parameters, "Switch")
        self._disks = _pairs(parameters, "Disk")
        self._eject = bool(parameters["EjectMissing"])

    def repair(self, source: PsValue) -> bool:
        """Repair what a finding is about; False where nothing is known for it."""
        if not isinstance(source, PsObject):
            return False
        known: dict[str, Callable[[PsObject], bool]] = {
            "VMNetworkAdapter": self._adapter,
            "DvdDrive": self._media,
            "HardDiskDrive": self._disk,
            "VMProcessor": self._processor,
            "VMMemory": self._memory,
        }
        repair = known.get(_kind(source))
        return repair is not None and repair(source)

    def _adapter(self, adapter: PsObject) -> bool:
        asked = text(adapter["SwitchName"])
        wanted = self._switches.get(asked.lower(), asked)
        if not wanted:
            self._cmdlets("Hyper-V\\Disconnect-VMNetworkAdapter", VMNetworkAdapter=adapter)
        elif any(text(one["Name"]).lower() == wanted.lower() for one in self._cmdlets("Hyper-V\\Get-VMSwitch")):
            self._cmdlets("Hyper-V\\Connect-VMNetworkAdapter", VMNetworkAdapter=adapter, SwitchName=wanted)
        else:
            return False
        return self._done("switch", text(adapter["Name"]), asked, wanted)

    def _media(self, drive: PsObject) -> bool:
        if not self._eject or self._is_there(text(drive["Path"])):
            return False
        self._cmdlets("Hyper-V\\Set-VMDvdDrive", VMDvdDrive=drive, Path=None)
        return self._done("media", text(drive["Name"]), text(drive["Path"]), "")

    def _disk(self, drive: PsObject) -> bool:
        old = text(drive["Path"])
        new = self._disks.get(old.lower())
        if new is None or not self._is_there(new):
            return False
        self._cmdlets("Hyper-V\\Set-VMHardDiskDrive", VMHardDiskDrive=drive, Path=new)
        return self._done("disk", text(drive["Name"]), old, new)

    def _processor(self, processor: PsObject) -> bool:
        nodes = [len(values(node["ProcessorsAvailability"])) for node in self._cmdlets("Hyper-V\\Get-VMHostNumaNode")]
        count, limit = number(processor["Count"]), number(processor["MaximumCountPerNumaNode"])
        if count > sum(nodes):
            self._cmdlets("Hyper-V\\Set-VMProcessor", VMProcessor=processor, Count=sum(nodes))
            return self._done("processor-count", "processor", str(count), str(sum(nodes)))
        if count > min(nodes) and limit > min(nodes):
            self._cmdlets("Hyper-V\\Set-VMProcessor", VMProcessor=processor, MaximumCountPerNumaNode=min(nodes))
            return self._done("numa-processors", "processor", str(limit), str(min(nodes)))
        if processor["ExposeVirtualizationExtensions"]:
            self._cmdlets("Hyper-V\\Set-VMProcessor", VMProcessor=processor, ExposeVirtualizationExtensions=False)
            return self._done("processor-features", "processor", "ExposeVirtualizationExtensions", "")
        return False

    def _memory(self, memory: PsObject) -> bool:
        smallest = min(number(node["MemoryTotal"]) for node in self._cmdlets("Hyper-V\\Get-VMHostNumaNode"))
        old = number(memory["MaximumPerNumaNode"])
        if old <= smallest:
            return False
        limit = smallest - smallest % 2
        self._cmdlets("Hyper-V\\Set-VMMemory", VMMemory=memory, MaximumAmountPerNumaNodeBytes=limit << 20)
        return self._done("numa-memory", "memory", str(old), str(limit))

    def _is_there(self, path: str) -> bool:
        return bool(self._cmdlets(f"{_MANAGEMENT}Test-Path", LiteralPath=path)[0]["Value"])

    def _done(self, kind: str, subject: str, before: str, after: str) -> bool:
        self.repairs.append({"kind": kind, "subject": subject, "before": before, "after": after})
        return True


def _pairs(parameters: Mapping[str, PsValue], name: str) -> dict[str, str]:
    keys, paired = (values(parameters[f"{name}{end}"]) for end in ("From", "To"))
    return {text(one).lower(): text(other) for one, other in zip(keys, paired, strict=True)}


def _kind(source: PsObject) -> str:
    return source.type_name.rpartition(".")[2]


def _finding(finding: PsObject) -> dict[str, JsonValue]:
    source = finding["Source"]
    subject: str | None = None
    for name in ("Path", "SwitchName"):
        if isinstance(source, PsObject) and source.has(name):
            subject = text(source[name])
    return {
        "message_id": number(finding["MessageId"]),
        "message": text(finding["Message"]),
        "source": _kind(source) if isinstance(source, PsObject) else None,
        "subject": subject,
    }


def _compare_copy(cmdlets: Cmdlets, root: str, parameters: Mapping[str, PsValue], files: list[str]) -> PsObject:
    work = f"{root}migrator-compare"
    bound: dict[str, PsValue] = {"VhdSourcePath": files[0].rpartition("\\")[0]} if files else {}
    return cmdlets(
        "Hyper-V\\Compare-VM",
        Path=root + text(parameters["ConfigurationPath"]),
        Copy=True,
        GenerateNewId=True,
        VirtualMachinePath=work,
        VhdDestinationPath=work,
        SnapshotFilePath=work,
        SmartPagingFilePath=work,
        **bound,
    )[0]


def _file_drives(cmdlets: Cmdlets, report: PsObject) -> list[PsObject]:
    drives = cmdlets("Hyper-V\\Get-VMHardDiskDrive", VM=report["VM"])
    return [drive for drive in drives if drive["DiskNumber"] is None]


def _chain(cmdlets: Cmdlets, path: str) -> list[str]:
    chain: list[str] = []
    while path and path.lower() not in {one.lower() for one in chain}:
        chain.append(path)
        path = text(cmdlets("Hyper-V\\Get-VHD", Path=path)[0]["ParentPath"])
    return chain


def _written_at(cmdlets: Cmdlets, files: list[str]) -> dict[str, PsValue]:
    return {
        file: cmdlets(f"{_MANAGEMENT}Get-Item", LiteralPath=file, Force=True)[0]["LastWriteTimeUtc"] for file in files
    }
