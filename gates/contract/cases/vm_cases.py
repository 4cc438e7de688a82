"""Cases of the scripts about one virtual machine: how it is, its start and its stop."""

from gates.contract.case import Case
from gates.contract.changes import refused, release, vm
from gates.contract.vm_ids import vm_id
from migrator.lab.world.model import DvdDrive, HardDiskDrive, Vm

NOBODY = "00000000-0000-0000-0000-00000000dead"


def _passed_through(own: Vm) -> None:
    own.hard_disk_drives.append(HardDiskDrive(disk_number=2, controller_location=5))
    own.dvd_drives.append(DvdDrive(media_type="PassThrough", path="D:", controller_location=6))


def of(name: str, below: str = "D:\\VMs") -> dict[str, str | int | bool | list[str]]:
    """Return the parameter that names a machine."""
    return {"Id": vm_id(name, below)}


CASES = (
    Case("Get-VMStatus", "running", parameters=of("dc01")),
    Case("Get-VMStatus", "checkpoints", parameters=of("files")),
    Case("Get-VMStatus", "saved", parameters=of("old")),
    Case("Get-VMStatus", "nothing-attached", parameters=of("lone")),
    Case("Get-VMStatus", "devices", changes=(vm("dc01", _passed_through),), parameters=of("dc01")),
    Case("Get-VMStatus", "oldest", changes=(release("2016"),), parameters=of("dc01")),
    Case("Get-VMStatus", "unknown", parameters={"Id": NOBODY}),
    Case("Get-VMStatus", "no-id", parameters={}),
    Case("Get-VMStatus", "hostile", "odd", parameters={"Id": "$(throw 'x')"}),
    Case("Get-VMStatus", "odd-names", "odd", parameters=of("web[1]")),
    Case("Get-VMStatus", "refused", changes=(refused("Hyper-V\\Get-VM"),), parameters=of("dc01")),
    Case("Get-VMStatus", "half-done", changes=(refused("Hyper-V\\Get-VMDvdDrive"),), parameters=of("dc01")),
)
