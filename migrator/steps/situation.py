"""What one step sees while it is checked or taken: its own lines of the plan, its host, and what is known so far."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from pydantic import JsonValue

from migrator.domain.config import Config
from migrator.domain.gate.wipe import Lost
from migrator.domain.inventory.virtual_machine import VirtualMachine
from migrator.domain.inventory.whole import Inventory
from migrator.domain.plan import OpenValue, Plan, PlanStep, ScriptUse, StepHost, StepId
from migrator.domain.sides import sides
from migrator.hyperv.scripts import load_script
from migrator.ports.host_session import HostSession, ParameterValue, ScriptCall, ScriptResult
from migrator.ports.secret import Credential, Secret
from migrator.steps.driver import Answers


class Hosts(Protocol):
    """Sessions with both hosts, opened when they are first asked for."""

    def session(self, host: StepHost) -> HostSession:
        """Return the session with the source or the destination host; raises a connection error."""
        ...


class Past(Protocol):
    """What the journal says; the runner's history is one."""

    def originals(self, step: StepId) -> Mapping[tuple[str, str], JsonValue]:
        """Return the values before a step's change, by subject and name."""
        ...

    def found(self, step: StepId) -> Mapping[str, JsonValue]:
        """Return what the last check of a step rested on; empty where it was never checked."""
        ...

    def was_tried(self, step: StepId) -> bool:
        """Tell whether a step's change was ever announced; it may then have happened."""
        ...

    def is_confirmed(self, step: StepId) -> bool:
        """Tell whether the last that was heard of a step is that it is true."""
        ...

    def disk_in(self, place: str) -> str | None:
        """Return the name of the disk that has a place of the plan now; None where it is lost and nothing took over."""
        ...

    def loss_of(self, place: str) -> Lost | None:
        """Return who gave up the disk of a place, and why; None where it has a disk."""
        ...


class Secrets(Protocol):
    """Secrets that steps need and that no file of ours holds."""

    def secret(self, name: str) -> Secret:
        """Return a secret by its name in the configuration (`certificates`); asks the person where nothing has it."""
        ...


@dataclass(frozen=True)
class Progress:
    """How far something is that runs for long on a host, in one place."""

    place: str
    """`disk/a`, `disk/b`, `volume/D` ... as in the plan's capacity."""
    done_bytes: int
    total_bytes: int
    rate_bytes_per_s: int | None
    """None until there is one to speak of."""


@dataclass(frozen=True)
class Migration:
    """What all steps of a run share."""

    id: UUID
    epoch: int
    config: Config
    plan: Plan
    inventory: Inventory
    """Of the source host, as the plan was made from it."""
    hosts: Hosts
    past: Past
    secrets: Secrets
    now: Callable[[], datetime]
    made_by: str
    on_progress: Callable[[StepId, tuple[Progress, ...]], None]
    """Is told how far a step is, each time that its check sees it; for the screen only."""
    own_journal: Callable[[], Iterable[bytes]] = tuple
    """Reads the lines of the controller's own journal."""
    seen_before: dict[StepId, Mapping[str, str]] = field(default_factory=dict)
    """What a step saw when it began in this run; what an earlier run saw may be so no more."""


@dataclass(frozen=True)
class Situation:
    """One step at one moment."""

    migration: Migration
    step: PlanStep
    answers: Answers

    @property
    def session(self) -> HostSession:
        """The session with the step's host; without one of its own, with the host that the plan is at (`sides`)."""
        return self.migration.hosts.session(sides(self.migration.plan)[self.step.id])

    @property
    def vm(self) -> VirtualMachine:
        """The step's virtual machine as the inventory has it."""
        return next(vm for vm in self.migration.inventory.virtual_machines if str(vm.id) == self.step.subject.id)

    def tell_progress(self, *places: Progress) -> None:
        """Let the person see how far this step is."""
        self.migration.on_progress(self.step.id, places)

    def parameters(self, use: ScriptUse | None = None) -> dict[str, ParameterValue]:
        """Return the parameters of the step's change (or of `use`) with open inputs filled; all of them are answered."""
        use = use or self.step.apply
        said = {} if use is None else use.parameters
        filled = {
            name: self.answers[value.open_input] if isinstance(value, OpenValue) else value
            for name, value in said.items()
        }
        return {name: list(value) if isinstance(value, tuple) else value for name, value in filled.items()}

    def run(
        self,
        script: str,
        parameters: Mapping[str, ParameterValue],
        secrets: Mapping[str, Secret | Credential] | None = None,
        *,
        deadline_s: float = 300.0,
    ) -> ScriptResult:
        """Run a shipped script on the step's host."""
        return self.session.run(ScriptCall(load_script(script), parameters, secrets or {}), deadline_s=deadline_s)
