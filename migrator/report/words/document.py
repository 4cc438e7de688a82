"""A document as blocks, before any format: what HTML and Markdown are drawn from."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Tone(StrEnum):
    """How something is meant."""

    PLAIN = "plain"
    STRONG = "strong"
    SOFT = "soft"
    CODE = "code"
    OK = "ok"
    WARNING = "warning"
    BLOCKER = "blocker"


@dataclass(frozen=True)
class Span:
    """A piece of text in one tone; each format makes it harmless when it is drawn."""

    text: str
    tone: Tone = Tone.PLAIN


Line: TypeAlias = tuple[Span, ...]
Cell: TypeAlias = tuple[Line, ...]
"""Lines below each other."""


@dataclass(frozen=True)
class Heading:
    """A heading within a section."""

    text: str
    anchor: str


@dataclass(frozen=True)
class Paragraph:
    """A line of prose."""

    line: Line


@dataclass(frozen=True)
class Table:
    """Rows under headings; the first cell of a row is what the row is about."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Callout:
    """Something that must be seen: the verdict, a judgement."""

    tone: Tone
    title: Line
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Commands:
    """Lines to copy."""

    text: str


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG with what it shows in words; the words are all that Markdown gets."""

    svg: str
    alternative: str


Block: TypeAlias = Heading | Paragraph | Table | Callout | Commands | Picture


@dataclass(frozen=True)
class Section:
    """A part of the document."""

    title: str
    anchor: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """The whole."""

    language: str
    title: str
    subtitle: Line
    marks: tuple[tuple[str, str], ...]
    """What a program reads of the file: name and value."""
    contents: str
    """Heading of the list of sections."""
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    closing: tuple[Line, ...]


def line(text: str, tone: Tone = Tone.PLAIN) -> Line:
    """Return a line in one tone."""
    return (Span(text, tone),)


def cell(text: str, tone: Tone = Tone.PLAIN) -> Cell:
    """Return a cell of one line."""
    return (line(text, tone),)


def code(text: str) -> Cell:
    """Return a cell that holds an identifier, path or digest."""
    return cell(text, Tone.CODE)


def lines(texts: tuple[str, ...], tone: Tone = Tone.PLAIN) -> Cell:
    """Return a cell of several lines; a dash where there is none."""
    return tuple(line(text, tone) for text in texts) or cell("-")
