"""Each virtual machine in words: before and after, copies, proofs, and all that was out of the ordinary."""

import json
from datetime import datetime

from migrator.report.view.machine_model import DiskCopy, DiskFacts, MachineFacts, MachineReport, MachineVerdict
from migrator.report.view.report_model import Report
from migrator.report.view.step_model import StepReport
from migrator.report.words.document import (
    Block,
    Callout,
    Cell,
    Heading,
    Line,
    Section,
    Span,
    Table,
    Tone,
    cell,
    code,
    line,
    lines,
)
from migrator.report.words.speaker import Speaker, labelled

_EXPORT = "export-vm/"
"""Steps of this kind stand before copies whose digests begin at the exported file."""
_TONES = {
    MachineVerdict.MOVED: Tone.OK,
    MachineVerdict.AT_HOME: Tone.OK,
    MachineVerdict.LEFT_OUT: Tone.WARNING,
    MachineVerdict.FAILED: Tone.BLOCKER,
    MachineVerdict.NOT_FINISHED: Tone.WARNING,
}


def machines_overview(report: Report, say: Speaker) -> Section:
    """Return one line for each virtual machine."""
    headings = ("machine", "verdict", "version", "memory", "on_both_disks", "differences", "health")
    return Section(
        title=say.text("section", "machines"),
        anchor="machines",
        blocks=(
            Table(
                caption=say.text("section", "machines"),
                headings=tuple(say.label(name) for name in headings),
                rows=tuple(_overview(one, say) for one in report.machines),
            ),
        ),
    )


def _overview(machine: MachineReport, say: Speaker) -> tuple[Cell, ...]:
    before, after = machine.before, machine.after
    version = before.version if after is None else f"{before.version} \u2192 {after.version}"
    return (
        (line(before.name, Tone.STRONG), line(str(before.id), Tone.CODE)),
        cell(say.word("machine_verdict", machine.verdict.value), _TONES[machine.verdict]),
        cell(version),
        cell(say.memory(before.memory_bytes)),
        tuple((Span(f"{copy.disk}: ", Tone.SOFT), *say.standing(copy.proven)[0]) for copy in machine.copies)
        or cell("-"),
        cell(_differences(machine, say)),
        say.standing(machine.healthy),
    )


def _differences(machine: MachineReport, say: Speaker) -> str:
    if machine.compared_count is None:
        return "-"
    return say.text(
        "compared", count=say.number(machine.compared_count), differences=say.number(len(machine.differences))
    )


def machine_section(report: Report, say: Speaker) -> Section:
    """Return all that is known about each virtual machine."""
    return Section(
        title=say.text("section", "details"),
        anchor="details",
        blocks=tuple(
            block
            for number, one in enumerate(report.machines, 1)
            for block in _machine(one, number, report.inventory_after_taken_at, say)
        ),
    )


def _machine(machine: MachineReport, number: int, read_at: datetime | None, say: Speaker) -> tuple[Block, ...]:
    heading = Heading(
        f"{machine.before.name}: {say.word('machine_verdict', machine.verdict.value)}", f"machine-{number}"
    )
    if machine.left_out is not None:
        reason = say.text("left_out_by", person=machine.left_out.person, reason=machine.left_out.reason)
        return (
            heading,
            Callout(Tone.WARNING, line(say.word("machine_verdict", "left-out"), Tone.WARNING), (line(reason),)),
        )
    blocks: list[Block] = [heading, _before_after(machine, read_at, say), _proofs(machine, say)]
    if any(copy.files for copy in machine.copies):
        blocks.append(_files(machine, say))
    blocks += _incidents(machine, say)
    blocks.append(_times(machine, say))
    return tuple(blocks)


def _before_after(machine: MachineReport, read_at: datetime | None, say: Speaker) -> Table:
    before, after = _facts(machine.before, say), _facts(machine.after, say) if machine.after is not None else None
    after_label = say.label("after") if read_at is None else f"{say.label('after')} ({say.time(read_at)})"
    rows = [
        (cell(say.label(name), Tone.STRONG), shown, after[name] if after is not None else cell(say.label("not_read")))
        for name, shown in before.items()
    ]
    rows.append((cell(say.label("homes"), Tone.STRONG), lines(machine.homes, Tone.CODE), cell("-")))
    return Table(
        caption=say.text("before_and_after", name=machine.before.name),
        headings=(say.label("setting"), say.label("before"), after_label),
        rows=tuple(rows),
    )


def _facts(facts: MachineFacts, say: Speaker) -> dict[str, Cell]:
    memory = say.memory(facts.memory_bytes)
    if facts.dynamic_memory:
        least, most = say.memory(facts.memory_minimum_bytes), say.memory(facts.memory_maximum_bytes)
        memory = say.text("dynamic_memory", startup=memory, least=least, most=most)
    return {
        "id": code(str(facts.id)),
        "state": cell(facts.state),
        "version": cell(facts.version),
        "generation": cell(str(facts.generation)),
        "processors": cell(str(facts.processors)),
        "memory": cell(memory),
        "start_action": cell(f"{facts.start_action}, {facts.start_delay_s} s"),
        "checkpoints": cell(str(facts.checkpoints)),
        "disks": tuple(part for disk in facts.disks for part in _disk(disk, say)) or cell("-"),
        "adapters": tuple(
            line(
                f"{one.name}: {one.mac_address} "
                f"({say.label('dynamic' if one.dynamic else 'static')}), {one.switch or '-'}, {one.vlan}"
            )
            for one in facts.adapters
        )
        or cell("-"),
    }


