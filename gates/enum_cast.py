"""Demands a cast where a property of a known enum, version or duration type would go into a document as it is."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from gates.finding import Finding
from gates.source import Source, child_of, text_of
from migrator.facts.tables import classes, enums

GATE = "json-cast"

_BARE_PROPERTY = re.compile(r"\$\w+(?:\.\w+)*\.(?P<property>\w+)")
_OBJECTS = {"System.Version", "System.TimeSpan", "System.Guid"}


def check(source: Source) -> Iterator[Finding]:
    """Yield entries of documents whose value is such a property without `[string]` or a conversion."""
    for entry in source.walk("hash_entry"):
        value = child_of(entry, "pipeline")
        match = _BARE_PROPERTY.fullmatch(text_of(value).strip()) if value is not None else None
        if match is None:
            continue
        type_name = _types_by_property().get(match["property"].lower())
        if type_name is not None:
            yield source.finding(entry, GATE, f"{text_of(value)} is a {type_name}: cast it to [string] or convert it")  # type: ignore[arg-type]


@cache
def _types_by_property() -> Mapping[str, str]:
    """Return properties that have such a type in every class of Hyper-V that has them, by lower-case name."""
    types: dict[str, set[str]] = defaultdict(set)
    for facts in classes().values():
        for name, type_name in facts.properties.items():
            types[name.lower()].add(_plain(type_name))
    known = set(enums()) | _OBJECTS
    return {name: min(found) for name, found in types.items() if found <= known}


def _plain(type_name: str) -> str:
    nullable = re.fullmatch(r"System\.Nullable(?:`1)?[\[<]+([\w.+]+).*", type_name)
    return nullable[1] if nullable else type_name.removesuffix("?")
