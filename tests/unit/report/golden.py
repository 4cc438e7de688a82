"""The golden report and the journal behind it; `python -m tests.unit.report.golden` writes what does not exist yet."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from pydantic import JsonValue

from migrator.domain.concern import Severity
from migrator.domain.decisions import Waiver
from migrator.domain.inventory.whole import Inventory
from migrator.domain.plan import Plan, PlanStep, StepHost
from migrator.domain.waivers import digest_of
from migrator.journal.chain import Chain
from migrator.journal.entries import (
    Adopted,
    Digest,
    DiskLost,
    GateSeen,
    Hook,
    Note,
    Opened,
    Override,
    RunEnded,
    RunStarted,
    SinkJoined,
    SinkLost,
    TailCut,
    WaiverGiven,
    seen_sha256,
)
from migrator.journal.words import ApplyResult, HookResult, Moment, Truth
from migrator.report.view.evidence import Evidence
from migrator.report.view.report_file import write_report
from migrator.report.view.report_model import Report
from migrator.report.view.report_view import make_report
from tests.unit.domain.golden import GOLDEN, golden_config, golden_inventory, golden_plan
from tests.unit.report.clerk import MIGRATION_ID, PERSON, Clerk


def steps_until(plan: Plan, stop: str | None) -> Iterator[PlanStep]:
    """Yield the plan's steps before the first one with this text; all of them for None."""
    for step in plan.steps:
        if step.text == stop:
            return
        yield step


def opened_clerk(plan: Plan, person: str = PERSON) -> Clerk:
    """Return a clerk that has written what stands at the beginning of every journal."""
    clerk = Clerk(plan, person)
    clerk.write(
        Opened(migration=plan.migration, migration_id=MIGRATION_ID, made_by="0.2.0"),
        RunStarted(made_by="0.2.0", plan_hash=plan.plan_hash, controller="laptop"),
    )
    return clerk


def finished_lines(plan: Plan, *, until: str | None = None, person: str = PERSON) -> list[bytes]:
    """Return the journal of a run without any incident, up to a step of the plan."""
    clerk = opened_clerk(plan, person)
    for step in steps_until(plan, until):
        clerk.take(step)
    clerk.end(0 if until is None else 4)
    return clerk.lines


def golden_lines() -> list[bytes]:
    """Return a journal with every kind of record: two runs, a lost answer, a rescue, an adoption; not yet accepted."""
    plan = golden_plan()
    clerk = opened_clerk(plan)
    steps = {step.id: step for step in plan.steps}
    clerk.write(
        Digest(what="plan", name="plan.json", sha256="a" * 64, size_bytes=73498),
        SinkJoined(sink="disk-a"),
        SinkJoined(sink="disk-b"),
    )
    for step in steps_until(plan, "copy-vm"):
        if step.text == "take-inventory":
            clerk.check(step, Truth.TRUE, Moment.BEFORE)
        elif step.text == "stop-vm":
            clerk.check(step, Truth.FALSE, Moment.BEFORE)
            clerk.announce(step)
            clerk.apply(step, ApplyResult.UNKNOWN, "outcome-unknown")
            clerk.check(step, Truth.TRUE)
            clerk.write(_hook(step))
        else:
            clerk.take(step)
    clerk.write(
        Override(what="one-disk", person=PERSON, reason="If B dies on Saturday, A alone must do"),
        DiskLost(
            place="b",
            disk="b",
            person=PERSON,
            reason="It fell off the table",
            successor="c",
            volume_id="\\\\?\\Volume{0c0c0c0c-0000-4000-8000-00000000000c}\\",
            again=("mark-disk/disk/b",),
        ),
        Note(text="clock-jumped", step=None, words={"seconds": 3600}),
        RunEnded(exit_code=130, states={"done": 12, "pending": 40}),
    )
    clerk.run, clerk.epoch, clerk.now = "run-2", 2, clerk.now + timedelta(hours=1)
    clerk.write(Adopted(controller="server-room", person="Anna Schmidt", sink="disk-a", head=clerk.head))
    clerk.write(
        TailCut(sink="controller", line=40, size_bytes=17, kept_as="journal.jsonl.torn-40"),
        RunStarted(made_by="0.2.0", plan_hash=plan.plan_hash, controller="server-room"),
        WaiverGiven(waiver=_waiver(plan)),
    )
    clerk.take(steps["mark-disk/disk/b"])  # on the disk that took the lost one's place
    rest = [step for step in steps_until(plan, "accept-result") if step.id not in {s.id for s in _early(plan)}]
    for step in rest:
        if step.text == "prove-copy" and step.words["disk"] == "B":
            clerk.check(step, Truth.IN_PROGRESS, Moment.BEFORE)
        if step.text == "make-report":
            clerk.announce(step)
        else:
            clerk.take(step)
    clerk.write(SinkLost(sink="disk-b", found="The device is not connected"))
    gate = next(step for step in steps.values() if step.text == "accept-result")
    seen: dict[str, JsonValue] = {"plan_hash": plan.plan_hash}
    clerk.write(GateSeen(step=gate.id, seen=seen, closed_by=(), seen_sha256=seen_sha256(seen, ())))
    clerk.write(RunEnded(exit_code=4, states={"done": 48, "pending": 7}))
    return clerk.lines


def _early(plan: Plan) -> Sequence[PlanStep]:
    return tuple(steps_until(plan, "copy-vm"))


def _hook(step: PlanStep) -> Hook:
    return Hook(
        step=step.id,
        moment=Moment.AFTER,
        host=StepHost.CONTROLLER,
        name="tell",
        result=HookResult.NOT_RUN,
        exit_code=None,
    )


def _waiver(plan: Plan) -> Waiver:
    """Accept the first warning that can be waived."""
    concern = next(one for one in plan.concerns if one.waivable and one.severity is Severity.WARNING)
    return Waiver(
        rule=concern.rule, subject=concern.subject.id, found=digest_of(concern), person=PERSON, reason="known"
    )


def evidence(inventory: Inventory | None = None) -> Evidence:
    """Return what the golden report is made from beside its journal."""
    return Evidence(plan=golden_plan(), before=inventory or golden_inventory(), config=golden_config())


def report_of(lines: Sequence[bytes], beside: Evidence | None = None) -> Report:
    """Return the report of a journal, its chain held."""
    chain = Chain((line + b"\n" for line in lines), "journal.jsonl")
    return make_report(beside or evidence(), chain.pairs(), made_by="0.2.0")


def golden_report() -> Report:
    """Return the golden journal's report."""
    return report_of(golden_lines())


def write_missing(folder: Path = GOLDEN) -> None:
    """Write golden files that do not exist; an existing one is never touched."""
    made = {
        "report-journal-1.jsonl": b"".join(line + b"\n" for line in golden_lines()),
        "report-1.json": write_report(golden_report()).encode(),
    }
    for name, content in made.items():
        if not (folder / name).exists():
            (folder / name).write_bytes(content)


if __name__ == "__main__":
    write_missing()
