"""BitLocker and deduplication of volumes."""

from migrator.lab.cmdlets.api import PsEnum, PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.narrowed import narrowed

_BITLOCKER = "Microsoft.BitLocker.Structures."
_DEDUP = "Microsoft.Management.Infrastructure.CimInstance#ROOT/Microsoft/Windows/Deduplication/MSFT_DedupVolume"


def get_bitlocker_volume(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""BitLocker\Get-BitLockerVolume [[-MountPoint]]."""
    found = [
        PsObject(
            _BITLOCKER + "BitLockerVolume",
            {
                "MountPoint": f"{volume.drive_letter}:" if volume.drive_letter else volume.unique_id,
                "VolumeStatus": PsEnum(_BITLOCKER + "BitLockerVolumeStatus", volume.bitlocker_status),
                "ProtectionStatus": PsEnum(_BITLOCKER + "BitLockerVolumeProtectionStatus", volume.bitlocker),
                "LockStatus": PsEnum(_BITLOCKER + "BitLockerVolumeLockStatus", "Unlocked"),
                "EncryptionPercentage": 100.0 if volume.bitlocker == "On" else 0.0,
                "CapacityGB": volume.size_bytes / (1 << 30),
                "ComputerName": here.host.name,
            },
        )
        for volume in here.host.volumes
        if volume.partition_type == "Basic"
    ]
    return narrowed(found, bound, {"MountPoint": "MountPoint"})


def get_dedup_volume(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Deduplication\Get-DedupVolume [[-Volume]]."""
    found = [
        PsObject(
            _DEDUP,
            {
                "Volume": f"{volume.drive_letter}:" if volume.drive_letter else volume.unique_id,
                "VolumeId": volume.unique_id,
                "Enabled": True,
                "Capacity": volume.size_bytes,
                "FreeSpace": volume.free_bytes,
            },
        )
        for volume in here.host.volumes
        if volume.deduplicated
    ]
    return narrowed(found, bound, {"Volume": "Volume"})
