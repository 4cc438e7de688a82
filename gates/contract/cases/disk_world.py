"""What the cases about external disks and copies share: names of the world `disks`, and what lies on its disks before."""

import json

from gates.contract.case import Change
from migrator.lab.world.model import Host, PhysicalDisk, Volume, World
from migrator.lab.world.seeding import Seeding

WORLD = "disks"
BAG = "migrator-move"
SEED = 4


def volume_id(number: int) -> str:
    """Give the unique id of the one volume of the disk with that number in the world's file."""
    place = f"source/{number}/0"
    return f"\\\\?\\Volume{{{Seeding(SEED).guid('volume', place)}}}\\"


C, D, DISK_A, DISK_B, STICK, MBR, NO_LETTER = (volume_id(number) for number in range(7))


def marker(disk: str = "a", migration: str = "move", epoch: int = 1, bag: str = BAG) -> str:
    """Write a marker as the controller does."""
    said = {
        "kind": "migrator-disk",
        "schema_version": 1,
        "migration": migration,
        "disk": disk,
        "volume_serial": None,
        "gpt_disk_id": None,
        "bag": bag,
        "epoch": epoch,
        "written_at": "2026-03-14T08:00:00Z",
    }
    return json.dumps(said)


def put(path: str, content: str | bytes) -> Change:
    r"""Put a file with its folders on a drive (`E:\migrator-disk.json`)."""

    def change(_world: World, own: Host) -> None:
        volume = next(volume for volume in own.volumes if volume.drive_letter == path[0])
        real = volume.root.joinpath(*path[3:].split("\\"))
        real.parent.mkdir(parents=True, exist_ok=True)
        real.write_bytes(content if isinstance(content, bytes) else content.encode())

    return change


def disk_of(letter: str, **settings: object) -> Change:
    """Set fields of the disk that has the volume with that letter."""

    def change(_world: World, own: Host) -> None:
        found = _disk(own, letter)
        for name, value in settings.items():
            if not hasattr(found, name):
                raise AttributeError(name)
            setattr(found, name, value)

    return change


def fault(letter: str, **settings: object) -> Change:
    """Plant a fault of a volume."""

    def change(_world: World, own: Host) -> None:
        volume = next(volume for volume in own.volumes if volume.drive_letter == letter)
        for name, value in settings.items():
            if not hasattr(volume.faults, name):
                raise AttributeError(name)
            setattr(volume.faults, name, value)

    return change


def _disk(own: Host, letter: str) -> PhysicalDisk:
    def has(volume: Volume) -> bool:
        return volume.drive_letter == letter

    return next(disk for disk in own.disks if any(has(volume) for volume in disk.volumes))
