"""Refuses what Windows PowerShell 5.1 cannot parse."""

from collections.abc import Iterator

from gates.finding import Finding
from gates.source import Source, text_of

GATE = "syntax51"

_NEWER_OPERATORS = {"&&", "||"}
_OPERATORS_IN_ERRORS = {"??=": "??=", "??": "??", "?.": "?.", "?[": "?[", "?": "?:"}
_LONGEST_QUOTE = 40


def check(source: Source) -> Iterator[Finding]:
    """Yield the places that the grammar refuses, and the newer forms that it lets pass."""
    for node in source.walk():
        if node.is_error and not (node.parent is not None and node.parent.is_error):
            yield source.finding(node, GATE, _meaning(text_of(node)))
        elif node.is_missing:
            yield source.finding(node, GATE, f"missing {node.type}")
        elif node.type in _NEWER_OPERATORS:
            yield source.finding(node, GATE, f"5.1 has no operator {node.type}")
    for command in source.commands:
        if (command.name or "").lower() == "clean" and command.words:
            yield source.finding(command.node, GATE, "5.1 has no clean block")
        if (command.bare_name or "").lower() == "foreach-object" and command.has("Parallel"):
            yield source.finding(command.node, GATE, "5.1 has no ForEach-Object -Parallel")


def _meaning(refused: str) -> str:
    """Name the newer operator that most likely made the grammar give up, else quote the place."""
    for sign, operator in _OPERATORS_IN_ERRORS.items():
        if sign in refused:
            return f"not parsable; 5.1 has no operator {operator}"
    first_line = refused.strip().partition("\n")[0]
    return f"not parsable near {first_line[:_LONGEST_QUOTE]!r}"
