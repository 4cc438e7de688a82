"""Documents of `Get-VMCheckpointInventory`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import guid_or_none, objects, optional, text, utc
from migrator.lab.engines.python.shapers.vm_parts import hard_disk_drive


def get_vm_checkpoint_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per checkpoint."""
    del parameters
    vms = cmdlets("Hyper-V\\Get-VM")
    for snapshot in cmdlets("Hyper-V\\Get-VMSnapshot", VM=list(vms)) if vms else ():
        automatic = optional(snapshot, "IsAutomaticCheckpoint")
        yield {
            "id": str(snapshot["Id"]).lower(),
            "vm_id": str(snapshot["VMId"]).lower(),
            "name": text(snapshot["Name"]),
            "checkpoint_type": text(snapshot["SnapshotType"]),
            "state": text(snapshot["State"]),
            "is_automatic": None if automatic is None else bool(automatic),
            "created_at": utc(snapshot["CreationTime"]),
            "parent_id": guid_or_none(snapshot["ParentSnapshotId"]),
            "path": text(snapshot["Path"]),
            "hard_disk_drives": [hard_disk_drive(drive) for drive in objects(snapshot["HardDrives"])],
        }
