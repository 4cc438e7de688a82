"""What real hosts printed becomes the scripts' documents; for each file, which of its fields they use, or why none can be."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import BaseModel

from migrator.domain.inventory.disks import VirtualHardDisk
from migrator.domain.inventory.host import Host
from migrator.domain.inventory.network import VirtualSwitch
from migrator.domain.inventory.storage import FolderEntry
from migrator.domain.inventory.virtual_machine import VirtualMachine
from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.engines.python.shapers import SHAPERS
from migrator.lab.world.model import DvdDrive, HardDiskDrive, VirtualDiskFile, Vm, VmNetworkAdapter, Volume, named_guid
from tests.real_outputs.cases import NOT_USED, USED, Used
from tests.real_outputs.reader import Watched, read_clixml_excerpts, read_format_list, read_json, replaying
from tests.unit.lab.cmdlets.rich_world import build_world

FOLDER = Path(__file__).parents[1] / "fixtures" / "real-outputs"
MODELS: dict[str, type[BaseModel]] = {
    "Get-VMInventory": VirtualMachine,
    "Get-VMDiskInventory": VirtualHardDisk,
    "Get-HostInventory": Host,
    "Get-SwitchInventory": VirtualSwitch,
    "Get-FolderInventory": FolderEntry,
}


@pytest.mark.parametrize("case", USED, ids=lambda case: f"{case.file}-{case.command}")
def test_a_real_output_becomes_documents(tmp_path: Path, case: Used) -> None:
    """The same fields are used as when this was written: a script that begins to read others shows here."""
    watched = replay(tmp_path, case)
    assert " ".join(sorted(set().union(*(item.used for item in watched)))) == case.fields


def replay(folder: Path, case: Used) -> list[Watched]:
    """Feed the file to the script's shaper on a host that has the machines it speaks of."""
    real = [item for item in read(case) if not item.properties.get("IsManagementOs")]
    world = build_world(folder)
    host = world.hosts["a.lab"]
    host.vms = [_machine(item, case.generation) for item in _one_per_machine(real)]
    _put_virtual_disks(host.volumes[0], real, host.vms)
    cmdlets = HostCmdlets(world, host)
    spares = cmdlets(case.command, **_asked(case.command, cmdlets))
    watched = [Watched(item, _spare_of(item, number, spares)) for number, item in enumerate(real)]
    shaper = SHAPERS[case.script]
    documents = list(shaper(replaying(cmdlets, {case.command: watched}), {"LiteralPath": ["D:\\VMs\\Web Server"]}))
    assert documents
    for document in documents:
        MODELS[case.script].model_validate_json(json.dumps(document), strict=True)
    return watched


def _asked(command: str, cmdlets: HostCmdlets) -> dict[str, PsValue]:
    """Give parameters under which the lab's own cmdlet shows an object of the same kind."""
    match command:
        case "Hyper-V\\Get-VM" | "Hyper-V\\Get-VMHost" | "Hyper-V\\Get-VMSwitch":
            return {}
        case "Hyper-V\\Get-VHD":
            return {"VMId": cmdlets.context.host.vms[0].id}
        case "Microsoft.PowerShell.Management\\Get-ChildItem":
            return {"LiteralPath": "D:\\VMs\\Web Server"}
        case _:
            return {"VM": [*cmdlets("Hyper-V\\Get-VM")]}


def read(case: Used) -> list[PsObject]:
    """Read a file by its kind."""
    path = FOLDER / case.file
    if path.suffix == ".json":
        return read_json(path, case.type_name)
    if "clixml" in path.name:
        return [read_clixml_excerpts(path)[case.type_name]]
    return read_format_list(path, case.type_name)


def _one_per_machine(real: list[PsObject]) -> list[PsObject]:
    by_id = {str(item.properties.get("VMId") or item.properties.get("Id")): item for item in real}
    return list(by_id.values())


def _machine(item: PsObject, generation: int) -> Vm:
    identity = item.properties.get("VMId") or item.properties.get("Id")
    given = identity if isinstance(identity, UUID) else named_guid(1, "machine")
    return Vm(
        str(item.properties.get("Name")),
        given,
        "D:\\VMs\\Web Server",
        generation=generation,
        hard_disk_drives=[HardDiskDrive("D:\\VMs\\Web Server\\web.vhdx")],
        dvd_drives=[DvdDrive()],
        network_adapters=[VmNetworkAdapter(named_guid(1, str(given)), switch_name="LAN")],
    )


def _put_virtual_disks(volume: Volume, real: list[PsObject], vms: list[Vm]) -> None:
    """Give a machine the disks that Get-VHD spoke of, at their place on C:."""
    paths = [str(item["Path"]) for item in real if item.type_name.endswith("VirtualHardDisk")]
    if paths:
        volume.drive_letter = "C"
        vms[0].hard_disk_drives = [HardDiskDrive(path, controller_location=at) for at, path in enumerate(paths)]
    for path in paths:
        file = volume.root.joinpath(*path.split("\\")[1:])
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
        volume.virtual_disks["\\".join(path.split("\\")[1:]).lower()] = VirtualDiskFile(identifier=named_guid(1, path))


def _spare_of(item: PsObject, number: int, spares: list[PsObject]) -> PsObject:
    owner = item.properties.get("VMId")
    of_machine = [spare for spare in spares if owner is not None and spare.properties.get("VMId") == owner]
    return (of_machine or spares[number:] or spares)[0]


def test_no_file_is_forgotten() -> None:
    files = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert files == {case.file for case in USED} | set(NOT_USED)
