"""Cases of the script that gives a volume its old letter."""

from gates.contract.case import Case
from gates.contract.cases.disk_world import DISK_A, NO_LETTER, WORLD, C, D
from gates.contract.changes import host, refused
from migrator.lab.world.model import Host
from migrator.ports.host_session import ParameterValue


def _dvd(own: Host) -> None:
    own.optical_letter = "R"


def _letter(letter: str, volume: str = NO_LETTER, spare: str = "Z") -> dict[str, ParameterValue]:
    return {"VolumeId": volume, "Letter": letter, "SpareLetter": spare}


_SCRIPT = "Set-VolumeLetter"
CASES = (
    Case(_SCRIPT, "free", WORLD, parameters=_letter("R")),
    Case(_SCRIPT, "twice", WORLD, parameters=_letter("R"), twice=True),
    Case(_SCRIPT, "has-it", WORLD, parameters=_letter("D", D)),
    Case(_SCRIPT, "another-letter", WORLD, parameters=_letter("V", D)),
    Case(_SCRIPT, "external-disk-there", WORLD, parameters=_letter("E")),
    Case(_SCRIPT, "optical-drive-there", WORLD, (host(_dvd),), _letter("R")),
    Case(_SCRIPT, "taken", WORLD, parameters=_letter("C", DISK_A)),
    Case(_SCRIPT, "spare-taken", WORLD, parameters=_letter("E", spare="D")),
    Case(_SCRIPT, "no-volume", WORLD, parameters=_letter("R", "\\\\?\\Volume{x}\\")),
    Case(_SCRIPT, "hostile", WORLD, parameters=_letter("R' OR 1=1 --", C)),
    Case(_SCRIPT, "refused", WORLD, (refused("Storage\\Set-Partition"),), _letter("R")),
)
