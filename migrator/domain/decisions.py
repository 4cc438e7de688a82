"""What a named person decided, with the reason; it stands in plan and report."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from migrator.domain.model import Model

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class DiskName(StrEnum):
    """The plan's places for external disks; which piece of hardware is in one is decided by its marker file."""

    A = "a"
    B = "b"


class LeftOut(Model):
    """A virtual machine that a person leaves behind by name."""

    vm: str = Field(min_length=1)
    """Name or id; the id where two have the same name."""
    reason: Sentence
    person: Sentence


class Waiver(Model):
    """A named person accepts one finding, as it was found, for a reason."""

    rule: str = Field(pattern=r"^[a-z]+(\.[a-z0-9-]+)+$")
    subject: str = Field(min_length=1)
    """Id of the concern's subject."""
    found: Sha256
    """Digest of what was found, as `check --waivers` prints it: a worse finding is not waived."""
    person: Sentence
    reason: Sentence
