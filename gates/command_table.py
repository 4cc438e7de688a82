r"""Compares each command and parameter with the tables of real ones of every release a script may meet."""

from collections.abc import Callable, Iterator

from tree_sitter import Node

from gates.finding import Finding
from gates.source import Argument, Command, Source, text_of
from migrator.facts.tables import ALL_SETS, RELEASES, CommandFacts, ParameterFacts, Release, find

GATE = "command-table"

Find = Callable[[Release, str], CommandFacts | None]

# What [CmdletBinding()] gives to every command; the tables do not repeat them.
_COMMON = frozenset(
    {"verbose", "debug", "erroraction", "warningaction", "informationaction", "errorvariable", "warningvariable"}
    | {"informationvariable", "outvariable", "outbuffer", "pipelinevariable"}
)
_SHOULD_PROCESS = frozenset({"whatif", "confirm"})

# Given by the provider whose drive the path is on, so no listing of the cmdlet has it; about_Certificate_Provider does.
_OF_A_PROVIDER = frozenset({("Microsoft.PowerShell.Management\\Remove-Item", "DeleteKey")})


def check(source: Source, *, find_command: Find = find) -> Iterator[Finding]:
    """Yield what a release does not have; a command that is only probed must be asked for with Get-Command before."""
    probes = probed_names(source)
    for command in source.commands:
        if command.name is None or "\\" not in command.name:
            continue  # full-names speaks of these, or it is a function of the script
        lacking = [release for release in RELEASES if find_command(release, command.name) is None]
        if lacking:
            if is_guarded(command, probes) and len(lacking) < len(RELEASES):
                continue
            yield source.finding(command.node, GATE, f"{command.name} is unknown on {', '.join(lacking)}")
            continue
        for release in RELEASES:
            facts = find_command(release, command.name)
            if facts is None:
                continue
            found = list(_of_release(source, command, facts, release, probes))
            yield from found
            if found:
                break  # the other releases would say the same again


def _of_release(
    source: Source, command: Command, facts: CommandFacts, release: Release, probes: frozenset[str]
) -> Iterator[Finding]:
    if facts.probed and not is_guarded(command, probes):
        yield source.finding(command.node, GATE, f"{command.name} is in no real listing: ask Get-Command first")
    if command.name != facts.qualified:
        yield source.finding(command.node, GATE, f"{command.name} is spelled {facts.qualified}")
    named = []
    for word in command.words:
        if word.name is None:
            yield from _positional(source, word, command)
        elif not _is_common(word.name, facts):
            parameter = facts.parameter(word.name)
            if parameter is None and (command.name, word.name) in _OF_A_PROVIDER:
                continue
            if parameter is None:
                yield source.finding(word.line, GATE, f"{command.name} has no parameter -{word.name} on {release}")
                continue
            named.append(parameter)
            yield from _written(source, command, word, parameter)
    sets = [
        {name for name in parameter.sets if name != ALL_SETS} for parameter in named if ALL_SETS not in parameter.sets
    ]
    if sets and not set.intersection(*sets):
        together = ", ".join(f"-{parameter.name}" for parameter in named)
        yield source.finding(command.node, GATE, f"{command.name} has no parameter set with {together} on {release}")


def _written(source: Source, command: Command, word: Argument, parameter: ParameterFacts) -> Iterator[Finding]:
    if parameter.name != word.name:
        yield source.finding(word.line, GATE, f"-{word.name} is spelled -{parameter.name}")
    if parameter.type_name.lower() in {"switch", "switchparameter"}:
        if word.value is not None and not _bound_by_colon(word.value):
            yield from _positional(source, word, command)
    elif word.value is None:
        yield source.finding(word.line, GATE, f"-{word.name} of {command.name} wants a value")


def _bound_by_colon(value: Node) -> bool:
    return value.prev_sibling is not None and text_of(value.prev_sibling).strip() == ":"


def _positional(source: Source, word: Argument, command: Command) -> Iterator[Finding]:
    shown = text_of(word.value) if word.value is not None else ""
    if not shown.startswith("@") or shown[1:2] in {"(", "{"}:
        yield source.finding(word.line, GATE, f"{command.name} is given {shown.strip()[:30]!r} by position")


def is_common_name(name: str) -> bool:
    """Tell whether every command has this parameter from [CmdletBinding()]."""
    return name.lower() in _COMMON


def _is_common(name: str, facts: CommandFacts) -> bool:
    return name.lower() in _COMMON or (facts.should_process and name.lower() in _SHOULD_PROCESS)


def probed_names(source: Source) -> frozenset[str]:
    """Return the names that the script asks Get-Command for, in lower case."""
    names: set[str] = set()
    for command in source.commands:
        value = command.value_of("Name")
        if (command.bare_name or "").lower() == "get-command" and value is not None:
            names.update(part.strip(" '\"@()").lower() for part in text_of(value).split(","))
    return frozenset(names)


def is_guarded(command: Command, probes: frozenset[str]) -> bool:
    """Tell whether the script asks Get-Command for the command."""
    return {(command.name or "").lower(), (command.bare_name or "").lower()} & probes != set()
