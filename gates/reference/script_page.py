"""The page of scripts: what each does, its parameters, the commands it uses, and the documents it says."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from gates.reference.markdown import page, table
from gates.reference.model_tables import ModelTables, plain_words
from gates.reference.script_models import OTHERS
from gates.source import Source
from migrator.hyperv.scripts import shipped_scripts
from migrator.hyperv.selftest import MODELS as TRIED
from migrator.ports.host_session import Effect, Script

MODELS: Final[dict[str, type[BaseModel]]] = {**TRIED, **OTHERS}
"""What one document of each script is; a script that is not in it says nothing but the closing document."""

_NOTED = ("Facts", "DotNet", "CallsPerItem", "Elevated")


def scripts_page(folder: Path) -> str:
    """Return the page, in the order in which an inventory runs the scripts."""
    return page("Scripts", [*_head(), *(line for name in shipped_scripts() for line in _script(folder, name))])


def _head() -> Iterator[str]:
    yield "Everything that this program runs on a host: small PowerShell scripts in `scripts/powershell`, run as they lie there."
    yield "Values reach them only as parameters. Those that begin with `Get`, `Test` or `Find` change nothing; all others can be tried with"
    yield "`-WhatIf` first, change one thing and never ask anything. Each says one compact JSON text per document and,"
    yield 'at the end, `{"end":true,"script":...,"schema":1,"count":...}`; without it nothing is believed. Times are ISO 8601 in'
    yield "UTC, what is absent is `null`. They need Windows PowerShell 5.1 and run in a session of an administrator."
    yield ""


def _script(folder: Path, name: str) -> Iterator[str]:
    source = Source.read(folder / f"{name}.ps1", f"{name}.ps1")
    text = source.text.replace("\r\n", "\n")
    told = _help(text)
    prose, notes = _notes(told["DESCRIPTION"])
    changes = ["It changes the host.", ""] if Script(name, text).effect is Effect.CHANGES else []
    yield from [f"## {name}", "", told["SYNOPSIS"], "", prose, "", *changes]
    rows = [
        (f"`-{parameter}`", f"`{kind}`", f"`{default}`" if default else "", told.get(f"PARAMETER {parameter}", ""))
        for kind, parameter, default in _parameters(text)
    ]
    if rows:
        yield from table(("parameter", "type", "default", "meaning"), rows)
    yield from [f"Commands: {', '.join(f'`{one}`' for one in _commands(source))}.", ""]
    yield from (f"{label}: {said}\n" for label, said in notes)
    if name not in MODELS:
        return
    yield from ["### One document is", "", plain_words(inspect.getdoc(MODELS[name]) or ""), ""]
    yield from ModelTables("serialization", 4, f"{name}: ").lines(MODELS[name], titled=False)


def _help(text: str) -> dict[str, str]:
    block = text[text.index("<#") + 2 : text.index("#>")]
    pieces = re.split(r"^\.([A-Z]+(?: \w+)?)\s*$", block, flags=re.MULTILINE)
    return {name: _joined(said) for name, said in zip(pieces[1::2], pieces[2::2], strict=True)}


def _joined(said: str) -> str:
    return "\n".join(line.strip() for line in said.strip().splitlines())


def _notes(description: str) -> tuple[str, list[tuple[str, str]]]:
    labels = {"Facts": "Rests on", "DotNet": ".NET members", "CallsPerItem": "Calls per item", "Elevated": "Elevated"}
    prose, notes = [], []
    for line in description.splitlines():
        label, separator, said = line.partition(": ")
        if separator and label in _NOTED:
            notes.append((labels[label], said))
        else:
            prose.append(line)
    return "\n".join(prose), notes


def _parameters(text: str) -> list[tuple[str, str, str]]:
    if "\nparam()\n" in text:
        return []
    start = text.index("\nparam(")
    block = text[start : text.index("\n)", start)]
    found = re.findall(r"\[([\w.\[\]]+?)\]\$(\w+)(?: = ([^,\n]+))?", block)
    return [
        (kind, name, default.strip().rstrip(")") if default.strip() != "@()" else "@()")
        for kind, name, default in found
    ]


def _commands(source: Source) -> list[str]:
    used = set()
    for command in source.commands:
        if command.name is None or command.name.lower() in source.functions:
            continue
        kind = command.value_of("ClassName")
        read = (kind.text or b"").decode().strip("'\"") if kind is not None else ""
        used.add(f"{command.name} {read}".strip())
    return sorted(used)
