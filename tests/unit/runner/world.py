"""A small simulated world: steps that become true, answers that get lost, a process that dies at any point."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import JsonValue

from migrator.domain.plan import PlanStep, StepId, StepKind
from migrator.errors import (
    Cancelled,
    HostUnreachable,
    OutcomeUnknown,
    PasswordVariableNotSet,
    ScriptFailed,
)
from migrator.journal.chain import TornTail
from migrator.journal.entries import StepAboutToApply
from migrator.journal.record import json_of, read_record
from migrator.journal.words import Truth
from migrator.steps.driver import Answers, CheckAnswer, GateView, Given, Original, Prepared, Verdict


class Killed(BaseException):
    """The process is gone; nothing may catch this."""


class Fault(StrEnum):
    """What goes wrong with one attempt."""

    REFUSED = "refused"
    NO_EFFECT = "no-effect"
    LOST_AFTER_ACTING = "lost-after-acting"
    LOST_BEFORE_ACTING = "lost-before-acting"
    NEVER_BEGUN = "never-begun"
    """The host was away for a moment: it never heard of the change."""


@dataclass
class Clockwork:
    """Counts everything at which a process can die."""

    left: int | None = None
    """Points still to be passed; None: it lives for ever."""
    passed: int = 0

    def tick(self) -> None:
        """Pass one point, or die there."""
        self.passed += 1
        if self.left is not None:
            if self.left == 0:
                raise Killed
            self.left -= 1


@dataclass
class MemorySink:
    """A place for a journal that survives the death of the process, with half a line where it died in the middle."""

    clockwork: Clockwork
    raw: bytearray = field(default_factory=bytearray)
    cut_off: list[bytes] = field(default_factory=list)
    name: str = "controller"

    def lines(self) -> Iterator[bytes]:
        """Yield what survived."""
        yield from bytes(self.raw).splitlines(keepends=True)

    def append(self, line: bytes) -> None:
        """Write in two halves, with a chance to die around each."""
        self.clockwork.tick()
        self.raw += line[:20]
        self.clockwork.tick()
        self.raw += line[20:] + b"\n"
        self.clockwork.tick()

    def cut(self, torn: TornTail) -> str:
        """Keep the torn end in `cut_off`."""
        self.cut_off.append(bytes(self.raw[torn.offset :]))
        del self.raw[torn.offset :]
        return f"torn-{len(self.cut_off)}"

    def close(self) -> None:
        """Nothing to give free."""

    def last_entry(self) -> object:
        """Return what a reader would find at the end."""
        last = bytes(self.raw).splitlines()[-1]
        return read_record(json_of(last), "memory", 0).entry


@dataclass
class Thing:
    """What one step is about."""

    true: bool = False
    probed: bool = True
    """False: no check can tell whether it is true."""
    rounds: int = 0
    """How many looks a change stays in progress."""
    faults: list[Fault] = field(default_factory=list)
    """One for each attempt; after them all goes well."""
    comes_true: bool = True
    """False: what is in progress ends without an effect."""
    left: int = 0
    attempts: int = 0
    looked: bool = False


@dataclass
class World:
    """Driver and truth; what must never happen is written into `crimes`."""

    clockwork: Clockwork
    sink: MemorySink | None = None
    things: defaultdict[StepId, Thing] = field(default_factory=lambda: defaultdict(Thing))
    crimes: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    unreachable: set[StepId] = field(default_factory=set)
    has_password: bool = True
    untakeable: set[StepId] = field(default_factory=set)
    view: dict[str, JsonValue] = field(default_factory=dict)
    closed_by: tuple[str, ...] = ()

    def can_take(self, step: PlanStep) -> bool:
        """Take all but `untakeable`."""
        return step.id not in self.untakeable

    def check(self, step: PlanStep, answers: Answers) -> CheckAnswer:
        """Look; a look also lets the time pass for what is in progress."""
        del answers
        self.clockwork.tick()
        self.log.append(f"check {step.id}")
        self._reach(step)
        thing = self.things[step.id]
        thing.looked = True
        if thing.left:
            thing.left -= 1
            if not thing.left:
                thing.true = thing.comes_true
            return CheckAnswer(truth=Truth.IN_PROGRESS)
        if not thing.probed:
            return CheckAnswer(truth=Truth.UNKNOWN)
        return CheckAnswer(truth=Truth.TRUE if thing.true else Truth.FALSE, found={"true": thing.true})

    def prepare(self, step: PlanStep, answers: Answers) -> Prepared:
        """Say how often it was tried, as the value that was there before."""
        del answers
        self._reach(step)
        attempts = self.things[step.id].attempts
        return Prepared(script_sha256="a" * 64, originals=(Original(subject=step.id, name="attempts", value=attempts),))

    def apply(self, step: PlanStep, answers: Answers) -> None:
        """Make it true, unless this attempt has a fault."""
        thing = self.things[step.id]
        self._judge(step, thing, answers)
        thing.looked = False
        self.clockwork.tick()
        self.log.append(f"apply {step.id}")
        fault = thing.faults[thing.attempts] if thing.attempts < len(thing.faults) else None
        thing.attempts += 1
        if fault is Fault.REFUSED:
            raise ScriptFailed(
                host="hv1", attempted="Set-Thing", found="no", error_id="E", category="C", line=1, message="m"
            )
        if fault is Fault.NEVER_BEGUN:
            raise HostUnreachable(host="hv1", attempted="open", found="refused")
        if fault is Fault.LOST_BEFORE_ACTING:
            raise OutcomeUnknown(host="hv1", attempted="Set-Thing", found="reset")
        if fault is not Fault.NO_EFFECT:
            thing.left = thing.rounds
            thing.true = not thing.rounds
        self.clockwork.tick()
        if fault is Fault.LOST_AFTER_ACTING:
            raise OutcomeUnknown(host="hv1", attempted="Set-Thing", found="reset")

    def look(self, step: PlanStep, answers: Answers) -> GateView:
        """Show `view`."""
        del answers
        self.clockwork.tick()
        self.log.append(f"look {step.id}")
        self._reach(step)
        return GateView(host_name="HV1", seen=dict(self.view), closed_by=self.closed_by)

    def _reach(self, step: PlanStep) -> None:
        if not self.has_password:
            raise PasswordVariableNotSet(host="hv1", attempted="open", store="environment", name="PW", found="absent")
        if step.id in self.unreachable:
            raise ScriptFailed(
                host="hv1", attempted="Get-Thing", found="gone", error_id="E", category="C", line=1, message="m"
            )

    def _judge(self, step: PlanStep, thing: Thing, answers: Answers) -> None:
        if thing.true or thing.left:
            self.crimes.append(f"{step.id} changed a second time")
        if not thing.looked:
            self.crimes.append(f"{step.id} applied without a look before")
        self.crimes += [f"{step.id} before {need}" for need in step.needs if not self._is_true(need)]
        self.crimes += [f"{step.id} without {name}" for name in step.answers if name not in answers]
        if self.sink is not None:
            last = self.sink.last_entry()
            if not (isinstance(last, StepAboutToApply) and last.step == step.id):
                self.crimes.append(f"{step.id} changed before it was written down")

    def _is_true(self, need: StepId) -> bool:
        return self.things[need].true


@dataclass
class Somebody:
    """A person who looks at the world and tells the truth; steps in `absent` find nobody for manual work and approvals."""

    world: World
    absent: set[StepId] = field(default_factory=set)
    names: tuple[str, ...] = ("Jörg", "Ute")
    host_name: str = "hv1"
    declines: bool = False
    asked: list[StepId] = field(default_factory=list)

    def answer(self, step: PlanStep, questions: tuple[StepId, ...]) -> Given | None:
        """Do a manual step, answer all that is asked, say what is true."""
        self.asked.append(step.id)
        settles = step.kind is not StepKind.MANUAL and step.id in questions
        if step.id in self.absent and not settles:
            return None
        thing = self.world.things[step.id]
        if step.kind is StepKind.MANUAL:
            thing.true = True
        values: dict[StepId, str | bool] = {name: f"value of {name}" for name in questions if name != step.id}
        if step.id in questions:
            values[step.id] = thing.true
        return Given(person=self.names[0], values=values)

    def approve(self, step: PlanStep, view: GateView, approved_by: tuple[str, ...]) -> Verdict | None:
        """Let one name after the other approve."""
        del view
        self.asked.append(step.id)
        if step.id in self.absent or len(approved_by) >= len(self.names):
            return None
        if not self.declines:
            self.world.things[step.id].true = True
        return Verdict(self.names[len(approved_by)], approved=not self.declines, host_name=self.host_name, reason=None)


def impatient() -> None:
    """Pause for a run that is interrupted as soon as it would wait."""
    raise Cancelled
