"""When it was, what it rests on, and how anybody can check it again, in words."""

from migrator.report.view.report_model import Report
from migrator.report.words.document import (
    Block,
    Commands,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
    Tone,
    cell,
    code,
    line,
)
from migrator.report.words.speaker import Speaker
from migrator.report.words.timeline_picture import timeline_svg, timeline_words


def timeline_section(report: Report, say: Speaker) -> Section:
    """Return the drawing, the same as a table, and the runs."""
    rows = tuple(
        (
            cell(f"{number}. {say.catalogue.text(f'phase.{phase.phase}', 'title')}"),
            cell(say.time(phase.begin)),
            cell(say.time(phase.end)),
            cell(say.duration(phase.begin, phase.end)),
        )
        for number, phase in enumerate(report.timeline, 1)
    )
    headings = tuple(say.label(name) for name in ("phase", "begun", "ended", "took"))
    blocks: list[Block] = []
    if drawing := timeline_svg(report.timeline, say):
        blocks.append(Picture(drawing, timeline_words(report.timeline, say)))
    blocks += [Table(say.text("section", "timeline"), headings, rows), _runs(report, say)]
    return Section(say.text("section", "timeline"), "timeline", tuple(blocks))


def _runs(report: Report, say: Speaker) -> Table:
    rows = tuple(
        (
            code(one.run),
            cell(one.controller),
            cell(one.made_by),
            cell(say.time(one.begin)),
            cell(say.time(one.end) if one.end is not None else say.label("cut_off")),
            cell("-" if one.exit_code is None else str(one.exit_code)),
        )
        for one in report.runs
    )
    headings = tuple(say.label(name) for name in ("run", "controller", "program", "begun", "ended", "exit_code"))
    return Table(say.text("runs"), headings, rows)


def evidence_section(report: Report, say: Speaker) -> Section:
    """Return journal, places, adoptions and digests."""
    journal = report.journal
    facts = (
        (say.label("records"), cell(say.number(journal.length))),
        (say.label("head"), code(journal.head)),
        (say.label("epoch"), cell(str(journal.epoch))),
        (say.label("torn"), cell(str(journal.torn_lines))),
        (say.label("plan"), code(report.plan_hash)),
        (say.label("inventory"), code(report.inventory_sha256)),
        (say.label("inventory_after"), code(report.inventory_after_sha256 or "-")),
    )
    places = tuple(
        (
            cell(one.name, Tone.STRONG),
            cell(say.text("place_lost", found=one.lost) if one.lost else say.text("place_kept")),
        )
        for one in journal.places
    )
    blocks: list[Block] = [
        Table(
            say.text("section", "evidence"),
            (say.label("fact"), say.label("value")),
            tuple((cell(name, Tone.STRONG), shown) for name, shown in facts),
        ),
        Table(say.text("places"), (say.label("place"), say.label("standing")), places),
    ]
    if journal.adoptions:
        rows = tuple(
            (cell(one.controller), cell(one.person), cell(one.place), cell(str(one.epoch)), cell(say.time(one.at)))
            for one in journal.adoptions
        )
        headings = tuple(say.label(name) for name in ("controller", "person", "place", "epoch", "when"))
        blocks.append(Table(say.text("adoptions"), headings, rows))
    if report.digests:
        digests = tuple((cell(one.what), code(one.name), code(one.sha256)) for one in report.digests)
        blocks.append(Table(say.text("digests"), (say.label("what"), say.label("name"), "SHA-256"), digests))
    return Section(say.text("section", "evidence"), "evidence", tuple(blocks))


def recheck_section(report: Report, say: Speaker) -> Section:
    """Return how to check everything again with tools that are not ours."""
    bag = f"migrator-{report.migration}"
    length = report.journal.length
    return Section(
        say.text("section", "recheck"),
        "recheck",
        (
            Paragraph(line(say.text("recheck", "opening", bag=bag))),
            Heading(say.text("recheck", "linux"), "recheck-linux"),
            Commands(f"cd /media/DISK/{bag}\nsha256sum -c --quiet manifest-sha256.txt\nbagit.py --validate ."),
            Paragraph(line(say.text("recheck", "linux_says"))),
            Heading(say.text("recheck", "windows"), "recheck-windows"),
            Commands(windows_commands(bag)),
            Paragraph(line(say.text("recheck", "windows_says"))),
            Heading(say.text("recheck", "journal"), "recheck-journal"),
            Commands(f"sed -n {length}p journal.jsonl | tr -d '\\n' | sha256sum"),
            Paragraph(line(say.text("recheck", "journal_says", head=report.journal.head))),
            Heading(say.text("recheck", "program"), "recheck-program"),
            Commands(f"migrator verify E:\\{bag}\nmigrator report verify report.html"),
            Paragraph(line(say.text("recheck", "program_says"))),
        ),
    )


def windows_commands(bag: str) -> str:
    """Return lines for Windows PowerShell that print each file whose bytes are not those of the manifest."""
    return (
        f"Set-Location -LiteralPath 'E:\\{bag}'\n"
        "Get-Content -LiteralPath manifest-sha256.txt -Encoding UTF8 | ForEach-Object {\n"
        "  $digest, $path = $_ -split '  ', 2\n"
        "  if ((Get-FileHash -LiteralPath $path -Algorithm SHA256).Hash -ne $digest) { $path }\n"
        "}"
    )
