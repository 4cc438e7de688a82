"""Own commands and scripts that are run before or after steps."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from migrator.domain.model import Model
from migrator.domain.plan import Slug, StepId


class HookMoment(StrEnum):
    """When a hook is run."""

    BEFORE = "before"
    """Right before the step's change; not where the step is true already."""
    AFTER = "after"
    """Once the step is true, where this run did something for it."""


class Hook(Model):
    """A command on this computer, or a script file of this computer that is run on the step's host."""

    name: Slug
    """As the journal calls it."""
    step: StepId
    """A step of the plan, or all steps of one kind: `stop-vm`."""
    moment: HookMoment
    command: tuple[str, ...] = ()
    """Program and arguments, one by one: no shell sees them."""
    script: str | None = None
    """Path of a PowerShell file; `Verb-Noun.ps1`. Its last output is the closing document that all scripts have."""
    parameters: dict[str, str | int | bool] = Field(default_factory=dict)
    """Of the script."""
    environment: dict[str, str] = Field(default_factory=dict)
    """Of the command, beside PATH and the like; MIGRATOR_STEP, MIGRATOR_MOMENT and MIGRATOR_SUBJECT are added. No secrets here."""
    timeout_s: int = Field(default=60, ge=1, le=86400)
    stops_step: bool = True
    """Whether a hook that fails before a step keeps it from being taken. After a step nothing is undone."""

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.command) == (self.script is not None):
            msg = "give either `command` or `script`"
            raise ValueError(msg)
        if self.parameters and self.script is None:
            msg = "`parameters` belong to a `script`"
            raise ValueError(msg)
        return self

    def fits(self, step: str, text: str) -> bool:
        """Tell whether it belongs to a step with that id and template."""
        return self.step in {step, text}
