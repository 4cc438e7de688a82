"""The report says what the records say, the worst first."""

from collections.abc import Sequence

import pytest
from pydantic import JsonValue

from migrator.domain.concern import Severity
from migrator.domain.config import Config
from migrator.domain.decisions import LeftOut, Waiver
from migrator.domain.inventory.whole import Inventory
from migrator.domain.plan import Plan, PlanStep
from migrator.domain.waivers import digest_of
from migrator.journal.entries import GateSeen, StepChecked, WaiverGiven, seen_sha256
from migrator.journal.words import ApplyResult, Moment, Truth
from migrator.report.view.evidence import Evidence
from migrator.report.view.machine_model import MachineReport, MachineVerdict
from migrator.report.view.report_model import Report, VerdictKind
from migrator.report.view.step_model import StepReport, StepStanding
from tests.unit.domain.builders import APP_ID, adapter
from tests.unit.domain.golden import golden_config, golden_inventory, golden_plan
from tests.unit.report.clerk import DRIFT, PERSON, Clerk
from tests.unit.report.golden import evidence, finished_lines, golden_report, opened_clerk, report_of, steps_until

PLAN: Plan = golden_plan()


def _step(report: Report, step_id: str) -> StepReport:
    return next(step for step in report.steps if step.id == step_id)


def _planned(text: str) -> PlanStep:
    return next(step for step in PLAN.steps if step.text == text)


def _machine(report: Report, name: str) -> MachineReport:
    return next(one for one in report.machines if one.before.name == name)


def _until(text: str) -> Clerk:
    clerk = opened_clerk(PLAN)
    for step in steps_until(PLAN, text):
        clerk.take(step)
    return clerk


def _without_drift() -> Sequence[bytes]:
    """Return a whole journal whose warning about drift was waived in the run."""
    clerk = _until("upgrade-vm")
    waiver = Waiver(rule=DRIFT.rule, subject=DRIFT.subject.id, found=digest_of(DRIFT), person=PERSON, reason="known")
    clerk.write(WaiverGiven(waiver=waiver))
    return clerk.lines


def test_an_accepted_migration_says_so_with_the_name() -> None:
    report = report_of(finished_lines(PLAN))
    assert report.verdict.kind is VerdictKind.ACCEPTED
    assert report.verdict.steps_true == report.verdict.steps_total == len(PLAN.steps)
    assert [one.person for gate in report.gates for one in gate.approvals] == [PERSON, PERSON]
    assert report.verdict.last_exit_code == 0


def test_done_but_nobody_accepted_is_not_called_accepted() -> None:
    """Up to the gate all is done; a warning that nobody waived is named in the verdict itself."""
    report = report_of(finished_lines(PLAN, until="accept-result"))
    assert report.verdict.kind is VerdictKind.DONE_WITH_WARNINGS
    assert report.verdict.next == "accept-result"
    assert report.verdict.open_warnings > 0


def test_a_waived_warning_is_no_open_one_and_stands_in_the_report_with_its_name() -> None:
    open_before = golden_report().verdict.open_warnings
    report = report_of(_without_drift())
    drift = next(one for one in report.concerns if one.concern == DRIFT)
    assert drift.step == "compare-with-inventory/vm/7c10de44"
    assert drift.waiver is not None
    assert drift.waiver.person == PERSON
    assert report.verdict.open_warnings == open_before


def test_a_stop_in_the_middle_says_where_it_stands() -> None:
    report = report_of(_until("restore-vm").lines)
    assert report.verdict.kind is VerdictKind.NOT_FINISHED
    assert report.verdict.next == "restore-vm/vm/7c10de44"
    assert _machine(report, "app").verdict is MachineVerdict.NOT_FINISHED


