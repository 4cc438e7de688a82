"""Makes two bags of one migration good from each other, without source and host."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from migrator.bag.difference import Difference
from migrator.bag.entry import Entry
from migrator.copying.bag_source import BagSource
from migrator.copying.destination import Destination
from migrator.copying.heal import NoGoodCopy, Offer, heal
from migrator.copying.progress import Stage
from migrator.copying.prove import prove
from migrator.copying.state import Rescue
from migrator.ports.file_operations import FileOperations


class Repaired(NamedTuple):
    """What became of one bag."""

    bag: Path
    rescues: tuple[Rescue, ...]
    left: tuple[Difference, ...]
    """Bad in both bags, or not to be written here."""


def repair(
    bag: Path, other: Path, names: tuple[str, str], files: FileOperations, on_bytes: Callable[[int], None]
) -> Repaired:
    """Read every proven file of `bag` again, and write its bad chunks from `other`, each proven; `names` are the disks'.

    Manifests stay as they are, for the content is again what they say. What was taken is noted in the bag's progress.
    Raises OSError where the disk fails, ValueError where a bag's log is none of ours.
    """
    target = Destination.bag(names[0], bag, files)
    offer = BagSource(names[1], other, files)
    rescues: list[Rescue] = []
    left: list[Difference] = []
    for entry in sorted(target.progress.entries.values(), key=lambda known: known.safe_path):
        target.settle(entry)
        if target.progress.stages.get(entry.key) in (Stage.PROVEN, Stage.MISMATCHED):
            taken, bad = _repair_entry(target, entry, offer, on_bytes)
            rescues += taken
            left += bad
    return Repaired(bag, tuple(rescues), tuple(left))


def _repair_entry(
    target: Destination, entry: Entry, offer: BagSource, on_bytes: Callable[[int], None]
) -> tuple[list[Rescue], tuple[Difference, ...]]:
    differences: tuple[Difference, ...] = ()
    if target.progress.stages[entry.key] is Stage.PROVEN:
        differences = prove(target, entry, on_bytes)
        if not differences:
            return [], ()
        target.settle(entry)
    try:
        rescues = heal(target, entry, [Offer(offer.disk, lambda index: offer.read(entry, index))], lambda: False)
    except NoGoodCopy:
        # The file goes back under its name, so that the bag says of itself what is wrong with it.
        target.give_back(entry)
        return target.progress.rescues.get(entry.key, []), differences
    return rescues, prove(target, entry, on_bytes)
