"""What people decided, in words: judgements they accepted, gates, manual steps, limits set aside."""

from collections.abc import Iterable, Sequence

from migrator.domain.concern import Severity
from migrator.report.concern_view import concern_views
from migrator.report.view.report_model import ConcernReport, GateReport, Report
from migrator.report.words.closed_words import closed_words
from migrator.report.words.document import (
    Block,
    Callout,
    Cell,
    Line,
    Paragraph,
    Section,
    Table,
    Tone,
    cell,
    code,
    line,
    lines,
)
from migrator.report.words.speaker import Speaker, labelled

_TONES = {Severity.BLOCKER: Tone.BLOCKER, Severity.WARNING: Tone.WARNING, Severity.NOTE: Tone.SOFT}
_ORDER = (Severity.BLOCKER, Severity.WARNING, Severity.NOTE)


def concern_section(report: Report, say: Speaker) -> Section:
    """Return judgements, the worst first, open ones before accepted ones; then limits that were set aside."""
    shown = sorted(report.concerns, key=lambda one: (one.waiver is not None, _ORDER.index(one.concern.severity)))
    blocks: list[Block] = [_concern(same, say) for same in _together(shown, say)]
    if not shown:
        blocks.append(Paragraph(line(say.text("no_concerns"))))
    if report.overrides:
        rows = tuple(
            (code(one.what), cell(one.person), cell(one.reason), cell(say.time(one.at))) for one in report.overrides
        )
        headings = tuple(say.label(name) for name in ("limit", "person", "reason", "when"))
        blocks.append(Table(say.text("overrides"), headings, rows))
    return Section(say.text("section", "concerns"), "concerns", tuple(blocks))


def _together(shown: Sequence[ConcernReport], say: Speaker) -> Iterable[Sequence[ConcernReport]]:
    """Return the judgements with those made one that say the same of several: same rule, consequence, remedy, place, waiver."""
    groups: dict[tuple[object, ...], list[ConcernReport]] = {}
    for one in shown:
        view = concern_views([one.concern], say.catalogue)[0]
        person, reason = (one.waiver.person, one.waiver.reason) if one.waiver is not None else (None, None)
        key = (view.rule, view.severity, view.consequence, view.remedy, one.step, person, reason)
        groups.setdefault(key, []).append(one)
    return groups.values()


def _concern(same: Sequence[ConcernReport], say: Speaker) -> Callout:
    one = same[0]
    view = concern_views([each.concern for each in same], say.catalogue)[0]
    tone = _TONES[one.concern.severity]
    said: list[Line] = [*(line(each.found) for each in view.found), line(view.consequence, Tone.SOFT)]
    if one.waiver is None:
        said.append(labelled(say.label("remedy"), view.remedy))
    else:
        said.append(line(say.text("waived", person=one.waiver.person, reason=one.waiver.reason), Tone.STRONG))
    where = say.text("in_plan") if one.step is None else say.text("in_step", step=say.title(one.step))
    said.append(line(f"{where} {view.rule}", Tone.SOFT))
    heading = f"{say.word('severity', one.concern.severity.value)}: {', '.join(each.subject for each in view.found)}"
    return Callout(Tone.SOFT if one.waiver is not None else tone, line(heading, tone), tuple(said))


def people_section(report: Report, say: Speaker) -> Section:
    """Return gates with who approved what, and what people did and answered."""
    blocks: list[Block] = []
    for gate in report.gates:
        blocks += _gate(gate, say)
    if report.lost_disks:
        lost_rows = tuple(
            (
                cell(one.disk.upper()),
                cell(say.label("disk_none") if one.successor is None else one.successor.upper()),
                cell(one.person),
                cell(one.reason),
                cell(say.time(one.at)),
            )
            for one in report.lost_disks
        )
        lost_headings = tuple(say.label(name) for name in ("disk_lost", "disk_successor", "person", "reason", "when"))
        blocks.append(Table(say.text("lost_disks"), lost_headings, lost_rows))
    if report.answers:
        rows = tuple(
            (
                cell(say.question(one.question)),
                cell(say.value(list(one.value) if isinstance(one.value, tuple) else one.value)),
                cell(one.person),
                (line(say.time(one.done_at or one.at)), *_recorded(one.done_at is not None, say.time(one.at), say)),
            )
            for one in report.answers
        )
        headings = tuple(say.label(name) for name in ("question", "answer", "person", "when"))
        blocks.append(Table(say.text("answers"), headings, rows))
    return Section(say.text("section", "people"), "people", tuple(blocks))


def _recorded(is_later: bool, at: str, say: Speaker) -> tuple[Line, ...]:
    return (labelled(say.label("recorded"), at),) if is_later else ()


def _gate(gate: GateReport, say: Speaker) -> list[Block]:
    rows = tuple(
        (
            cell(one.person, Tone.STRONG),
            cell(say.label("approved" if one.approved else "declined"), Tone.OK if one.approved else Tone.BLOCKER),
            cell(one.host_name),
            cell(one.reason or "-"),
            cell(say.time(one.at)),
        )
        for one in gate.approvals
    )
    title = say.title(gate.step)
    stands = say.text("gate_passed" if gate.passed else "gate_not_passed", needed=say.number(gate.needed))
    said: list[Line] = [line(stands, Tone.OK if gate.passed else Tone.WARNING)]
    said += [
        line(say.text("closed_by", what=one), Tone.BLOCKER) for one in closed_words(gate.closed_by, gate.seen, say)
    ]
    if gate.seen_sha256 is not None:
        said.append(line(say.text("seen_digest", at=say.time(gate.seen_at), digest=gate.seen_sha256), Tone.SOFT))
    blocks: list[Block] = [Callout(Tone.OK if gate.passed else Tone.WARNING, line(title, Tone.STRONG), tuple(said))]
    if rows:
        headings = tuple(say.label(name) for name in ("person", "word", "host_typed", "reason", "when"))
        blocks.append(Table(say.text("approvals_at", gate=title), headings, rows))
    if gate.seen:
        blocks.append(_seen(gate, title, say))
    return blocks


def _seen(gate: GateReport, title: str, say: Speaker) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (code(name), lines(say.values(value), Tone.CODE)) for name, value in (gate.seen or {}).items()
    )
    return Table(say.text("seen_at", gate=title), (say.label("what"), say.label("found")), rows)
