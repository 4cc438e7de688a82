"""Writes journals for tests as the runner would: with findings of every form, minute by minute."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from pydantic import JsonValue

from migrator.domain.canonical import plain
from migrator.domain.concern import Concern, Severity, Subject, SubjectKind
from migrator.domain.plan import Plan, PlanStep, StepKind
from migrator.journal.entries import (
    Answer,
    Approval,
    Entry,
    GateSeen,
    OriginalValue,
    RunEnded,
    StepAboutToApply,
    StepApplied,
    StepChecked,
    seen_sha256,
)
from migrator.journal.record import FIRST_PREVIOUS, Record, line_of, line_sha256
from migrator.journal.words import ApplyResult, Moment, Truth

START: Final = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
MIGRATION_ID: Final = UUID("5f0e6f2a-9a53-4d7c-8f42-0c6c3d8f7e11")
PERSON: Final = "Jörg Müller"
MINUTES: Final = {
    "copy-vm": 95,
    "prove-copy": 80,
    "allow-wipe": 12,
    "install-windows": 190,
    "restore-vm": 85,
    "verify-vm": 20,
}
DRIFT: Final = Concern(
    rule="vm.checkpoints",
    severity=Severity.WARNING,
    subject=Subject(kind=SubjectKind.VM, id="7c10de44-0000-4000-8000-000000000002", name="app"),
    found={"count": 2, "names": ("before update", "new")},
    source="own-judgement",
    waivable=True,
)


class Clerk:
    """Writes a journal for a plan as the runner would, minute by minute."""

    def __init__(self, plan: Plan, person: str = PERSON) -> None:
        self.plan = plan
        self.person = person
        self.now = START
        self.run = "run-1"
        self.epoch = 1
        self.lines: list[bytes] = []
        self.head = FIRST_PREVIOUS

    def write(self, *entries: Entry, minutes: float = 0.1) -> None:
        """Add entries, each a little later than the one before."""
        for entry in entries:
            self.now += timedelta(minutes=minutes)
            record = Record(
                seq=len(self.lines) + 1,
                time=self.now,
                run=self.run,
                epoch=self.epoch,
                previous=self.head,
                entry=entry,
            )
            line = line_of(record)
            self.lines.append(line)
            self.head = line_sha256(line)

    def check(
        self,
        step: PlanStep,
        truth: Truth,
        moment: Moment = Moment.AFTER,
        found: dict[str, JsonValue] | None = None,
    ) -> None:
        """Add a check's answer."""
        self.write(StepChecked(step=step.id, moment=moment, truth=truth, found=found or {}))

    def announce(self, step: PlanStep, attempt: int = 1) -> None:
        """Add what is written before a change."""
        self.write(
            StepAboutToApply(
                step=step.id,
                attempt=attempt,
                host=step.host,
                script=step.apply.script if step.apply is not None else None,
                script_sha256="b" * 64 if step.apply is not None else None,
                parameters={},
            )
        )

    def apply(
        self, step: PlanStep, result: ApplyResult = ApplyResult.ANSWERED, error: str | None = None, attempt: int = 1
    ) -> None:
        """Add what came back."""
        said: dict[str, str | int | None] = {"host": "HV01", "attempted": "x", "found": "no answer"} if error else {}
        self.write(
            StepApplied(step=step.id, attempt=attempt, result=result, error=error, error_parameters=said),
            minutes=MINUTES.get(step.text, 1),
        )

    def take(self, step: PlanStep) -> None:
        """Bring a step to its end as if all went well."""
        match step.kind:
            case StepKind.GATE:
                self.pass_gate(step)
            case StepKind.MANUAL:
                self.announce(step)
                for question in step.answers:
                    self.write(
                        Answer(
                            question=question, step=step.id, value=_value(question), person=self.person, done_at=None
                        )
                    )
                self.write(
                    Answer(question=step.id, step=step.id, value=True, person=self.person, done_at=None),
                    minutes=MINUTES.get(step.text, 4),
                )
                self.apply(step)
                self.check(step, Truth.TRUE, found={"by": "answer"})
            case _:
                self.check(step, Truth.FALSE, Moment.BEFORE)
                self.keep_original(step)
                self.announce(step)
                self.apply(step)
                self.finish(step)

    def keep_original(self, step: PlanStep) -> None:
        """Write down what was there before a change."""
        if step.text == "hold-start":
            value: JsonValue = {"action": "Start", "delay_s": 0}
            self.write(OriginalValue(step=step.id, subject=step.subject.id, name="start-action", value=value))

    def finish(self, step: PlanStep) -> None:
        """Find a step to be true."""
        self.check(step, Truth.TRUE, found=found_of(step))

    def end(self, exit_code: int) -> None:
        """End the run."""
        self.write(RunEnded(exit_code=exit_code, states={}))

    def pass_gate(self, step: PlanStep, *, approved: bool = True) -> None:
        """Look, and let a person say yes or no to what was seen."""
        seen: dict[str, JsonValue] = {"plan_hash": self.plan.plan_hash, "disks": {"a": "proven", "b": "proven"}}
        digest = seen_sha256(seen, ())
        self.write(GateSeen(step=step.id, seen=seen, closed_by=(), seen_sha256=digest))
        self.write(
            Approval(
                step=step.id,
                approved=approved,
                person=self.person,
                host_name="HV01",
                seen_sha256=digest,
                reason="both proven",
            ),
            minutes=MINUTES.get(step.text, 3),
        )
        if approved:
            self.check(step, Truth.TRUE, found={"seen_sha256": digest})


def _value(question: str) -> str | tuple[str, ...]:
    if question.startswith("external-disk/"):
        return f"\\\\?\\Volume{{{question[-1] * 8}-0000-4000-8000-000000000000}}\\"
    return ("Ethernet 2",)


def found_of(step: PlanStep) -> dict[str, JsonValue]:
    """Return what a step's check rests on when it is true."""
    name = step.subject.name
    files: list[JsonValue] = [
        {"path": f"D/{name}/{name}.vhdx", "size_bytes": 42949672960, "sha256": ("d" if name == "app" else "e") * 64},
        {"path": f"D/{name}/Virtual Machines/{step.subject.id}.vmcx", "size_bytes": 49152, "sha256": "f" * 64},
    ]
    rescue: JsonValue = {
        "path": f"D/{name}/{name}.vhdx", "offset_bytes": 4194304, "bad_on": "a", "taken_from": "b"
    }  # fmt: skip
    drift: JsonValue = {"field": "automatic_start_action", "before": "Start", "after": "Nothing"}
    repair: JsonValue = {"kind": "switch-missing", "subject": "Netzwerkkarte", "before": "LAN", "after": "LAN"}
    whole = {"files": 2, "bytes": 42949722112}
    concerns: list[JsonValue] = [plain(DRIFT)]
    known: dict[str, dict[str, JsonValue]] = {
        "prove-copy": {"files": files, "bytes": 42949722112, "disk": str(step.words.get("disk", "")).lower()},
        "prove-importable": {"disks_tested": 1, "resolved_outside": []},
        "restore-vm": {**whole, "rescues": [rescue] if name == "app" else []},
        "verify-vm": {**whole},
        "import-vm": {"repairs": [repair] if name == "app" else []},
        "compare-with-inventory": (
            {"compared": 64, "differences": [drift], "concerns": concerns}
            if name == "app"
            else {"compared": 64, "differences": []}
        ),
        "see-health": {"heartbeat": "OkApplicationsHealthy", "addresses": ["192.168.1.20"]},
    }
    return known.get(step.text, {})