def test_a_failed_step_is_the_verdict_and_what_hangs_on_it_is_held() -> None:
    """The operator reads which step failed, with its error, and which machine is concerned."""
    clerk = _until("restore-vm")
    step = _planned("restore-vm")
    clerk.announce(step)
    clerk.apply(step, ApplyResult.REFUSED, "host-unreachable")
    clerk.check(step, Truth.FALSE)
    report = report_of(clerk.lines)
    assert report.verdict.kind is VerdictKind.FAILED
    assert report.verdict.failed == (step.id,)
    assert _step(report, step.id).error == "host-unreachable"
    assert _step(report, "import-vm/vm/7c10de44").held_by == step.id
    assert _machine(report, "app").verdict is MachineVerdict.FAILED
    assert _machine(report, "dc01").verdict is MachineVerdict.NOT_FINISHED


def test_a_lost_answer_is_unknown_until_somebody_looked() -> None:
    clerk = _until("stop-vm")
    step = _planned("stop-vm")
    clerk.announce(step)
    assert _step(report_of(clerk.lines), step.id).standing is StepStanding.UNKNOWN
    clerk.apply(step, ApplyResult.UNKNOWN, "outcome-unknown")
    assert report_of(clerk.lines).verdict.kind is VerdictKind.FAILED
    clerk.check(step, Truth.TRUE)
    seen = _step(report_of(clerk.lines), step.id)
    assert (seen.standing, seen.error) == (StepStanding.DONE, None)


def test_what_was_true_already_is_not_claimed_as_done() -> None:
    clerk = _until("stop-vm")
    clerk.check(_planned("stop-vm"), Truth.TRUE, Moment.BEFORE)
    assert _step(report_of(clerk.lines), _planned("stop-vm").id).standing is StepStanding.SKIPPED


def test_what_was_done_and_is_no_longer_so_is_named() -> None:
    clerk = _until("copy-vm")
    clerk.check(_planned("stop-vm"), Truth.FALSE, Moment.BEFORE)
    report = report_of(clerk.lines)
    assert _step(report, _planned("stop-vm").id).standing is StepStanding.CHANGED_SINCE
    assert report.verdict.kind is VerdictKind.FAILED


def test_a_copy_that_goes_on_is_running_and_a_step_that_still_is_false_failed() -> None:
    clerk = _until("copy-vm")
    step = _planned("copy-vm")
    clerk.announce(step)
    clerk.apply(step)
    clerk.check(step, Truth.IN_PROGRESS)
    assert _step(report_of(clerk.lines), step.id).standing is StepStanding.RUNNING
    clerk.check(step, Truth.UNKNOWN)
    assert _step(report_of(clerk.lines), step.id).standing is StepStanding.UNKNOWN
    clerk.check(step, Truth.FALSE)
    assert _step(report_of(clerk.lines), step.id).standing is StepStanding.FAILED


def test_people_are_waited_for_and_a_closed_gate_says_by_what() -> None:
    clerk = _until("allow-wipe")
    gate = _planned("allow-wipe")
    seen: dict[str, JsonValue] = {"disks": {"a": "proven", "b": "lost"}}
    closed = ("disk.lost disk/b",)
    clerk.write(GateSeen(step=gate.id, seen=seen, closed_by=closed, seen_sha256=seen_sha256(seen, closed)))
    report = report_of(clerk.lines)
    assert _step(report, gate.id).standing is StepStanding.CLOSED
    assert _step(report, gate.id).closed_by == closed
    assert report.verdict.waiting == (gate.id,)
    assert report.verdict.kind is VerdictKind.NOT_FINISHED


def test_a_no_at_a_gate_counts_more_than_an_earlier_yes() -> None:
    clerk = _until("allow-wipe")
    gate = _planned("allow-wipe")
    clerk.pass_gate(gate)
    lines = clerk.lines[:-1]
    assert _step(report_of(lines), gate.id).standing is StepStanding.WAITING
    declined = opened_clerk(PLAN)
    for step in steps_until(PLAN, "allow-wipe"):
        declined.take(step)
    declined.pass_gate(gate, approved=False)
    report = report_of(declined.lines)
    assert _step(report, gate.id).standing is StepStanding.DECLINED
    assert [one.approved for one in report.gates[0].approvals] == [False]


