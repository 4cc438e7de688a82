"""Reads the syntax strings of `Get-Command -Syntax` into parameter sets."""

import re
from dataclasses import dataclass

_END_OF_SET = "[<CommonParameters>]"
_ELEMENT = re.compile(
    r"""
    \[\[-(?P<optional_positional>\w+)\]\s<(?P<type1>[^>]+)>\]
    | \[-(?P<positional>\w+)\]\s<(?P<type2>[^>]+)>
    | \[-(?P<optional>\w+)(?:\s<(?P<type3>[^>]+)>)?\]
    | -(?P<mandatory>\w+)(?:\s<(?P<type4>[^>]+)>)?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Element:
    """One parameter as one parameter set shows it; `position` is None where the name must be given."""

    name: str
    type_name: str
    mandatory: bool
    position: int | None


def parameter_sets(syntax: str) -> list[list[Element]]:
    """Return the parameter sets in their order; a syntax without common parameters is one simple set."""
    parts = syntax.split(_END_OF_SET)
    texts = parts[:-1] if len(parts) > 1 else parts
    return [_elements(text) for text in texts]


def _elements(text: str) -> list[Element]:
    found = []
    position = 0
    for match in _ELEMENT.finditer(re.sub(r"\{[^}]*\}", "", text)):
        group = match.groupdict()
        positional = group["optional_positional"] or group["positional"]
        name = positional or group["optional"] or group["mandatory"]
        type_name = group["type1"] or group["type2"] or group["type3"] or group["type4"] or "switch"
        found.append(
            Element(
                name=name,
                type_name=type_name,
                mandatory=bool(group["positional"] or group["mandatory"]),
                position=position if positional else None,
            )
        )
        position += bool(positional)
    return found
