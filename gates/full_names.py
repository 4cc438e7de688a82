r"""Demands commands by module and full name (`Hyper-V\Get-VM`), which neither an alias nor another module can shadow."""

import re
from collections.abc import Iterator

from gates.finding import Finding
from gates.source import Command, Source, text_of

GATE = "full-names"

_QUALIFIED = re.compile(r"[A-Za-z][A-Za-z0-9.-]*\\[A-Z][A-Za-z]*-[A-Z][A-Za-z0-9]*")
_OWN_FUNCTION = re.compile(r"[A-Z][A-Za-z]*-[A-Z][A-Za-z0-9]*")


def check(source: Source) -> Iterator[Finding]:
    """Yield commands that are aliases, native programs, unqualified or computed, and oddly named functions."""
    for command in source.commands:
        fault = _fault(source, command)
        if fault is not None:
            yield source.finding(command.node, GATE, fault)
    for node in source.walk("function_name"):
        if not _OWN_FUNCTION.fullmatch(text_of(node)):
            yield source.finding(node, GATE, f"function {text_of(node)} is not named Verb-Noun")


def _fault(source: Source, command: Command) -> str | None:
    if command.name is None:
        return "a command that is computed; name it"
    if command.name.lower() in source.functions or _QUALIFIED.fullmatch(command.name):
        return None
    if "\\" in command.name:
        return f"{command.name} is not written Module\\Verb-Noun"
    if _OWN_FUNCTION.fullmatch(command.name):
        return f"{command.name} is not qualified by its module"
    return f"{command.name} is an alias or a native program"