def _disk(disk: DiskFacts, say: Speaker) -> tuple[Line, ...]:
    path = disk.path or say.label("pass_through")
    size = say.text("disk_size", size=say.size(disk.size_bytes), taken=say.size(disk.file_bytes))
    return (
        (Span(f"{disk.place} ", Tone.SOFT), Span(path, Tone.CODE), Span(f" {size}", Tone.SOFT)),
        *(line(f"\u2190 {parent}", Tone.CODE) for parent in disk.chain),
    )


def _proofs(machine: MachineReport, say: Speaker) -> Table:
    rows: list[tuple[Cell, ...]] = []
    was_exported = any(step.startswith(_EXPORT) for step in machine.steps)
    for copy in machine.copies:
        proof = say.text("copy_of_export_on" if was_exported else "copy_on", disk=copy.disk)
        rows.append((cell(proof), say.standing(copy.proven), cell(_amount(copy, say))))
        tested = say.text("tested", count=say.number(copy.disks_tested)) if copy.disks_tested is not None else "-"
        outside = tuple(line(path, Tone.BLOCKER) for path in copy.resolved_outside)
        rows.append(
            (cell(say.text("importable_from", disk=copy.disk)), say.standing(copy.importable), (line(tested), *outside))
        )
    restored = (
        say.text("files_and_size", files=say.number(machine.restored_files), size=say.size(machine.restored_bytes))
        if machine.restored_files is not None
        else "-"
    )
    health = (
        (line(machine.health.heartbeat or "-"), line(", ".join(machine.health.addresses) or "-"))
        if machine.health
        else cell("-")
    )
    rows += [
        (cell(say.label("restored")), say.standing(machine.restored), cell(restored)),
        (cell(say.label("verified")), say.standing(machine.verified), cell(say.number(machine.verified_files))),
        (
            cell(say.label("imported")),
            say.standing(machine.imported),
            cell(say.text("repairs", count=str(len(machine.repairs)))),
        ),
        (cell(say.label("compared")), say.standing(machine.compared), cell(_differences(machine, say))),
        (cell(say.label("healthy")), say.standing(machine.healthy), health),
    ]
    headings = (say.label("proof"), say.label("result"), say.label("found"))
    return Table(say.text("proofs", name=machine.before.name), headings, tuple(rows))


def _amount(copy: DiskCopy, say: Speaker) -> str:
    if not copy.files:
        return "-"
    return say.text("files_and_size", files=say.number(len(copy.files)), size=say.size(copy.size_bytes))


def _files(machine: MachineReport, say: Speaker) -> Table:
    """Return every file once for each digest that was found, with the disks that have it so."""
    on: dict[tuple[str, int, str], list[str]] = {}
    for copy in machine.copies:
        for file in copy.files:
            on.setdefault((file.path, file.size_bytes, file.sha256), []).append(copy.disk)
    rows = tuple(
        (code(path), cell(say.number(size)), code(digest), cell(", ".join(disks)))
        for (path, size, digest), disks in on.items()
    )
    headings = (say.label("file"), say.label("bytes"), "SHA-256", say.label("on_disk"))
    return Table(say.text("files_of", name=machine.before.name), headings, rows)


def _incidents(machine: MachineReport, say: Speaker) -> list[Block]:
    blocks: list[Block] = []
    if machine.rescues:
        heads = (say.label("file"), say.label("offset"), say.label("bad_on"), say.label("taken_from"))
        rows = tuple(
            (code(one.path), cell(say.number(one.offset_bytes)), cell(one.bad_on.upper()), cell(one.taken_from.upper()))
            for one in machine.rescues
        )
        blocks.append(Table(say.text("rescues", name=machine.before.name), heads, rows))
    headings = (say.label("what"), say.label("before"), say.label("after"))
    if machine.repairs:
        mended = tuple(
            (cell(f"{one.kind}: {one.subject}"), cell(one.before or "-"), cell(one.after or "-"))
            for one in machine.repairs
        )
        blocks.append(Table(say.text("repaired", name=machine.before.name), headings, mended))
    if machine.differences:
        unlike = tuple(
            (code(one.field), cell(one.before or "-"), cell(one.after or "-")) for one in machine.differences
        )
        blocks.append(Table(say.text("drift", name=machine.before.name), headings, unlike))
    if machine.changes:
        told = tuple(
            (code(change.field or ""), _read(change.before, say), _read(change.after, say))
            for change in machine.changes
        )
        blocks.append(Table(say.text("changes", name=machine.before.name), headings, told))
    return blocks


def _read(value: str | None, say: Speaker) -> Cell:
    """Return a value that an inventory has, which is told as JSON."""
    return cell(say.value(json.loads(value)) if value is not None else "-")


def _times(machine: MachineReport, say: Speaker) -> Table:
    taken = [step for one in machine.steps if (step := say.steps[one]).begun_at or step.ended_at]
    rows = tuple(
        (
            cell(say.title(step.id)),
            say.standing(step.standing),
            cell(say.time(step.begun_at)),
            (line(say.time(step.ended_at)), *_took(step, say)),
        )
        for step in taken
    )
    headings = tuple(say.label(name) for name in ("step", "standing", "begun", "ended"))
    return Table(say.text("times_of", name=machine.before.name), headings, rows)


def _took(step: StepReport, say: Speaker) -> tuple[Line, ...]:
    if step.begun_at is None or step.ended_at is None:
        return ()
    return (labelled(say.label("took"), say.duration(step.begun_at, step.ended_at)),)