def test_a_blocker_found_on_the_way_keeps_its_step_shut() -> None:
    """Nobody waived it: the step is not taken, and the report does not call that pending."""
    clerk = _until("import-vm")
    step = _planned("import-vm")
    blocker = DRIFT.model_copy(update={"severity": Severity.BLOCKER})
    clerk.write(
        StepChecked(
            step=step.id,
            moment=Moment.BEFORE,
            truth=Truth.FALSE,
            found={"concerns": [blocker.model_dump(mode="json")]},
        )
    )
    report = report_of(clerk.lines)
    assert _step(report, step.id).standing is StepStanding.CLOSED
    assert _step(report, step.id).closed_by == (f"{DRIFT.rule} {DRIFT.subject.id}",)
    assert report.verdict.kind is VerdictKind.FAILED


def test_each_copy_stands_with_its_digests_and_a_rescued_chunk_with_both_disks() -> None:
    app = _machine(golden_report(), "app")
    assert [(copy.disk, copy.proven, len(copy.files)) for copy in app.copies] == [
        ("A", StepStanding.DONE, 2),
        ("B", StepStanding.DONE, 2),
    ]
    assert {file.sha256 for copy in app.copies for file in copy.files} == {"d" * 64, "f" * 64}
    assert [(one.bad_on, one.taken_from) for one in app.rescues] == [("a", "b")]
    assert [one.kind for one in app.repairs] == ["switch-missing"]
    assert [one.field for one in app.differences] == ["automatic_start_action"]
    assert app.health is not None
    assert app.health.heartbeat == "OkApplicationsHealthy"


def test_findings_of_an_unknown_form_are_named_and_not_guessed() -> None:
    clerk = _until("prove-copy")
    step = _planned("prove-copy")
    clerk.check(step, Truth.TRUE, found={"files": "all of them"})
    report = report_of(clerk.lines)
    assert report.unread == (step.id,)
    assert _machine(report, "app").copies[0].files == ()


def test_the_new_host_is_compared_where_it_was_read() -> None:
    after = _moved(golden_inventory())
    report = report_of(finished_lines(PLAN), Evidence(plan=PLAN, before=golden_inventory(), after=after))
    app = _machine(report, "app")
    assert app.after is not None
    assert app.after.adapters[0].mac_address == "00155D0A0AFF"
    assert any(change.field == "network_adapters.Netzwerkkarte.mac_address" for change in app.changes)
    assert _machine(report, "dc01").after is None
    assert {one.name: one.after is not None for one in report.switches}["LAN"]


def _moved(inventory: Inventory) -> Inventory:
    """Return the new host: one machine has another address, the other one is missing."""
    app = next(vm for vm in inventory.virtual_machines if vm.id == APP_ID)
    other = app.model_copy(update={"network_adapters": (adapter(mac_address="00155D0A0AFF"),)})
    return inventory.model_copy(update={"virtual_machines": (other,)})


def test_who_was_left_behind_stands_with_name_and_reason() -> None:
    plan = PLAN.model_copy(update={"left_out": (LeftOut(vm="app", reason="old", person=PERSON),)})
    report = report_of(finished_lines(PLAN), Evidence(plan=plan, before=golden_inventory()))
    app = _machine(report, "app")
    assert app.verdict is MachineVerdict.LEFT_OUT
    assert app.left_out is not None
    assert app.left_out.reason == "old"


@pytest.mark.parametrize("config", [None, golden_config()], ids=["none", "some"])
def test_a_waiver_in_the_configuration_counts_though_the_plan_is_older(config: Config | None) -> None:
    """The run accepts it, so does the report."""
    concern = next(one for one in PLAN.concerns if one.waivable)
    waiver = Waiver(rule=concern.rule, subject=concern.subject.id, found=digest_of(concern), person=PERSON, reason="ok")
    decided = config.model_copy(update={"waivers": (waiver,)}) if config is not None else None
    report = report_of(finished_lines(PLAN), Evidence(plan=PLAN, before=golden_inventory(), config=decided))
    found = next(one for one in report.concerns if one.concern == concern)
    assert (found.waiver is not None) == (config is not None)


def test_the_same_evidence_gives_the_same_report() -> None:
    lines = finished_lines(PLAN)
    assert report_of(lines) == report_of(lines, evidence())
