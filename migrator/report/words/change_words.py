"""Switches, changes that can be taken back, and every step, in words."""

from migrator.report.view.report_model import Report, SwitchFacts, SwitchReport, UndoReport, UndoState
from migrator.report.words.closed_words import closed_words
from migrator.report.words.document import Block, Cell, Line, Paragraph, Section, Table, Tone, cell, code, line, lines
from migrator.report.words.speaker import Speaker, labelled

_STANDING_FIRST = (UndoState.STANDS, UndoState.KEPT, UndoState.TAKEN_BACK)


def switch_section(report: Report, say: Speaker) -> Section:
    """Return each virtual switch on both hosts."""
    rows = tuple(_switch(one, say) for one in report.switches)
    headings = tuple(say.label(name) for name in ("switch", "before", "after", "step"))
    blocks: tuple[Block, ...] = (Table(say.text("section", "switches"), headings, rows),)
    return Section(say.text("section", "switches"), "switches", blocks if rows else (_none(say),))


def _switch(one: SwitchReport, say: Speaker) -> tuple[Cell, ...]:
    taken: list[Line] = []
    for step in one.steps:
        taken += [line(say.title(step)), *say.standing(say.steps[step].standing)]
    if one.chosen:
        taken.append(labelled(say.label("chosen"), ", ".join(one.chosen)))
    return (
        cell(one.name, Tone.STRONG),
        _facts(one.before, say) if one.before is not None else cell(say.label("was_not_there")),
        _facts(one.after, say) if one.after is not None else cell(say.label("not_read")),
        tuple(taken) or cell("-"),
    )


def _facts(facts: SwitchFacts, say: Speaker) -> Cell:
    features = [facts.bandwidth_mode]
    features += ["SET"] if facts.embedded_teaming else []
    features += ["SR-IOV"] if facts.iov else []
    return (
        line(f"{facts.switch_type} ({', '.join(features)})"),
        *(line(one, Tone.CODE) for one in facts.adapters),
        *(labelled(say.label("management"), one) for one in facts.management_adapters),
        *((labelled(say.label("extensions"), ", ".join(facts.extensions)),) if facts.extensions else ()),
    )


def undo_section(report: Report, say: Speaker) -> Section:
    """Return changes that can be taken back, those that still stand first."""
    shown = sorted(report.undo, key=lambda one: _STANDING_FIRST.index(one.became))
    standing = sum(one.became is UndoState.STANDS for one in shown)
    blocks: list[Block] = [Paragraph(line(say.plural("still_to_undo", standing)))]
    headings = tuple(say.label(name) for name in ("change", "undo", "originals", "standing"))
    if report.undo:
        rows = tuple(_undo(one, say) for one in shown)
        blocks.append(Table(say.text("section", "undo"), headings, rows))
    return Section(say.text("section", "undo"), "undo", tuple(blocks))


def _undo(one: UndoReport, say: Speaker) -> tuple[Cell, ...]:
    said = say.word("undone", one.became.value)
    by = (line(say.title(one.undone_by), Tone.SOFT),) if one.undone_by is not None else ()
    return (
        cell(say.title(one.step)),
        cell(say.of_step(f"undo.{one.undo}", one.step)),
        lines(tuple(f"{value.name}: {text}" for value in one.originals for text in say.values(value.value)), Tone.CODE),
        (line(said, Tone.WARNING if one.became is UndoState.STANDS else Tone.OK), *by),
    )


def step_section(report: Report, say: Speaker) -> Section:
    """Return where every step of the plan stands."""
    rows = []
    seen = {gate.step: gate.seen for gate in report.gates}
    for step in report.steps:
        why: list[Line] = []
        if step.held_by is not None:
            why.append(line(say.text("held_by", step=say.title(step.held_by)), Tone.SOFT))
        if step.error is not None:
            why.append(line(say.error(step.error, step.error_parameters), Tone.BLOCKER))
        words = closed_words(step.closed_by, seen.get(step.id), say)
        why += [line(say.text("closed_by", what=one), Tone.BLOCKER) for one in words]
        if step.attempts > 1:
            why.append(line(say.plural("attempts", step.attempts), Tone.SOFT))
        if step.script is not None:
            why.append((*code(step.script)[0], *line(f" {(step.script_sha256 or '')[:12]}", Tone.SOFT)))
        rows.append((cell(say.title(step.id)), (*say.standing(step.standing), *why), cell(say.time(step.ended_at))))
    headings = tuple(say.label(name) for name in ("step", "standing", "ended"))
    return Section(say.text("section", "steps"), "steps", (Table(say.text("section", "steps"), headings, tuple(rows)),))


def hook_section(report: Report, say: Speaker) -> Section:
    """Return own commands and notes."""
    blocks: list[Block] = []
    if report.hooks:
        rows = tuple(
            (
                cell(one.name, Tone.STRONG),
                cell(f"{say.word('moment', one.moment.value)} {say.title(one.step)}"),
                cell(say.word("hook", one.result.value)),
                cell("-" if one.exit_code is None else str(one.exit_code)),
            )
            for one in report.hooks
        )
        headings = tuple(say.label(name) for name in ("hook", "when", "result", "exit_code"))
        blocks.append(Table(say.text("hooks"), headings, rows))
    if report.notes:
        notes = tuple(
            (cell(say.time(one.at)), cell(say.note(one.text, one.words)), cell(say.title(one.step)))
            for one in report.notes
        )
        blocks.append(Table(say.text("notes"), tuple(say.label(name) for name in ("when", "what", "step")), notes))
    return Section(say.text("section", "hooks"), "hooks", tuple(blocks) or (_none(say),))


def _none(say: Speaker) -> Paragraph:
    return Paragraph(line(say.text("none")))
