"""What the Storage module changes at a disk: caches written out, taken offline and online again."""

from migrator.lab.cmdlets.api import PsError, PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.refusals import cim_not_found


def write_volume_cache(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Storage\Write-VolumeCache -DriveLetter | -Path: what the lab's files hold is written out by the system itself."""
    letters = {str(letter).upper() for letter in bound.listed("DriveLetter")}
    paths = {path.lower() for path in bound.texts("Path")}
    known = [
        volume
        for volume in here.host.volumes
        if (volume.drive_letter or "").upper() in letters or volume.unique_id.lower() in paths
    ]
    if not known:
        raise cim_not_found("DriveLetter,Write-VolumeCache" if letters else "Path,Write-VolumeCache", "MSFT_Volume")
    return []


def set_disk(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Storage\Set-Disk -Number -IsOffline: a disk that is offline takes its volumes with it."""
    number = bound.numbers("Number")[0]
    disk = next((disk for disk in here.host.disks if disk.number == number), None)
    if disk is None:
        raise cim_not_found("Number,Set-Disk", "MSFT_Disk")
    if bound.value("IsOffline") is not None:
        offline = bound.flag("IsOffline")
        if offline and any(volume.faults.refuses_offline for volume in disk.volumes):
            raise PsError(
                "Not Supported",
                error_id="StorageWMI 1,Set-Disk",
                category="InvalidOperation",
                exception_type="Microsoft.Management.Infrastructure.CimException",
                target=str(number),
            )
        disk.is_offline = offline
    return []
