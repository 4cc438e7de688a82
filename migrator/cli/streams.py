"""Where output goes: words for people on stderr, documents for programs on stdout."""

import json
import sys
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from migrator.errors import MigratorError
from migrator.report.catalogue import Catalogue, load_catalogue

PLAIN_WIDTH = 120
"""Columns where there is no terminal to ask: a log file reads well at that."""


@dataclass(frozen=True)
class Streams:
    """The reporter of one invocation; plain text without colours when stderr is not a terminal."""

    people: Console
    programs: TextIO
    as_json: bool
    catalogue: Catalogue

    def say(self, text: str = "", style: str = "", *, indent: int = 0) -> None:
        """Print a line for people. Values in it must have come through the catalogue or `printable`.

        On a terminal a long line is wrapped below its indent; elsewhere it stays one line, for tools that search in it.
        """
        if self.people.is_terminal:
            self.people.print(Padding(Text(text, style=style), (0, 0, 0, indent), expand=False))
        else:
            self.people.print(Text(" " * indent + text, style=style), soft_wrap=True)

    def quote(self, text: str) -> None:
        """Print a line that people copy: never wrapped."""
        self.people.print(Text(text), soft_wrap=True)

    def document(self, document: object) -> None:
        """Print one JSON document on stdout, only under `--json`."""
        if self.as_json:
            # A console or pipe with an older code page (Windows: often 1252) cannot carry every name.
            ascii_only = (getattr(self.programs, "encoding", None) or "utf-8").lower().replace("-", "") != "utf8"
            json.dump(document, self.programs, ensure_ascii=ascii_only, indent=2)
            self.programs.write("\n")
            self.programs.flush()

    def error(self, error: MigratorError) -> None:
        """Print an error: what was attempted, what was found, what to do."""
        entry = f"error.{error.id}"
        for label, field, style in (
            ("Tried   ", "attempted", "bold"),
            ("Found   ", "found", "red"),
            ("To do   ", "remedy", ""),
        ):
            line = Text(label, style="dim")
            line.append(self.catalogue.text(entry, field, error.parameters), style=style)
            self.people.print(line, soft_wrap=not self.people.is_terminal)
        self.document({"error": error.id, "exit_code": int(error.exit_code), "parameters": error.parameters})


def open_streams(*, as_json: bool = False, language: str = "en") -> Streams:
    """Return the streams of this process."""
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(stderr=True, highlight=False, markup=False, emoji=False, width=PLAIN_WIDTH)
    return Streams(people=console, programs=sys.stdout, as_json=as_json, catalogue=load_catalogue(language))
