"""What .NET type each property of an object has, by the object's type name: the module's table and our own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from ruamel.yaml import YAML

from migrator.facts import tables


@dataclass(frozen=True)
class TypeFacts:
    """A type; `source` says where its properties were learnt."""

    name: str
    properties: Mapping[str, str]
    source: str
    is_cim: bool
    """Every property of a CIM instance may be $null."""

    evidence: str = "looked-up: a listing of the module's code"
    """How the row was checked: `looked-up: where`, or `not confirmed`."""

    not_confirmed: tuple[str, ...] = ()
    """Single properties that nothing confirms."""


@cache
def types() -> Mapping[str, TypeFacts]:
    """Give all types of objects that cmdlets give, by full name."""
    known = {
        name: TypeFacts(name, facts.properties, "migrator/facts/data/Hyper-V.types.json", is_cim=False)
        for name, facts in tables.classes().items()
        if facts.properties
    }
    text = (resources.files("migrator.lab.cmdlets") / "properties.yaml").read_text(encoding="utf-8")
    for name, row in YAML(typ="safe", pure=True).load(text).items():
        properties = cast(dict[str, str], dict(row["properties"]))
        known[name] = TypeFacts(
            name,
            properties,
            str(row["source"]),
            is_cim=bool(row.get("cim", False)),
            evidence=str(row["evidence"]),
            not_confirmed=tuple(row.get("not_confirmed", ())),
        )
    return known
