"""Old drive letters on the destination host, for configurations name paths."""

from typing import Final

from migrator.domain.concern import Concern, Severity
from migrator.domain.inventory.storage import PhysicalDisk, Volume
from migrator.domain.new_host.judging import FoundValue, judged
from migrator.domain.new_host.letters import candidates, holder_of, on_usb, spare_letter
from migrator.hyperv.get_storage_inventory import get_disk_inventory, get_volume_inventory
from migrator.steps.driver import CheckAnswer, Original
from migrator.steps.logic import StepLogic, truth
from migrator.steps.situation import Situation


def letter_check(at: Situation) -> CheckAnswer:
    """Tell whether a built-in volume has the letter; where it has to be given, only one volume may be meant."""
    letter, volumes, disks = _letter(at), get_volume_inventory(at.session), get_disk_inventory(at.session)
    holder = holder_of(letter, volumes)
    if holder is not None and not on_usb(holder, disks):
        before = holder_of(letter, at.migration.inventory.volumes)
        # Windows on the old volume's letter is in the way, unless Windows had it before too.
        is_in_the_way = holder.is_system and not (before is not None and before.is_system)
        if is_in_the_way or holder.marker is not None:
            concern = _blocker(at, "destination.letter-taken", {"letter": letter, "holder": _shown(holder)})
            return truth(False, letter=letter).model_copy(update={"concerns": (concern,)})
        return truth(True, letter=letter, label=holder.label, size_bytes=holder.size_bytes)
    meant = _candidates(at, volumes, disks)
    if len(meant) == 1:
        return truth(False, letter=letter)
    found: dict[str, FoundValue] = {"letter": letter, "candidates": tuple(_shown(one) for one in meant)}
    return truth(False, letter=letter).model_copy(
        update={"concerns": (_blocker(at, "destination.letter-ambiguous", found),)}
    )


def give_letter(at: Situation) -> None:
    """Give the one volume that can be meant its letter."""
    volumes, disks = get_volume_inventory(at.session), get_disk_inventory(at.session)
    meant = _candidates(at, volumes, disks)
    if len(meant) == 1:
        spare = spare_letter(volumes, at.migration.config.destination.host.volumes)
        volume = meant[0].unique_id
        at.run("Set-VolumeLetter", {"VolumeId": volume, "Letter": _letter(at), "SpareLetter": spare})


def letters_before(at: Situation) -> tuple[Original, ...]:
    """Write down which volume has which letter."""
    return tuple(
        Original(subject=one.unique_id, name="drive_letter", value=one.drive_letter)
        for one in get_volume_inventory(at.session)
    )


def _candidates(at: Situation, volumes: tuple[Volume, ...], disks: tuple[PhysicalDisk, ...]) -> tuple[Volume, ...]:
    letter, declared = _letter(at), at.migration.config.destination.host.volumes
    before = holder_of(letter, at.migration.inventory.volumes)
    others = [one for one in declared if one != letter]
    return candidates(declared[letter], before.label if before is not None else "", others, volumes, disks)


def _letter(at: Situation) -> str:
    return str(at.parameters()["Letter"])


def _shown(volume: Volume) -> str:
    name = f"{volume.drive_letter}: {volume.label}" if volume.drive_letter else volume.label or volume.unique_id
    return f"{name} ({volume.size_bytes} B)"


def _blocker(at: Situation, rule: str, found: dict[str, FoundValue]) -> Concern:
    return judged(rule, Severity.BLOCKER, at.step.subject, found, waivable=False)


SET_LETTER: Final = StepLogic(check=letter_check, apply=give_letter, prepare=letters_before)
