"""Which commands exist with which parameters on each Windows Server release, from tables of real ones."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal

Release = Literal["2016", "2019", "2022", "2025"]
RELEASES: tuple[Release, ...] = ("2016", "2019", "2022", "2025")
ALL_SETS = "__AllParameterSets"


@dataclass(frozen=True)
class Binding:
    """How a parameter binds within one parameter set."""

    mandatory: bool
    position: int | None
    from_pipeline: bool
    from_pipeline_by_name: bool


@dataclass(frozen=True)
class ParameterFacts:
    """A parameter; `sets` has the key `__AllParameterSets` where it belongs to all, `values` is its ValidateSet."""

    name: str
    type_name: str
    sets: Mapping[str, Binding]
    aliases: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    evidence: str = ""


@dataclass(frozen=True)
class CommandFacts:
    """A command as a release has it.

    `evidence` holds letters: d a reference page, l a real listing of that release's code, a assumed from an older
    listing, p none (probe at run time with Get-Command). WhatIf, Confirm and the common parameters are not listed.
    """

    module: str
    name: str
    kind: Literal["Cmdlet", "Function"]
    parameters: Mapping[str, ParameterFacts]
    evidence: str
    default_set: str | None = None
    all_sets: tuple[str, ...] = ()
    should_process: bool = False
    confirm_impact: str = "Medium"
    output_types: tuple[str, ...] = field(default=())

    @property
    def qualified(self) -> str:
        r"""The name a script must use: `Hyper-V\Get-VM`."""
        return f"{self.module}\\{self.name}"

    @property
    def probed(self) -> bool:
        """Whether a script must ask Get-Command first, because no real listing is held."""
        return self.evidence == "p"

    def parameter(self, name: str) -> ParameterFacts | None:
        """Find a parameter by full name (not alias, not prefix), without regard to case."""
        return next((found for own, found in self.parameters.items() if own.lower() == name.lower()), None)


@dataclass(frozen=True)
class EnumFacts:
    """A real enum: `values` maps member names to numbers."""

    name: str
    base: str
    values: Mapping[str, int]


@dataclass(frozen=True)
class ClassFacts:
    """A real class: `properties` maps property names to .NET type names."""

    name: str
    properties: Mapping[str, str]


@cache
def modules() -> tuple[str, ...]:
    """Return the names of all modules that have a table."""
    return tuple(sorted(name for name in _files() if not name.endswith(".types")))


@cache
def commands(release: Release) -> Mapping[str, CommandFacts]:
    r"""Return the release's commands by qualified name (`Hyper-V\Get-VM`)."""
    return {facts.qualified: facts for module in modules() for facts in _of_module(_load(module), release)}


@cache
def _by_lower_name(release: Release) -> Mapping[str, CommandFacts]:
    return {name.lower(): facts for name, facts in commands(release).items()}


def find(release: Release, qualified: str) -> CommandFacts | None:
    r"""Find a command by `Module\Name` without regard to case; None when the release lacks it."""
    return _by_lower_name(release).get(qualified.lower())


@cache
def enums() -> Mapping[str, EnumFacts]:
    """Return Hyper-V's enums by full name."""
    table = _load("Hyper-V.types")["enums"]
    return {name: EnumFacts(name, row["base"], row["values"]) for name, row in table.items()}


@cache
def classes() -> Mapping[str, ClassFacts]:
    """Return Hyper-V's classes by full name."""
    return {name: ClassFacts(name, properties) for name, properties in _load("Hyper-V.types")["classes"].items()}


@dataclass(frozen=True)
class UsedCommand:
    """What our scripts use of a command; `always_probed`: never without asking Get-Command first."""

    parameters: tuple[str, ...]
    always_probed: bool


@cache
def used_commands() -> Mapping[str, UsedCommand]:
    r"""Return what the shipped scripts use, by qualified name (`Hyper-V\Get-VM`); generated from their syntax trees."""
    text = (resources.files("migrator.facts") / "used.json").read_text(encoding="utf-8")
    return {name: UsedCommand(tuple(row["parameters"]), row["always_probed"]) for name, row in json.loads(text).items()}


def module_version(module: str) -> str:
    """Return the module's version as listed; empty for a module that is only probed."""
    return str(_load(module)["version"])


def origins() -> Mapping[str, tuple[str, ...]]:
    """Return where each module's table comes from, with licences."""
    return {module: tuple(_load(module)["origin"]) for module in modules()}


def _files() -> list[str]:
    folder = resources.files("migrator.facts") / "data"
    return [entry.name.removesuffix(".json") for entry in folder.iterdir() if entry.name.endswith(".json")]


@cache
def _load(name: str) -> dict[str, Any]:
    text = (resources.files("migrator.facts") / "data" / f"{name}.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table


def _of_module(table: dict[str, Any], release: Release) -> Iterator[CommandFacts]:
    for name, row in table["commands"].items():
        proof: Mapping[str, str] = row.get("evidence") or table["evidence"]
        if release not in proof:
            continue
        parameters = {
            parameter: _parameter(parameter, entry, entry.get("evidence", proof)[release])
            for parameter, entry in row["parameters"].items()
            if release in entry.get("evidence", proof)
        }
        yield CommandFacts(
            module=table["module"],
            name=name,
            kind=row["kind"],
            parameters=parameters,
            evidence=proof[release],
            default_set=row.get("default_set"),
            all_sets=tuple(row.get("all_sets", ())),
            should_process=row.get("should_process", False),
            confirm_impact=row.get("confirm_impact", "Medium"),
            output_types=tuple(row.get("output", ())),
        )


def _parameter(name: str, entry: dict[str, Any], evidence: str) -> ParameterFacts:
    return ParameterFacts(
        name=name,
        type_name=entry["type"],
        sets={set_name: _binding(flags) for set_name, flags in entry["sets"].items()},
        aliases=tuple(entry.get("aliases", ())),
        values=tuple(entry.get("values", ())),
        evidence=evidence,
    )


def _binding(flags: str) -> Binding:
    digits = "".join(character for character in flags if character.isdigit())
    return Binding("m" in flags, int(digits) if digits else None, "p" in flags, "n" in flags)
