"""Says in words where two observations of a case differ."""

import itertools
from collections.abc import Iterator

from gates.contract.observed import Json, Observed

_LONGEST = 160


def differences(left: Observed, right: Observed, left_name: str = "python", right_name: str = "live") -> list[str]:
    """Return one line per difference: the place, then what each side says."""
    return [
        f"{place.lstrip('.')}: {left_name} {_short(one)}, {right_name} {_short(other)}"
        for place, one, other in _walk("", left.said(), right.said())
    ]


class _Absent:
    def __repr__(self) -> str:
        return "nothing"


_ABSENT = _Absent()


def _walk(place: str, one: "Json | _Absent", other: "Json | _Absent") -> Iterator[tuple[str, object, object]]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys([*one, *other]):
            yield from _walk(f"{place}.{key}", one.get(key, _ABSENT), other.get(key, _ABSENT))
    elif isinstance(one, list) and isinstance(other, list):
        for index, (a, b) in enumerate(itertools.zip_longest(one, other, fillvalue=_ABSENT)):
            yield from _walk(f"{place}[{index}]", a, b)
    elif one != other or type(one) is not type(other):
        yield place, one, other


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "..."
