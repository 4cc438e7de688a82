"""External disks by hand and by script: plugged in, marked, flushed, put away, plugged in again."""

from typing import Final

from migrator.bag.marker import DiskMarker
from migrator.domain.concern import Concern, Severity
from migrator.domain.external_disk import ExternalDisk, Unfit, bag_name
from migrator.domain.new_host.judging import judged
from migrator.domain.plan import StepId
from migrator.errors import ExternalDiskMissing, ExternalDisksSame
from migrator.hyperv.external_disk import get_external_disk, initialize_external_disk, reset_external_disk
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import UNKNOWN, StepLogic, Suggestion, truth
from migrator.steps.own_disks import disk_of, disks_of, find_disk, find_disks, is_disk, marker_on, volume_answered
from migrator.steps.situation import Situation

_TERABYTE: Final = 10**12


def plugged_in(at: Situation) -> CheckAnswer:
    """Tell whether a volume is named, there, fit, and another one than the other disk's."""
    disk = disk_of(at)
    named = volume_answered(at, disk)
    if named is None:
        return truth(False, named=False)
    for other in disks_of(at):
        if other != disk and (volume_answered(at, other) or "").lower() == named.lower():
            raise ExternalDisksSame(disk=disk.upper(), other=other.upper(), volume=named)
    volume = next(iter(get_external_disk(at.session, named)), None)
    if volume is None:
        return truth(False, named=True, there=False)
    return truth(not volume.unfit, named=True, there=True, unfit=[str(reason) for reason in volume.unfit]).model_copy(
        update={"concerns": _against(at, volume)}
    )


def candidates(at: Situation, _: StepId) -> tuple[Suggestion, ...]:
    """Return volumes that fit, those on USB first; one that another disk of this migration has is left out."""
    disk = disk_of(at)
    taken = {(volume_answered(at, other) or "").lower() for other in disks_of(at) if other != disk}
    fit = [
        volume
        for volume in get_external_disk(at.session)
        if not volume.unfit and volume.volume_id.lower() not in taken and not _is_of_another(at, disk, volume)
    ]
    ordered = sorted(fit, key=lambda one: (one.bus_type != "USB", one.drive_letter or ""))
    return tuple(Suggestion(volume.volume_id, _shown(volume)) for volume in ordered)


def marked(at: Situation) -> CheckAnswer:
    """Tell whether the volume carries this disk's marker, with this epoch, as that disk's own."""
    disk = disk_of(at)
    named = volume_answered(at, disk)
    volume = next(iter(get_external_disk(at.session, named or "")), None) if named else None
    if volume is None:
        raise ExternalDiskMissing(host=at.session.host, disk=disk.upper())
    marker = marker_on(volume)
    ours = marker is not None and (marker.migration, marker.disk) == (at.migration.plan.migration, disk)
    same = ours and marker is not None and marker.epoch >= at.migration.epoch
    return truth(
        same and marker is not None and (marker.volume_serial, marker.gpt_disk_id) == _identity(volume),
        volume_id=volume.volume_id,
        volume_serial=volume.serial_number,
        gpt_disk_id=volume.gpt_disk_id,
        bag=bag_name(at.migration.plan.migration),
    ).model_copy(update={"concerns": _against(at, volume)})


def mark(at: Situation) -> None:
    """Write the marker."""
    disk = disk_of(at)
    named = volume_answered(at, disk) or ""
    volume = next(iter(get_external_disk(at.session, named)), None) if named else None
    if volume is None:
        raise ExternalDiskMissing(host=at.session.host, disk=disk.upper())
    serial, gpt = _identity(volume)
    marker = DiskMarker(
        migration=at.migration.plan.migration,
        disk=disk,
        volume_serial=serial,
        gpt_disk_id=gpt,
        bag=bag_name(at.migration.plan.migration),
        epoch=at.migration.epoch,
        written_at=at.migration.now(),
    )
    initialize_external_disk(at.session, volume.volume_id, marker)


def flushed(at: Situation) -> CheckAnswer:
    """Refuse a disk that is away; whether one was flushed no host can show."""
    find_disk(at, disk_of(at))
    return UNKNOWN


def flush(at: Situation) -> None:
    """Flush the disk, offline and online again."""
    disk = find_disk(at, disk_of(at))
    reset_external_disk(at.session, disk.volume_id)


def there_again(at: Situation) -> CheckAnswer:
    """Tell whether the step's disk is there again; where it is about none, any of them is enough to copy back."""
    found = find_disks(at)
    disks = disks_of(at)
    one = disk_of(at)
    wanted = one if one in disks else next((disk for disk in disks if disk in found), None)
    return truth(wanted in found, disks=sorted(found) if wanted != one else [one])


def _identity(volume: ExternalDisk) -> tuple[str | None, str | None]:
    return volume.serial_number, volume.gpt_disk_id


def _is_of_another(at: Situation, disk: str, volume: ExternalDisk) -> bool:
    marker = marker_on(volume)
    if marker is None:
        return volume.marker is not None
    return not is_disk(at, disk, volume) and (marker.migration, marker.disk) != (at.migration.plan.migration, disk)


def _against(at: Situation, volume: ExternalDisk) -> tuple[Concern, ...]:
    found = [
        judged(_RULES[reason], Severity.BLOCKER, at.step.subject, {"volume": _shown(volume)}, waivable=False)
        for reason in volume.unfit
    ]
    if _is_of_another(at, disk_of(at), volume):
        found.append(
            judged("external.of-another", Severity.BLOCKER, at.step.subject, {"volume": _shown(volume)}, waivable=False)
        )
    return tuple(found)


_RULES: Final = {
    Unfit.WINDOWS: "external.holds-windows",
    Unfit.VIRTUAL_MACHINE: "external.holds-vm",
    Unfit.FILE_SYSTEM: "external.other-file-system",
    Unfit.PARTITION_STYLE: "external.not-gpt",
    Unfit.NO_LETTER: "external.no-letter",
    Unfit.READ_ONLY: "external.read-only",
}


def _shown(volume: ExternalDisk) -> str:
    """Say what a person can see of a volume."""
    parts = [
        f"{volume.drive_letter}: {volume.label}".strip() if volume.drive_letter else volume.label or volume.volume_id,
        f"{volume.size_bytes / _TERABYTE:.1f} TB",
        " ".join(part for part in (volume.disk_name, volume.disk_serial_number) if part),
        volume.file_system,
    ]
    return ", ".join(part for part in parts if part)


PLUG_IN_DISK: Final = StepLogic(check=plugged_in, suggest=candidates)
MARK_DISK: Final = StepLogic(check=marked, apply=mark)
FLUSH_DISK: Final = StepLogic(check=flushed, apply=flush)
PLUG_IN_AGAIN: Final = StepLogic(check=there_again)
