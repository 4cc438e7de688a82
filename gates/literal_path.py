"""Demands -LiteralPath, without which a VM named `web[1]` is a pattern."""

from collections.abc import Callable, Iterator

from gates.finding import Finding
from gates.source import Source
from migrator.facts.tables import RELEASES, CommandFacts, find

GATE = "literal-path"


def check(source: Source, *, find_command: Callable[..., CommandFacts | None] = find) -> Iterator[Finding]:
    """Yield commands that are given -Path although they have -LiteralPath, or that are given no path at all."""
    for command in source.commands:
        facts = find_command(RELEASES[0], command.name) if command.name is not None else None
        if facts is None or facts.parameter("LiteralPath") is None:
            continue
        if command.has("Path"):
            yield source.finding(command.node, GATE, f"{command.name}: -LiteralPath instead of -Path")
        elif not command.has("LiteralPath") and _needs_a_path(facts, [word.name for word in command.words]):
            yield source.finding(command.node, GATE, f"{command.name}: no -LiteralPath")


def _needs_a_path(facts: CommandFacts, given: list[str | None]) -> bool:
    """Whether no other parameter can take the path's place, as -InputObject does."""
    path = facts.parameter("Path")
    own_sets = set(path.sets) | set(facts.parameter("LiteralPath").sets) if path is not None else set()  # type: ignore[union-attr]
    for name in given:
        parameter = facts.parameter(name) if name is not None else None
        if parameter is not None and own_sets.isdisjoint(parameter.sets) and "__AllParameterSets" not in parameter.sets:
            return False
    return path is not None
