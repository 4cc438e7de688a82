"""Names are text in every format, whatever stands in them, and both languages say the same."""

import re
from html.parser import HTMLParser

import pytest

from migrator.report.catalogue import LANGUAGES, load_catalogue
from migrator.report.document_page import document_markdown
from migrator.report.formats import Format, read_written, report_text
from migrator.report.view.report_model import VerdictKind
from migrator.report.words.document import Document, Line, Section, Span, Tone
from migrator.report.words.report_document import report_document
from migrator.report.words.verdict_words import verdict_lines
from tests.unit.report.golden import golden_report
from tests.unit.report.hostile import MARKDOWN, hostile_report

VOID = {"meta", "br", "link"}


class Outline(HTMLParser):
    """Reads a page and keeps what is open, which elements there are, and every attribute."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that closes itself."""
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last, and no other."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Take text."""
        self.text += data


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_is_well_formed_and_names_are_text(language: str) -> None:
    """No name opens an element or an attribute: the page of a hostile host is built like that of a kind one."""
    hostile = Outline(report_text(hostile_report(), Format.HTML, language))
    kind = Outline(report_text(golden_report(), Format.HTML, language))
    assert hostile.open == kind.open == []
    assert hostile.elements <= kind.elements
    assert hostile.attributes <= kind.attributes
    assert "<script>alert(1)</script>" in hostile.text
    assert "49" not in re.findall(r"\{\{ (\S+) \}\}", hostile.text)


@pytest.mark.parametrize("how", list(Format))
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_turns_text_round_is_shown_as_a_mark(how: Format, language: str) -> None:
    text = report_text(hostile_report(), how, language)
    assert not set("\u202e\u2066\x1b\u200b") & set(text)
    assert "u202e" in text


def test_markdown_cannot_become_markup() -> None:
    """Links, code, tables, HTML and headings in a name stay what they are: characters."""
    text = report_text(hostile_report(), Format.MD, "en")
    assert MARKDOWN not in text
    assert "javascript:alert" in text
    assert not re.search(r"(?<!\\)\]\(", text)
    assert not re.search(r"(?<!\\)<(?!br>|!--)", text)
    assert not re.search(r"https?://", text)
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    widths = {len(re.findall(r"(?<!\\)\|", line)) for line in rows}
    assert max(widths) < 10


@pytest.mark.parametrize(
    ("text", "shown"),
    [("# x", "\\# x"), ("- x", "\\- x"), ("1. x", "1\\. x"), ("a_b*c", "a\\_b\\*c"), ("www.x.y", "www\\.x.y"), ("a\nb", "a\\\\nb"), ("|", "\\|"), ("5.0", "5\\.0")],
)  # fmt: skip
def test_markdown_syntax_is_escaped_where_it_would_be_syntax(text: str, shown: str) -> None:
    assert _markdown_of((Span(text),)).splitlines()[-1] == shown


def test_an_empty_text_in_a_strong_tone_leaves_no_stars() -> None:
    assert "**" not in _markdown_of((Span(" ", Tone.STRONG), Span("x")))


def _markdown_of(said: Line) -> str:
    return document_markdown(
        Document(
            language="en",
            title="t",
            subtitle=(),
            marks=(),
            contents="c",
            opening=(),
            sections=(Section("s", "s", ()),),
            closing=(said,),
        )
    )


@pytest.mark.parametrize("how", [Format.HTML, Format.MD, Format.JSON])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_says_what_it_was_made_from(how: Format, language: str) -> None:
    """Format, language, version and the journal's head are read back from the file itself."""
    report = golden_report()
    written = read_written(report_text(report, how, language), "report")
    assert written.format is how
    assert (written.made_by, written.names_replaced) == (report.made_by, False)
    assert (written.length, written.head) == (report.journal.length, report.journal.head)
    assert written.language == ("en" if how is Format.JSON else language)


def test_both_languages_show_the_same_facts() -> None:
    """The German page has the sections, tables and rows of the English one."""
    english, german = (report_document(golden_report(), load_catalogue(language)) for language in LANGUAGES)
    assert [(one.anchor, len(one.blocks)) for one in english.sections] == [
        (one.anchor, len(one.blocks)) for one in german.sections
    ]
    assert english.title != german.title


@pytest.mark.parametrize("kind", list(VerdictKind))
def test_every_verdict_has_words_in_both_languages(kind: VerdictKind) -> None:
    report = golden_report()
    judged = report.model_copy(update={"verdict": report.verdict.model_copy(update={"kind": kind})})
    english, german = (verdict_lines(judged, load_catalogue(language))[0] for language in LANGUAGES)
    assert english[0] != german[0]
    assert english[1] == german[1]


def test_numbers_sizes_and_times_follow_the_language() -> None:
    english, german = (report_text(golden_report(), Format.HTML, language) for language in LANGUAGES)
    assert "42,949,672,960" in english
    assert "42.949.672.960" in german
    assert "27 Nov 2026, 18:00" in english
    assert "27.11.2026, 18:00" in german
