"""Makes the report from plan, inventories, configuration and journal, and from nothing else."""

from collections.abc import Iterable
from uuid import UUID

from migrator.domain.inventory_file import inventory_sha256
from migrator.journal.record import Record
from migrator.report.view.concern_report import blocked_steps, concern_reports, open_warnings
from migrator.report.view.evidence import Evidence
from migrator.report.view.found import Findings
from migrator.report.view.machine_view import machine_reports
from migrator.report.view.people_view import answer_reports, gate_reports, lost_disk_reports, override_reports
from migrator.report.view.report_model import (
    AdoptionReport,
    DigestReport,
    HookReport,
    JournalReport,
    NoteReport,
    PlaceReport,
    Report,
    VerdictKind,
)
from migrator.report.view.step_view import step_reports
from migrator.report.view.story import Story, read_story
from migrator.report.view.switch_view import switch_reports
from migrator.report.view.timeline_view import phase_times, run_reports
from migrator.report.view.undo_view import undo_reports
from migrator.report.view.verdict_view import verdict


def make_report(evidence: Evidence, lines: Iterable[tuple[bytes, Record]], *, made_by: str) -> Report:
    """Return the report; `lines` is the journal as `Chain.pairs` gives it, with at least its first record.

    The same evidence gives the same report, to the byte.
    """
    story = read_story(lines)
    plan, before, after = evidence.plan, evidence.before, evidence.after
    steps = step_reports(plan, story, blocked_steps(plan, evidence.config, story))
    answers, runs = answer_reports(plan, story), run_reports(story)
    concerns = concern_reports(plan, evidence.config, story)
    judged = verdict(plan, steps, runs, open_warnings(concerns))
    findings = Findings(story)
    machines = machine_reports(evidence, steps, findings)
    return Report(
        made_by=made_by,
        names_replaced=False,
        migration=plan.migration,
        migration_id=story.opened.migration_id if story.opened is not None else UUID(int=0),
        playbook=plan.playbook,
        plan_hash=plan.plan_hash,
        inventory_sha256=inventory_sha256(before),
        inventory_taken_at=before.taken_at,
        inventory_after_sha256=inventory_sha256(after) if after is not None else None,
        inventory_after_taken_at=after.taken_at if after is not None else None,
        source_host=plan.source_host,
        destination_host=plan.destination_host,
        verdict=judged,
        machines=machines,
        switches=switch_reports(before, after, steps, answers),
        concerns=concerns,
        lost_disks=lost_disk_reports(story),
        overrides=override_reports(story),
        gates=gate_reports(plan, story),
        answers=answers,
        open_inputs=plan.open_inputs,
        steps=steps,
        undo=undo_reports(plan, story, steps, accepted=judged.kind is VerdictKind.ACCEPTED),
        hooks=tuple(
            HookReport(
                step=one.step,
                moment=one.moment,
                host=one.host,
                name=one.name,
                result=one.result,
                exit_code=one.exit_code,
            )
            for one in story.hooks.values()
        ),
        notes=tuple(NoteReport(text=one.text, step=one.step, words=one.words, at=at) for one, at in story.notes),
        digests=tuple(
            DigestReport(what=one.what, name=one.name, sha256=one.sha256, size_bytes=one.size_bytes)
            for one in story.digests.values()
        ),
        unread=tuple(findings.unread),
        timeline=phase_times(plan, story),
        runs=runs,
        journal=_journal(story),
    )


def _journal(story: Story) -> JournalReport:
    return JournalReport(
        length=story.length,
        head=story.head,
        epoch=story.epoch,
        places=tuple(PlaceReport(name=name, lost=lost) for name, lost in story.places.items()),
        adoptions=tuple(
            AdoptionReport(controller=one.controller, person=one.person, place=one.sink, epoch=epoch, at=at)
            for one, epoch, at in story.adoptions
        ),
        torn_lines=story.torn_lines,
    )
