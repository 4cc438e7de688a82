"""Holds .NET types and members to a declared list, for each was looked up to be in .NET Framework 4.6.2."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML
from tree_sitter import Node

from gates.finding import Finding
from gates.source import Source, child_of, text_of

GATE = "dotnet"

LIST = Path(__file__).with_name("dotnet_allowed.yaml")


@dataclass(frozen=True)
class Allowed:
    """The declared list, all in lower case: types by name, their static members, methods of objects."""

    types: frozenset[str]
    statics: frozenset[str]
    methods: frozenset[str]


@cache
def allowed(part: str) -> Allowed:
    """Read one part of the list: `scripts`, or `bootstrap`, which has that and more."""
    declared = YAML(typ="safe", pure=True).load(LIST)[part]
    statics = {
        f"{type_name}::{member}".lower()
        for type_name, members in declared["static_members"].items()
        for member in members
    }
    types = {name.lower() for name in declared["types"]} | {name.lower() for name in declared["static_members"]}
    return Allowed(frozenset(types), frozenset(statics), frozenset(name.lower() for name in declared["methods"]))


def check(source: Source) -> Iterator[Finding]:
    """Yield types, static members, methods and New-Object calls that are not on the list for scripts."""
    yield from _check(source, allowed("scripts"))


def check_bootstrap(source: Source) -> Iterator[Finding]:
    """Yield the same for the text that receives a script on a local host, which may use more."""
    more, usual = allowed("bootstrap"), allowed("scripts")
    yield from _check(
        source, Allowed(usual.types | more.types, usual.statics | more.statics, usual.methods | more.methods)
    )


def _check(source: Source, listed: Allowed) -> Iterator[Finding]:
    for node in source.walk("type_literal"):
        name = _type_name(node)
        if name.lower() not in listed.types:
            yield source.finding(node, GATE, f"[{name}] is not on the list in {LIST.name}")
    for node in source.walk("member_access", "invokation_expression"):
        yield from _member(source, node, listed)
    for command in source.commands:
        value = command.value_of("TypeName")
        if (command.bare_name or "").lower() in {"new-object", "add-type"} and (
            value is None or text_of(value).strip("'\"").lower() not in listed.types
        ):
            shown = (
                f"{command.bare_name} without -TypeName" if value is None else f"{command.bare_name} {text_of(value)}"
            )
            yield source.finding(command.node, GATE, f"{shown} is not on the list in {LIST.name}")


def _member(source: Source, node: Node, listed: Allowed) -> Iterator[Finding]:
    literal, member = child_of(node, "type_literal"), child_of(node, "member_name")
    if member is None:
        return
    if any(child.type == "::" for child in node.children) and literal is None:
        yield source.finding(node, GATE, f"a static member of a type that is not named: {text_of(node)[:40]}")
    elif literal is not None:
        written = f"{_type_name(literal)}::{text_of(member)}"
        if written.lower() not in listed.statics:
            yield source.finding(node, GATE, f"{written} is not on the list in {LIST.name}")
    elif node.type == "invokation_expression" and text_of(member).lower() not in listed.methods:
        yield source.finding(node, GATE, f"the method {text_of(member)} is not on the list in {LIST.name}")


def _type_name(literal: Node) -> str:
    """Return the element's name of `[string[]]`, and of `[List[string]]` the whole."""
    name = "".join(text_of(literal).split())[1:-1]
    return name.removesuffix("[]")
