"""Drive letters given and taken: of partitions, and of an optical drive."""

import re

from migrator.lab.cmdlets.api import PsError, PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.refusals import cim_not_found
from migrator.lab.cmdlets.storage import partitions_of

_OPTICAL = re.compile(r".*\bDriveType\s*=\s*5\b.*\bDriveLetter\s*=\s*'([A-Z]):'.*", re.IGNORECASE)


def set_partition(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Storage\Set-Partition -DiskNumber -PartitionNumber -NewDriveLetter: refused where the letter is in use."""
    wanted = (bound.numbers("DiskNumber")[0], bound.numbers("PartitionNumber")[0])
    volume = next(
        (volume for disk, number, volume in partitions_of(here) if (disk.number, number) == wanted),
        None,
    )
    if volume is None:
        raise cim_not_found("DiskNumber,Set-Partition", "MSFT_Partition")
    letter = (bound.text("NewDriveLetter") or "").upper()
    if any(other is not volume and other.drive_letter == letter for other in here.host.volumes) or _optical(
        here, letter
    ):
        raise PsError(
            "The requested access path is already in use.",
            error_id="StorageWMI 42002,Set-Partition",
            category="NotSpecified",
            exception_type="Microsoft.Management.Infrastructure.CimException",
        )
    volume.drive_letter = letter
    return []


def set_cim_instance(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""CimCmdlets\Set-CimInstance -Query -Property: the letter of an optical drive."""
    asked = _OPTICAL.fullmatch(bound.text("Query") or "")
    properties = bound.value("Property")
    if asked is None or not isinstance(properties, PsObject) or not _optical(here, asked.group(1)):
        raise TypeError("the lab knows Set-CimInstance only for the letter of an optical drive")
    letter: PsValue = properties["DriveLetter"]
    here.host.optical_letter = str(letter).rstrip(":").upper()
    return []


def _optical(here: HostContext, letter: str) -> bool:
    return here.host.optical_letter is not None and here.host.optical_letter.upper() == letter.upper()
