"""Draws a document as one HTML file that loads nothing, and as Markdown: the two places where text is made harmless."""

import re
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from migrator.report.printable import printable
from migrator.report.words.document import (
    Block,
    Callout,
    Cell,
    Commands,
    Document,
    Heading,
    Line,
    Paragraph,
    Picture,
    Span,
    Table,
    Tone,
)

_SYNTAX: Final = re.compile(
    r"[\\`*_\[\]<>|~&$@]"  # anywhere
    r"|(?<=\w):(?=//)|(?<=www)\."  # an address that some readers make a link of
    r"|^[#+\-=](?=\s|[#+\-=]|$)|(?<=^\d)[.)]|(?<=^\d\d)[.)]",  # a heading or a list where a line begins
    re.IGNORECASE,
)
_MARKED: Final = {Tone.STRONG: "**", Tone.OK: "**", Tone.WARNING: "**", Tone.BLOCKER: "**"}


def document_html(document: Document) -> str:
    """Return the page; every text in it is escaped, nothing in it is loaded from elsewhere or run."""
    environment = Environment(
        loader=PackageLoader("migrator.report", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = printable
    environment.filters["commands"] = lambda text: printable(text, one_line=False)
    environment.filters["kind"] = lambda block: type(block).__name__
    # The drawing is made by us, and each text in it was escaped when it was drawn.
    environment.filters["drawing"] = Markup
    return environment.get_template("document.html.j2").render(document=document)


def document_markdown(document: Document) -> str:
    """Return the same document as CommonMark with tables; no text in it can become markup or a link."""
    parts = [
        *(f"<!-- {name}: {value} -->" for name, value in (("language", document.language), *document.marks)),
        "",
        f"# {_plain(document.title)}",
        "",
        _line(document.subtitle),
        "",
    ]
    parts += [part for block in document.opening for part in _block(block)]
    for section in document.sections:
        parts += [f"## {_plain(section.title)}", ""]
        parts += [part for block in section.blocks for part in _block(block)]
    parts += [_line(one) for one in document.closing]
    return "\n".join(parts).rstrip("\n") + "\n"


def _block(block: Block) -> list[str]:
    match block:
        case Heading():
            return [f"### {_plain(block.text)}", ""]
        case Paragraph():
            return [_line(block.line), ""]
        case Callout():
            said = [f"> {_line(one)}" for one in (block.title, *block.lines)]
            return ["  \n".join(said), ""]
        case Commands():
            return ["```", printable(block.text, one_line=False), "```", ""]
        case Picture():
            return [f"*{_plain(block.alternative)}*", ""]
        case Table():
            return _table(block)


def _table(table: Table) -> list[str]:
    if not table.rows:
        return []
    return [
        f"**{_plain(table.caption)}**",
        "",
        "| " + " | ".join(map(_plain, table.headings)) + " |",
        "| " + " | ".join("---" for _ in table.headings) + " |",
        *("| " + " | ".join(map(_cell, row)) + " |" for row in table.rows),
        "",
    ]


def _cell(cell: Cell) -> str:
    return "<br>".join(_line(one) for one in cell)


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    mark = _MARKED.get(span.tone, "")
    text = _plain(span.text)
    if not mark or not text.strip():
        return text
    return f"{mark}{text.strip()}{mark}"


def _plain(text: str) -> str:
    """Return text as Markdown that shows it as it is: each character of the syntax escaped, on one line."""
    return _SYNTAX.sub(r"\\\g<0>", printable(text))
