"""Holds the frame of a script: binding, typed parameters, strict mode, stopping on errors, guarded changes."""

from collections.abc import Iterator

from gates.finding import Finding
from gates.source import Source, child_of, descend, text_of
from migrator.ports.host_session import Effect, Script

GATE = "frame"


def check(source: Source) -> Iterator[Finding]:
    """Yield what the frame lacks."""
    param_block = child_of(source.root, "param_block")
    if param_block is None:
        yield source.finding(1, GATE, "no param block of the script's own")
        return
    attributes = "".join(text_of(node) for node in param_block.children if node.type == "attribute_list").replace(
        " ", ""
    )
    if "[CmdletBinding(" not in attributes:
        yield source.finding(param_block, GATE, "no [CmdletBinding()]")
    yield from _typed_parameters(source)
    yield from _strictness(source)
    yield from _should_process(source, attributes.lower())


def _typed_parameters(source: Source) -> Iterator[Finding]:
    for parameter in source.walk("script_parameter"):
        # A type is an attribute without a name and arguments: [string], not [Parameter(Mandatory)].
        if not any(child_of(attribute, "type_literal") for attribute in descend(parameter, "attribute")):
            variable = child_of(parameter, "variable")
            shown = text_of(variable if variable is not None else parameter)
            yield source.finding(parameter, GATE, f"parameter {shown} has no type")


def _strictness(source: Source) -> Iterator[Finding]:
    strict = [command for command in source.commands if (command.bare_name or "").lower() == "set-strictmode"]
    versions = [text_of(value) for command in strict if (value := command.value_of("Version")) is not None]
    if versions != ["3.0"]:
        yield source.finding(1, GATE, "Set-StrictMode -Version 3.0 must stand there, once")
    settings = [
        "".join(text_of(node).split())
        for node in source.walk("assignment_expression")
        if text_of(node).lower().startswith("$erroractionpreference")
    ]
    if settings != ["$ErrorActionPreference='Stop'"]:
        yield source.finding(1, GATE, "$ErrorActionPreference = 'Stop' must stand there, once")


def _should_process(source: Source, attributes: str) -> Iterator[Finding]:
    """Yield a question in a script that reads by its verb, a missing one in any other, and one above Medium impact."""
    declared = "supportsshouldprocess" in attributes
    asks = [node for node in source.walk("invokation_expression") if "$pscmdlet.shouldprocess" in text_of(node).lower()]
    if Script(source.name, "").effect is Effect.READS:
        if declared or asks:
            yield source.finding(1, GATE, f"{source.name} reads by its verb, yet it supports ShouldProcess")
        return
    if not declared:
        yield source.finding(1, GATE, f"{source.name} changes by its verb, yet it lacks SupportsShouldProcess")
    if len(asks) != 1:
        yield source.finding(1, GATE, f"{source.name} must guard exactly one call with ShouldProcess, not {len(asks)}")
    if "confirmimpact" in attributes:
        yield source.finding(1, GATE, "ConfirmImpact is left at Medium: a prompt cannot be answered over the wire")
