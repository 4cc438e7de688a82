"""The whole report in words, verdict first."""

from migrator.report.catalogue import Catalogue
from migrator.report.view.report_model import Report
from migrator.report.words.change_words import hook_section, step_section, switch_section, undo_section
from migrator.report.words.document import Document, Span, Tone, line
from migrator.report.words.evidence_words import evidence_section, recheck_section, timeline_section
from migrator.report.words.machine_words import machine_section, machines_overview
from migrator.report.words.people_words import concern_section, people_section
from migrator.report.words.speaker import speaker_of
from migrator.report.words.verdict_words import verdict_blocks


def report_document(report: Report, catalogue: Catalogue) -> Document:
    """Return the document that HTML and Markdown are drawn from; the same report gives the same document."""
    say = speaker_of(report, catalogue)
    return Document(
        language=catalogue.language,
        title=say.text("title", migration=report.migration),
        subtitle=(
            Span(say.text("from_to", source=say.hosts.source, destination=say.hosts.destination)),
            Span(f" {say.text('times_are_utc')}", Tone.SOFT),
        ),
        marks=(
            ("migrator-report", str(report.schema_version)),
            ("migrator-made-by", report.made_by),
            ("migrator-names", "replaced" if report.names_replaced else "kept"),
            ("migrator-journal", f"{report.journal.length} {report.journal.head}"),
        ),
        contents=say.label("contents"),
        opening=verdict_blocks(report, say),
        sections=(
            machines_overview(report, say),
            concern_section(report, say),
            people_section(report, say),
            timeline_section(report, say),
            machine_section(report, say),
            switch_section(report, say),
            undo_section(report, say),
            step_section(report, say),
            hook_section(report, say),
            evidence_section(report, say),
            recheck_section(report, say),
        ),
        closing=(line(say.text("made_by", version=report.made_by, playbook=report.playbook)),),
    )
