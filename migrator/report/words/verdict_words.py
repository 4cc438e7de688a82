"""The report's first lines: how it went, in one look."""

from migrator.domain.concern import Severity
from migrator.domain.gate.wipe import ONE_DISK
from migrator.report.catalogue import Catalogue
from migrator.report.printable import printable
from migrator.report.view.machine_model import MachineVerdict
from migrator.report.view.report_model import Report, VerdictKind
from migrator.report.view.verdict_view import ACCEPTANCE
from migrator.report.words.document import Block, Callout, Cell, Line, Table, Tone, cell, code, line
from migrator.report.words.speaker import Speaker, speaker_of

_TONES = {
    VerdictKind.ACCEPTED: Tone.OK,
    VerdictKind.DONE: Tone.OK,
    VerdictKind.DONE_WITH_WARNINGS: Tone.WARNING,
    VerdictKind.FAILED: Tone.BLOCKER,
    VerdictKind.NOT_FINISHED: Tone.WARNING,
}

_STYLES = {Tone.OK: "bold green", Tone.WARNING: "bold yellow", Tone.BLOCKER: "bold red"}


def verdict_blocks(report: Report, say: Speaker) -> tuple[Block, ...]:
    """Return the verdict with what it rests on, then the facts."""
    verdict = report.verdict
    return (
        Callout(
            tone=_TONES[verdict.kind],
            title=line(say.word("verdict", verdict.kind.value), _TONES[verdict.kind]),
            lines=tuple(_reasons(report, say)),
        ),
        _facts(report, say),
    )


def verdict_lines(report: Report, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return the verdict for a terminal: each line with its style."""
    say = speaker_of(report, catalogue)
    title = (say.word("verdict", report.verdict.kind.value), _STYLES[_TONES[report.verdict.kind]])
    said = ("".join(printable(span.text) for span in reason) for reason in _reasons(report, say))
    return (title, *((one, "") for one in said))


def _reasons(report: Report, say: Speaker) -> list[Line]:
    verdict = report.verdict
    said: list[Line] = []
    for gate in report.gates:
        if gate.passed and say.steps[gate.step].text in ACCEPTANCE:
            names = ", ".join(one.person for one in gate.approvals)
            said.append(line(say.text("accepted_by", people=names, at=say.time(gate.approvals[-1].at))))
    said += [line(say.text("failed_step", step=say.title(step))) for step in verdict.failed]
    said += [line(say.text("waiting_step", step=say.title(step))) for step in verdict.waiting]
    if verdict.kind is VerdictKind.NOT_FINISHED and verdict.next is not None and verdict.next not in verdict.waiting:
        said.append(line(say.text("stands_at", step=say.title(verdict.next))))
    said.append(
        line(say.plural("steps_true", verdict.steps_total, done=say.number(verdict.steps_true)))
        if verdict.steps_true < verdict.steps_total
        else line(say.plural("all_steps_true", verdict.steps_total))
    )
    if verdict.open_warnings:
        said.append(line(say.plural("open_warnings", verdict.open_warnings), Tone.WARNING))
    rescued = sum(len(machine.rescues) for machine in report.machines)
    if rescued:
        said.append(line(say.plural("rescued", rescued), Tone.WARNING))
    for gate in report.gates:
        decided = (gate.seen or {}).get(ONE_DISK)
        if gate.passed and isinstance(decided, dict):
            words = {name: str(value) for name, value in decided.items()}
            said.append(line(say.text("one_disk", **words), Tone.WARNING))
    if report.unread:
        said.append(line(say.plural("unread", len(report.unread)), Tone.WARNING))
    if report.names_replaced:
        said.append(line(say.text("names_replaced"), Tone.SOFT))
    return said


def _facts(report: Report, say: Speaker) -> Table:
    moved = sum(one.verdict in {MachineVerdict.MOVED, MachineVerdict.AT_HOME} for one in report.machines)
    left_out = sum(one.verdict is MachineVerdict.LEFT_OUT for one in report.machines)
    stays = any(one.verdict is MachineVerdict.AT_HOME for one in report.machines)
    machines = say.text(
        "machines_at_home" if stays else "machines_count", moved=say.number(moved), all=say.number(len(report.machines))
    )
    begin = report.runs[0].begin if report.runs else None
    ends = [end for phase in report.timeline if (end := phase.end) is not None]
    judged = {
        severity: sum(one.concern.severity is severity for one in report.concerns)
        for severity in (Severity.BLOCKER, Severity.WARNING, Severity.NOTE)
    }
    waived = sum(one.waiver is not None for one in report.concerns)
    rows: tuple[tuple[str, Cell], ...] = (
        ("migration", cell(f"{report.migration} ({report.playbook})")),
        ("hosts", cell(f"{say.hosts.source} \u2192 {say.hosts.destination}")),
        ("machines", (line(machines), *((line(say.plural("left_out", left_out)),) if left_out else ()))),
        (
            "concerns",
            cell(
                say.text(
                    "concerns_count",
                    blockers=say.number(judged[Severity.BLOCKER]),
                    warnings=say.number(judged[Severity.WARNING]),
                    notes=say.number(judged[Severity.NOTE]),
                    waived=say.number(waived),
                )
            ),
        ),
        ("begun", cell(say.time(begin))),
        ("last_step", cell(f"{say.time(max(ends, default=None))} ({say.duration(begin, max(ends, default=None))})")),
        ("runs", cell(say.number(len(report.runs)))),
        ("journal", code(f"{report.journal.length}: {report.journal.head}")),
        ("plan", code(report.plan_hash)),
    )
    return Table(
        caption=say.label("facts"),
        headings=(say.label("fact"), say.label("value")),
        rows=tuple((cell(say.label(name), Tone.STRONG), shown) for name, shown in rows),
    )
