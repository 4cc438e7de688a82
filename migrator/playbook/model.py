"""What a playbook may say: phases of step templates, each unfolded once or for each thing of a kind."""

from collections import Counter
from enum import StrEnum
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from migrator.domain.model import Model
from migrator.domain.plan import Slug, StepHost, StepKind

PLAYBOOK_SCHEMA: Final = 1


class ForEach(StrEnum):
    """The kinds of things that a template is unfolded for."""

    VM = "vm"
    VM_AND_DISK = "vm-and-disk"
    """Each virtual machine on each external disk."""
    DISK = "disk"
    SWITCH = "switch"
    VOLUME = "volume"
    """Each volume of the destination host that receives a home."""
    CERTIFICATE = "certificate"
    """Each certificate with a private key that a virtual TPM needs."""


class Where(StrEnum):
    """Which of the things a template is unfolded for; several must all hold."""

    DOMAIN_CONTROLLER = "domain-controller"
    NO_DOMAIN_CONTROLLER = "no-domain-controller"
    RUNNING = "running"
    """When the inventory was taken."""
    DYNAMIC_MAC = "dynamic-mac"
    ADDRESS_TO_PIN = "address-to-pin"
    """A dynamic MAC, and the policy is to pin it."""
    STARTS_BY_ITSELF = "starts-by-itself"
    CHECKPOINTS = "checkpoints"
    CHECKPOINTS_TO_MERGE = "checkpoints-to-merge"
    """Checkpoints, and the policy is to merge them."""
    SAVED_STATE = "saved-state"
    ISO_ATTACHED = "iso-attached"
    """An ISO file in a DVD drive."""
    UPGRADE_NEEDED = "upgrade-needed"
    """Its version is below what the destination release accepts."""
    UPGRADE_POSSIBLE = "upgrade-possible"
    """Its version is below the newest one of the destination release; for the whole migration: that of any."""
    SCATTERED = "scattered"
    """Files outside its home, and the policy is to consolidate."""
    EXTERNAL = "external"
    INTERNAL = "internal"
    PRIVATE = "private"
    TEAM = "team"
    """A switch with embedded teaming."""
    NOT_MAPPED = "not-mapped"
    """A switch for which the config names no physical adapter."""


class Effort(StrEnum):
    """What the forecast counts for a step besides a few seconds."""

    COPY_OUT = "copy-out"
    REREAD = "reread"
    COPY_BACK = "copy-back"
    PEOPLE = "people"
    """The rebuild by people, as the config estimates it; at one step of a playbook only."""


class InputTemplate(Model):
    """Something that a person or a probe says later; parameters take it as `$input.<id>`."""

    id: Slug
    for_each: ForEach | None = None
    where: tuple[Where, ...] = ()


class ScriptTemplate(Model):
    """A script with its parameters; a value that starts with `$` is taken from the thing or from an open input."""

    script: str = Field(pattern=r"^[A-Z][a-z]+-[A-Z][A-Za-z]+$")
    parameters: dict[str, str | int | bool] = Field(default_factory=dict)


class StepTemplate(Model):
    """One line of a playbook; `id` is also the catalogue id of its words."""

    id: Slug
    host: StepHost
    kind: StepKind = StepKind.SCRIPT
    for_each: ForEach | None = None
    where: tuple[Where, ...] = ()
    apply: ScriptTemplate | None = None
    check: ScriptTemplate | None = None
    needs: tuple[Slug, ...] = ()
    """Earlier templates. What both are unfolded for decides which steps: the same thing's, else all."""
    needs_all: tuple[Slug, ...] = ()
    """Earlier templates of which every step must be done first."""
    undo: Slug | None = None
    reversible: bool = True
    expects: tuple[Slug, ...] = ()
    resolves: tuple[str, ...] = ()
    """Rules whose finding about the same subject is gone when the step is done; a gate behind it is not closed by them."""
    inputs: tuple[Slug, ...] = ()
    """Open inputs that are answered in this step; scripts that use one name it in their parameters."""
    effort: Effort | None = None

    @model_validator(mode="after")
    def _kind_and_host_agree(self) -> Self:
        if (self.kind is StepKind.SCRIPT) != (self.apply is not None):
            msg = f"step {self.id}: a step of kind script has `apply`, and no other has"
            raise ValueError(msg)
        if self.kind is StepKind.SCRIPT and self.host not in (StepHost.SOURCE, StepHost.DESTINATION):
            msg = f"step {self.id}: a script runs on the source or the destination host"
            raise ValueError(msg)
        if self.kind in (StepKind.MANUAL, StepKind.GATE) and self.host is not StepHost.PERSON:
            msg = f"step {self.id}: a manual step or a gate belongs to a person"
            raise ValueError(msg)
        return self


class PhaseTemplate(Model):
    """A group of steps under one heading."""

    id: Slug
    steps: tuple[StepTemplate, ...] = Field(min_length=1)


class Playbook(Model):
    """The order of a migration as a template."""

    schema_version: Literal[1] = PLAYBOOK_SCHEMA
    name: Slug
    inputs: tuple[InputTemplate, ...] = ()
    phases: tuple[PhaseTemplate, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique_and_needs_are_earlier(self) -> Self:
        twice = [name for name, count in Counter(phase.id for phase in self.phases).items() if count > 1]
        if twice:
            msg = f"phase {twice[0]} stands there twice"
            raise ValueError(msg)
        known: set[str] = set()
        for step in self.templates:
            if step.id in known:
                msg = f"step {step.id} stands there twice"
                raise ValueError(msg)
            unknown = [need for need in (*step.needs, *step.needs_all) if need not in known]
            if unknown:
                msg = f"step {step.id} needs {unknown[0]}, which is no earlier step"
                raise ValueError(msg)
            known.add(step.id)
        inputs = {template.id for template in self.inputs}
        strange = [name for step in self.templates for name in step.inputs if name not in inputs]
        if strange:
            msg = f"open input {strange[0]} is not declared under `inputs`"
            raise ValueError(msg)
        return self

    @property
    def templates(self) -> tuple[StepTemplate, ...]:
        """All step templates in order."""
        return tuple(step for phase in self.phases for step in phase.steps)
