"""Reads what checks found, as far as this version knows the form."""

from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from migrator.domain.decisions import Sha256
from migrator.domain.plan import StepId
from migrator.report.view.machine_model import FieldDifference, FileProof, Repair, Rescue
from migrator.report.view.story import Story


class Found(BaseModel):
    """Base of all forms; what a later version adds is let be."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _File(Found):
    path: str
    size_bytes: int
    sha256: Sha256


class _Rescue(Found):
    path: str
    offset_bytes: int
    bad_on: str
    taken_from: str


class _Repair(Found):
    kind: str
    subject: str
    before: str | None = None
    after: str | None = None


class _Difference(Found):
    field: str
    before: object = None
    after: object = None


class ProvenFiles(Found):
    """Found by `prove-copy`."""

    files: tuple[_File, ...] = ()
    bytes: int | None = None

    def proofs(self) -> tuple[FileProof, ...]:
        """Return the files in order of their paths."""
        made = (FileProof(path=one.path, size_bytes=one.size_bytes, sha256=one.sha256) for one in self.files)
        return tuple(sorted(made, key=lambda one: one.path.casefold()))


class Importable(Found):
    """Found by `prove-importable`."""

    disks_tested: int | None = None
    resolved_outside: tuple[str, ...] = ()


class Restored(Found):
    """Found by `restore-vm`."""

    files: int | None = None
    bytes: int | None = None
    rescues: tuple[_Rescue, ...] = ()

    def rescued(self) -> tuple[Rescue, ...]:
        """Return the rescues in order of path and offset."""
        made = (
            Rescue(path=one.path, offset_bytes=one.offset_bytes, bad_on=one.bad_on, taken_from=one.taken_from)
            for one in self.rescues
        )
        return tuple(sorted(made, key=lambda one: (one.path.casefold(), one.offset_bytes)))


class Verified(Found):
    """Found by `verify-vm`."""

    files: int | None = None


class Imported(Found):
    """Found by `import-vm`."""

    repairs: tuple[_Repair, ...] = ()

    def mended(self) -> tuple[Repair, ...]:
        """Return the repairs."""
        return tuple(
            Repair(kind=one.kind, subject=one.subject, before=one.before, after=one.after) for one in self.repairs
        )


class Compared(Found):
    """Found by `compare-with-inventory`."""

    compared: int | None = None
    differences: tuple[_Difference, ...] = ()

    def unlike(self) -> tuple[FieldDifference, ...]:
        """Return the differences."""
        return tuple(
            FieldDifference(field=one.field, before=_said(one.before), after=_said(one.after))
            for one in self.differences
        )


class Healthy(Found):
    """Found by `see-health`."""

    heartbeat: str | None = None
    addresses: tuple[str, ...] = ()


def _said(value: object) -> str | None:
    return None if value is None else str(value)


Form = TypeVar("Form", bound=Found)


class Findings:
    """What the last check of each step rested on; `unread` names the steps whose form was not understood."""

    def __init__(self, story: Story) -> None:
        self._story: Final = story
        self.unread: list[StepId] = []

    def read(self, step: StepId | None, form: type[Form]) -> Form | None:
        """Return what was found; None where the step was never checked or said something else."""
        past = self._story.steps.get(step) if step is not None else None
        if step is None or past is None or past.checked is None:
            return None
        try:
            return form.model_validate(past.checked.found)
        except ValidationError:
            self.unread.append(step)
            return None
