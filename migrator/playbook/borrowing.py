"""Lets a playbook take phases and steps as they stand in another one, so that one step has one definition."""

from collections.abc import Callable
from typing import Final, cast

from pydantic import JsonValue

_AS_IN: Final = "as_in"
_OWN: Final = frozenset({"id", _AS_IN, "where", "needs", "needs_all", "undo"})
"""What a borrowed step may say by itself; the rest is the other one's."""
_OWN_OF_PHASE: Final = frozenset({"id", _AS_IN})

Found = tuple[str | int, ...]
Node = dict[str, JsonValue]


class BorrowingRefused(ValueError):
    """What is to be taken is not there, or more is said than may be; `at` is the path in the document."""

    def __init__(self, at: Found, problem: str) -> None:
        super().__init__(at, problem)
        self.at = at
        self.problem = problem


def with_borrowed(data: JsonValue, read: Callable[[str], Node]) -> JsonValue:
    """Return the document with `as_in` replaced; `read` gives the document of a playbook that borrows nothing.

    Places stay what they are, so that a fault found later still has its line. What is no playbook at all is given back.
    """
    if not isinstance(data, dict) or not isinstance(data.get("phases"), list):
        return data
    phases = [_phase(phase, ("phases", index), read) for index, phase in enumerate(_list(data["phases"]))]
    return {**data, "phases": cast("JsonValue", phases)}


def _phase(phase: JsonValue, at: Found, read: Callable[[str], Node]) -> JsonValue:
    if not isinstance(phase, dict):
        return phase
    if _AS_IN in phase:
        _only(phase, _OWN_OF_PHASE, at)
        return _named(_list(read(str(phase[_AS_IN]))["phases"]), phase.get("id"), at)
    if not isinstance(phase.get("steps"), list):
        return phase
    steps = [_step(step, (*at, "steps", index), read) for index, step in enumerate(_list(phase["steps"]))]
    return {**phase, "steps": cast("JsonValue", steps)}


def _step(step: JsonValue, at: Found, read: Callable[[str], Node]) -> JsonValue:
    if not isinstance(step, dict) or _AS_IN not in step:
        return step
    _only(step, _OWN, at)
    phases = _list(read(str(step[_AS_IN]))["phases"])
    steps = [one for phase in phases if isinstance(phase, dict) for one in _list(phase["steps"])]
    return {**_named(steps, step.get("id"), at), **{name: said for name, said in step.items() if name != _AS_IN}}


def _only(node: Node, allowed: frozenset[str], at: Found) -> None:
    more = sorted(node.keys() - allowed)
    if more:
        raise BorrowingRefused((*at, more[0]), f"{more[0]} is not said of what is taken from another playbook")


def _named(nodes: list[JsonValue], name: JsonValue, at: Found) -> Node:
    for node in nodes:
        if isinstance(node, dict) and node.get("id") == name:
            return node
    raise BorrowingRefused((*at, "id"), f"the other playbook has no {name}")


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []
