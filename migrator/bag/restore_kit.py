"""What lies beside the copies, so that a person without this program brings a machine back."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from importlib.resources import files
from typing import Final, NamedTuple

from pydantic import TypeAdapter

from migrator.bag import layout
from migrator.domain.model import Model

SCRIPT: Final = "Restore-VMFolder.ps1"
_PLACE: Final = re.compile(r"\{([a-z_]+)\}")
_PAGES: Final = {"en": "README", "de": "LIESMICH"}


class KitMachine(NamedTuple):
    """A virtual machine whose copy is in the bag."""

    name: str
    id: str


class _Section(Model):
    heading: str
    text: tuple[str, ...]
    commands: tuple[str, ...]


class _Words(Model):
    title: str
    intro: tuple[str, ...]
    machines_heading: str
    columns: tuple[str, str]
    no_machines: str
    sections: tuple[_Section, ...]


def restore_kit(
    *, migration: str, host: str, disk: str, bag: str, machines: Sequence[KitMachine], made_at: datetime
) -> Mapping[str, str]:
    """Return the kit's files by their path in the bag: a script, and a page in English and German, each printable.

    Texts are UTF-8; lines end in CRLF, for they are read on Windows. Same arguments, same texts.
    """
    values = {
        "migration": _visible(migration),
        "host": _visible(host),
        "disk": disk.upper(),
        "bag": _visible(bag),
        "made_on": f"{made_at:%Y-%m-%d}",
    }
    shown = sorted(KitMachine(_visible(machine.name), _visible(machine.id)) for machine in machines)
    kit = {SCRIPT: _resource(SCRIPT)}
    for language, name in _PAGES.items():
        words = TypeAdapter(_Words).validate_python(_filled(json.loads(_resource(f"{language}.json")), values))
        kit[f"{name}.txt"] = _text(words, shown)
        kit[f"{name}.html"] = _html(words, shown, language)
    return {f"{layout.RESTORE}/{name}": text.replace("\n", "\r\n") for name, text in kit.items()}


def _filled(value: object, values: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return _PLACE.sub(lambda found: values[found[1]], value)
    if isinstance(value, list):
        return tuple(_filled(item, values) for item in value)
    if isinstance(value, dict):
        return {key: _filled(item, values) for key, item in value.items()}
    return value


def _text(words: _Words, machines: Sequence[KitMachine]) -> str:
    lines = [words.title, "=" * len(words.title), ""]
    for paragraph in words.intro:
        lines += [paragraph, ""]
    lines += [words.machines_heading, "-" * len(words.machines_heading), ""]
    lines += [f"  {machine.id}  {machine.name}" for machine in machines] or [words.no_machines]
    lines.append("")
    for section in words.sections:
        lines += [section.heading, "-" * len(section.heading), ""]
        for paragraph in section.text:
            lines += [paragraph, ""]
        lines += [f"  {command}" for command in section.commands]
        lines += [""] if section.commands else []
    return "\n".join(lines)


def _html(words: _Words, machines: Sequence[KitMachine], language: str) -> str:
    rows = "".join(
        f'<tr><td>{escape(machine.name)}</td><td class="id">{escape(machine.id)}</td></tr>\n' for machine in machines
    )
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in words.columns)
    table = f"<table>\n<tr>{head}</tr>\n{rows}</table>\n" if machines else _paragraphs((words.no_machines,))
    sections = "".join(
        f"<h2>{escape(section.heading)}</h2>\n{_paragraphs(section.text)}"
        + (f"<pre>{escape(chr(10).join(section.commands))}</pre>\n" if section.commands else "")
        for section in words.sections
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(words.title)}</title>\n<style>\n{_resource('page.css')}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(words.title)}</h1>\n{_paragraphs(words.intro)}"
        f"<h2>{escape(words.machines_heading)}</h2>\n{table}{sections}</main>\n</body>\n</html>\n"
    )


def _paragraphs(texts: Sequence[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>\n" for text in texts)


def _visible(text: str) -> str:
    # A name with a line break or a direction mark must not look like a line of the page.
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _resource(name: str) -> str:
    return (files("migrator.bag") / "kit" / name).read_text(encoding="utf-8")
