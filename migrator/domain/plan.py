"""The plan: every step of one migration, in order, made before any of them is taken."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from migrator.domain.concern import Concern, Subject
from migrator.domain.decisions import LeftOut, Sha256, Waiver
from migrator.domain.model import Model, SizeBytes, UtcTime
from migrator.domain.waivers import WaivedConcern

PLAN_SCHEMA: Final = 1

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
StepId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*(/[a-z0-9-]+)*$")]
"""`<template>` or `<template>/<kind>/<short id>`: the same in every plan of the same playbook and the same things."""


class StepHost(StrEnum):
    """Where a step takes place."""

    SOURCE = "source"
    DESTINATION = "destination"
    CONTROLLER = "controller"
    PERSON = "person"


class StepKind(StrEnum):
    """How a step is taken."""

    SCRIPT = "script"
    MANUAL = "manual"
    GATE = "gate"
    PROGRAM = "program"
    """Done by this program without a script."""


class Readiness(StrEnum):
    """Whether this version of the program can take the step."""

    RUNNABLE = "runnable"
    BY_PERSON = "by-person"
    NOT_YET_RUNNABLE = "not-yet-runnable"


class OpenValue(Model):
    """Stands where a value will be known only later; names an open input."""

    open_input: StepId


ParameterValue = str | int | bool | tuple[str, ...] | OpenValue


class ScriptUse(Model):
    """A script with the values of its parameters."""

    script: str = Field(pattern=r"^[A-Z][a-z]+-[A-Z][A-Za-z]+$")
    parameters: dict[str, ParameterValue] = Field(default_factory=dict)
    shipped: bool
    """False: this version of the program does not have the script."""


class PlanStep(Model):
    """One step; its words are the catalogue entry `step.<text>` with `words`."""

    id: StepId
    phase: Slug
    text: Slug
    words: dict[str, str | int | bool | tuple[str, ...]]
    subject: Subject
    host: StepHost
    kind: StepKind
    readiness: Readiness
    apply: ScriptUse | None
    check: ScriptUse | None
    """How the host is asked whether the step is already true."""
    answers: tuple[StepId, ...]
    """Open inputs that a person answers in this step."""
    needs: tuple[StepId, ...]
    """Steps that must be done first; all of them stand before this one."""
    undo: Slug | None
    """Catalogue entry `undo.<...>`; None where nothing was changed or nothing brings it back."""
    reversible: bool
    expects: tuple[Slug, ...]
    """Differences of the host that this step makes on purpose: catalogue entries `difference.<...>`."""


class PlanPhase(Model):
    """A group of steps under the catalogue entry `phase.<id>`."""

    id: Slug
    expects: tuple[Slug, ...]
    """All differences that the phase's steps make on purpose."""
    steps: tuple[PlanStep, ...]


class OpenInput(Model):
    """Something that is known only later; its answer is journalled and leaves the plan's hash alone."""

    id: StepId
    text: Slug
    """Catalogue entry `input.<text>` with `words`."""
    words: dict[str, str | int | bool | tuple[str, ...]]
    needed_by: tuple[StepId, ...]


class Fit(StrEnum):
    """Whether something has room."""

    FITS = "fits"
    FITS_UNLESS_DISKS_GROW = "fits-unless-disks-grow"
    DOES_NOT_FIT = "does-not-fit"
    UNKNOWN = "unknown"
    """The size of the place is not declared."""


class Capacity(Model):
    """Room on one external disk or one volume of the destination host."""

    place: str
    """`disk/a`, `disk/b`, or `volume/<letter>`."""
    needed_bytes: SizeBytes
    """All files as they are now."""
    needed_grown_bytes: SizeBytes
    """The same with each dynamic disk at its full size."""
    available_bytes: SizeBytes | None
    fit: Fit


class ForecastItem(Model):
    """Duration of one phase."""

    phase: Slug
    optimistic_s: int
    pessimistic_s: int
    people_steps: int
    """Steps by people that are not in those times, because nobody can reckon them."""
    measured: bool
    """False: at least one rate behind it is an assumption."""


class Forecast(Model):
    """How long it takes; the pessimistic end decides."""

    items: tuple[ForecastItem, ...]
    optimistic_s: int
    pessimistic_s: int
    window_s: int | None
    fits_window: bool | None
    """None without a change window."""


class PlanGate(Model):
    """A point that is passed only with a person's name."""

    step: StepId
    approvals: int
    closed_by: tuple[str, ...]
    """`<rule> <subject id>` of each blocker that keeps it closed."""


class Plan(Model):
    """One file a person can read; `run` takes its steps and no other."""

    schema_version: Literal[1] = PLAN_SCHEMA
    migration: str
    made_by: str
    """Version of this program."""
    playbook: str
    playbook_sha256: Sha256
    inventory_sha256: Sha256
    inventory_taken_at: UtcTime
    source_sha256: Sha256
    """Of the source host's stable projection: identities, layout, versions, chains, switches; not sizes or free space."""
    plan_hash: Sha256
    """Over that projection, the destination as declared, who is left out, and all steps."""
    source_host: str
    destination_host: str
    phases: tuple[PlanPhase, ...]
    open_inputs: tuple[OpenInput, ...]
    gates: tuple[PlanGate, ...]
    capacity: tuple[Capacity, ...]
    forecast: Forecast
    concerns: tuple[Concern, ...]
    """Those that no waiver covers."""
    waived: tuple[WaivedConcern, ...]
    unused_waivers: tuple[Waiver, ...]
    """Waivers that fit no concern: what was found is not what was accepted, or is gone."""
    left_out: tuple[LeftOut, ...]

    @property
    def steps(self) -> tuple[PlanStep, ...]:
        """All steps in the order in which they are taken."""
        return tuple(step for phase in self.phases for step in phase.steps)
