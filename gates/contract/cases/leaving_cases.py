"""Cases of the scripts that take a virtual machine off its host, export it, or let it open its files."""

from dataclasses import replace

from gates.contract.case import Case, Change
from gates.contract.cases.import_cases import DISK_A, NO_LETTER, ODD, WEB, WORLD, left
from gates.contract.changes import delete_file, refused, vm
from gates.contract.vm_ids import vm_id
from migrator.lab.world.file_access import files_of
from migrator.lab.world.model import Host, World, relative_key

_REMOVE, _EXPORT = "Remove-VirtualMachine", "Export-VirtualMachine"


def _not_granted(name: str) -> Change:
    """Take away what the machine's own account may do, as on files that a program copied."""

    def change(_world: World, host: Host) -> None:
        own = next(one for one in host.vms if one.name == name)
        for entry in files_of(host, own):
            entry.volume.files[relative_key(entry.relative_path)].accounts = ()

    return change


_ACCESS, _GRANT = "Get-VMFileAccess", "Set-VMFileAccess"
_ID = {name: {"Id": vm_id(name)} for name in ("web", "chain", ODD)}
_CASES = (
    Case(_REMOVE, "one", parameters={"Id": vm_id("web")}),
    Case(_REMOVE, "again", parameters={"Id": vm_id("web")}, twice=True),
    Case(_REMOVE, "checkpoints", parameters={"Id": vm_id("chain")}),
    Case(
        _REMOVE,
        "running",
        changes=(vm("web", lambda own: setattr(own, "state", "Running")),),
        parameters={"Id": vm_id("web")},
    ),
    Case(_REMOVE, "refused", changes=(refused("Hyper-V\\Remove-VM"),), parameters={"Id": vm_id("web")}),
    Case(_EXPORT, "one", parameters={"Id": vm_id("web"), "VolumeId": DISK_A, "Folder": "migrator-move\\export"}),
    Case(
        _EXPORT,
        "again",
        parameters={"Id": vm_id("web"), "VolumeId": DISK_A, "Folder": "migrator-move\\export"},
        twice=True,
    ),
    Case(_EXPORT, "chain", parameters={"Id": vm_id("chain"), "VolumeId": DISK_A, "Folder": "x"}),
    Case(
        _EXPORT,
        "running",
        changes=(vm("web", lambda own: setattr(own, "state", "Running")),),
        parameters={"Id": vm_id("web"), "VolumeId": DISK_A, "Folder": "x"},
    ),
    Case(_EXPORT, "no-letter", parameters={"Id": vm_id("web"), "VolumeId": NO_LETTER, "Folder": "x"}),
    Case(_EXPORT, "no-volume", parameters={"Id": vm_id("web"), "VolumeId": "x", "Folder": "x"}),
    Case(_ACCESS, "granted", parameters=_ID["web"]),
    Case(_ACCESS, "chain", changes=(_not_granted("chain"),), parameters=_ID["chain"]),
    Case(_ACCESS, "odd-names", parameters=_ID[ODD]),
    Case(_ACCESS, "disk-missing", changes=(delete_file(f"D:\\{WEB[1]}"),), parameters=_ID["web"]),
    Case(_ACCESS, "not-registered", changes=(left("web"),), parameters=_ID["web"]),
    Case(_ACCESS, "refused", changes=(refused("CimCmdlets\\Invoke-CimMethod"),), parameters=_ID["web"]),
    Case(_GRANT, "missing", changes=(_not_granted("web"),), parameters=_ID["web"]),
    Case(_GRANT, "twice", changes=(_not_granted("web"),), parameters=_ID["web"], twice=True),
    Case(_GRANT, "chain", changes=(_not_granted("chain"),), parameters=_ID["chain"]),
    Case(_GRANT, "odd-names", changes=(_not_granted(ODD),), parameters=_ID[ODD]),
    Case(_GRANT, "not-registered", changes=(left("web"),), parameters=_ID["web"]),
    Case(
        _GRANT,
        "running",
        changes=(vm("web", lambda own: setattr(own, "state", "Running")),),
        parameters=_ID["web"],
    ),
)
CASES = tuple(replace(case, world=WORLD) for case in _CASES)
