"""What a person decides beforehand about the wipe gate."""

from enum import StrEnum

from pydantic import Field

from migrator.domain.decisions import Sentence
from migrator.domain.model import Model


class Cleared(Model):
    """Something that is wiped, is no virtual machine that moves, and may go: a person says so."""

    what: str = Field(min_length=1)
    """As the gate names it: a path (with all below it), `share Data`, `scheduled-task \\\\nightly`, `local-user svc` ..."""
    person: Sentence
    reason: Sentence


class OneDisk(Model):
    """The wipe may be allowed with one proven disk only."""

    allowed: bool = False
    person: Sentence
    reason: Sentence


class Reread(StrEnum):
    """When an external disk is read again as proof."""

    IN_PLACE = "in-place"
    """After it was offline and online again; nobody has to touch it."""
    AFTER_REPLUG = "after-replug"
    """A person unplugs it and plugs it in again first."""


class WipeGate(Model):
    """Decisions that the wipe gate asks for."""

    cleared: tuple[Cleared, ...] = ()
    one_disk: OneDisk | None = None
    reread: Reread = Reread.IN_PLACE
