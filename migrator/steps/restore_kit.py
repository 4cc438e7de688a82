"""The restore kit on each external disk: script and pages that bring a machine back without this program."""

from typing import Final

from migrator.bag.restore_kit import KitMachine, restore_kit
from migrator.domain.external_disk import bag_name
from migrator.hyperv.external_disk import get_external_disk_file, set_external_disk_file
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import StepLogic, truth
from migrator.steps.own_disks import disk_of, find_disk
from migrator.steps.situation import Situation


def laid(at: Situation) -> CheckAnswer:
    """Tell whether each file of the kit lies on the disk as it should."""
    disk = find_disk(at, disk_of(at))
    bag = bag_name(at.migration.plan.migration)
    kit = _kit(at)
    there = [
        path
        for path, text in kit.items()
        if get_external_disk_file(at.session, disk.volume_id, bag, path) == text.encode()
    ]
    return truth(len(there) == len(kit), files=sorted(there))


def lay(at: Situation) -> None:
    """Write the kit's files."""
    disk = find_disk(at, disk_of(at))
    for path, text in _kit(at).items():
        set_external_disk_file(at.session, disk.volume_id, path, text, at.migration.epoch)


def _kit(at: Situation) -> dict[str, str]:
    moving = {step.subject.id: step.subject.name for step in at.migration.plan.steps if step.text == "copy-vm"}
    return dict(
        restore_kit(
            migration=at.migration.plan.migration,
            host=at.migration.plan.source_host,
            disk=disk_of(at),
            bag=bag_name(at.migration.plan.migration),
            machines=[KitMachine(name, vm_id) for vm_id, name in moving.items()],
            # The day of the inventory: the same kit whenever it is asked for.
            made_at=at.migration.plan.inventory_taken_at,
        )
    )


ADD_RESTORE_KIT: Final = StepLogic(check=laid, apply=lay)
