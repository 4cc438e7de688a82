"""Holds how documents are made: one compact JSON text each, times written by the script, a closing document by name."""

import re
from collections.abc import Iterator

from tree_sitter import Node

from gates.finding import Finding
from gates.source import Source, child_of, descend, text_of

GATE_JSON = "json"
GATE_TIME = "json-time"
GATE_CLOSING = "closing-document"

_TIME_KEY = re.compile(r"(.*_at|clock|not_(before|after))$")
_TIME_PROPERTY = re.compile(r"\.(\w*(Time|Date)(Utc)?|NotBefore|NotAfter|TimeCreated)$", re.IGNORECASE)
_TIME_TYPES = {"datetime", "system.datetime", "datetimeoffset", "system.datetimeoffset"}
_SAFE = re.compile(r"'o'|ConvertTo-\w*(Time|Utc|Iso)\w*|Format-\w*(Time|Utc|Iso)\w*|\$null", re.IGNORECASE)


def check(source: Source) -> Iterator[Finding]:
    """Yield ConvertTo-Json without its three parameters, unformatted times, a missing or foreign closing document."""
    for command in source.commands:
        if (command.bare_name or "").lower() == "convertto-json":
            lacking = [name for name in ("InputObject", "Compress", "Depth") if not command.has(name)]
            if lacking:
                yield source.finding(command.node, GATE_JSON, f"ConvertTo-Json without -{', -'.join(lacking)}")
    for entry in source.walk("hash_entry"):
        yield from _time(source, entry)
    yield from _closing(source)


def _time(source: Source, entry: Node) -> Iterator[Finding]:
    key, value = child_of(entry, "key_expression"), child_of(entry, "pipeline")
    if key is None or value is None:
        return
    written = text_of(value)
    if _SAFE.search(written) or (
        written.startswith("$") and "." not in written and not _is_time_variable(source, written)
    ):
        return
    bare = written.strip().strip("()")
    if _TIME_KEY.fullmatch(text_of(key)) or _TIME_PROPERTY.search(bare) or _cast_to_time(value):
        yield source.finding(
            entry, GATE_TIME, f"{text_of(key)}: format the time yourself (.ToUniversalTime().ToString('o', invariant))"
        )


def _is_time_variable(source: Source, written: str) -> bool:
    """Whether the variable is given a time by an assignment that does not format it."""
    for node in source.walk("assignment_expression"):
        left, right = child_of(node, "left_assignment_expression"), child_of(node, "pipeline")
        if left is None or right is None or text_of(left).split("]")[-1].strip().lower() != written.strip().lower():
            continue
        value = text_of(right)
        if not _SAFE.search(value) and (
            _TIME_PROPERTY.search(value) or _cast_to_time(right) or _cast_to_time(left) or "get-date" in value.lower()
        ):
            return True
    return False


def _cast_to_time(node: Node) -> bool:
    return any(text_of(literal).strip("[]").lower() in _TIME_TYPES for literal in descend(node, "type_literal"))


def _closing(source: Source) -> Iterator[Finding]:
    ends = [
        body
        for body in source.walk("hash_literal_body")
        if any(
            text_of(key) == "end" for entry in body.children if (key := child_of(entry, "key_expression")) is not None
        )
    ]
    if len(ends) != 1:
        yield source.finding(1, GATE_CLOSING, f"one closing document must be made, not {len(ends)}")
        return
    keys = {}
    for entry in ends[0].children:
        key, value = child_of(entry, "key_expression"), child_of(entry, "pipeline")
        if key is not None and value is not None:
            keys[text_of(key)] = text_of(value).strip()
    if list(keys) != ["end", "script", "schema", "count"]:
        yield source.finding(ends[0], GATE_CLOSING, f"its keys are end, script, schema, count; not {', '.join(keys)}")
    elif keys["script"].strip("'\"") != source.name:
        yield source.finding(ends[0], GATE_CLOSING, f"it names {keys['script']}, the script is {source.name}")
    elif keys["end"].lower() != "$true":
        yield source.finding(ends[0], GATE_CLOSING, "end must be $true")
