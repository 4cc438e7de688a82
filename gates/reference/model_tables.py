"""Tables of a model's fields, in words, and of every model below it."""

import ast
import inspect
import itertools
import re
import textwrap
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, Literal

from pydantic import BaseModel

from gates.reference.markdown import table

_WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "nothing",
}
_SIZE_UNITS = "[KMGT]i?B"
"""What only the pattern of a size has."""
_FORMATS = {"uuid": "id", "date-time": "time", "path": "path", "duration": "duration"}


class ModelTables:
    """One model, or several that share parts; `level` is the heading depth of each part."""

    def __init__(self, mode: Literal["validation", "serialization"], level: int, prefix: str = "") -> None:
        self._mode = mode
        self._level = level
        self._prefix = prefix

    def lines(self, model: type[BaseModel], *, titled: bool = True) -> Iterator[str]:
        """Yield the model's own table and one for each part, a part after the model that has it."""
        schema: Mapping[str, Any] = model.model_json_schema(mode=self._mode)
        parts: Mapping[str, Any] = schema.get("$defs", {})
        yield from self._part(model.__name__, schema, parts, titled=titled)
        for name in _in_order(schema, parts):
            if "properties" in parts[name]:
                yield from self._part(name, parts[name], parts, titled=True)

    def _part(self, name: str, schema: Mapping[str, Any], parts: Mapping[str, Any], *, titled: bool) -> Iterator[str]:
        if titled:
            yield from [f"{'#' * self._level} {self._prefix}{name}", ""]
            if schema.get("description"):
                yield from [plain_words(str(schema["description"])), ""]
        required = set(schema.get("required", ()))
        rows = [
            (
                f"`{field}`",
                self._type(one, parts),
                _default(field, one, required),
                plain_words(str(one.get("description", ""))),
            )
            for field, one in schema["properties"].items()
        ]
        if self._mode == "validation":
            yield from table(("field", "is", "default", "meaning"), rows)
        else:
            yield from table(("field", "is", "meaning"), [(row[0], row[1], row[3]) for row in rows])

    def _type(self, schema: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
        if "$ref" in schema:
            name = str(schema["$ref"]).rpartition("/")[2]
            if "enum" in parts[name] or "const" in parts[name]:
                return self._type(parts[name], parts)
            anchor = f"{self._prefix}{name}".lower().replace(" ", "-").replace(":", "")
            return f"[{name}](#{anchor})"
        if "enum" in schema or "const" in schema:
            return " or ".join(f"`{one}`" for one in schema.get("enum", [schema.get("const")]))
        if "anyOf" in schema:
            if any(_SIZE_UNITS in str(one.get("pattern", "")) for one in schema["anyOf"]):
                rest = [self._type(one, parts) for one in schema["anyOf"] if one.get("type") == "null"]
                return " or ".join(["size", *rest])
            return " or ".join(dict.fromkeys(self._type(one, parts) for one in schema["anyOf"]))
        return self._plain(schema, parts)

    def _plain(self, schema: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
        kind = schema.get("type")
        if kind == "array":
            return f"list of {self._type(schema.get('items', {}), parts)}"
        if kind == "object":
            patterns = [*schema.get("patternProperties", {}).values()]
            inner = patterns[0] if patterns else schema.get("additionalProperties")
            return f"mapping to {self._type(inner, parts)}" if isinstance(inner, dict) else "mapping"
        if isinstance(kind, str):
            word = _FORMATS.get(str(schema.get("format", "")), _WORDS[kind])
            bounds = [
                f"{sign} {schema[key]}"
                for key, sign in (("minimum", "from"), ("exclusiveMinimum", "above"), ("maximum", "up to"))
                if schema.get(key) is not None
            ]
            pattern = [f"like `{schema['pattern']}`"] if "pattern" in schema else []
            return " ".join([word, *bounds, *pattern])
        return "anything"


def _in_order(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> list[str]:
    """Return the names of the parts, each right after it was first spoken of."""
    found: list[str] = []

    def visit(one: Mapping[str, Any]) -> None:
        for name in re.findall(r"#/\$defs/(\w+)", str(one.get("properties", one))):
            if name not in found:
                found.append(name)
                visit(parts[name])

    visit(schema)
    return found


def _default(field: str, schema: Mapping[str, Any], required: set[str]) -> str:
    if field in required:
        return "required"
    value = schema.get("default")
    if value is None or isinstance(value, dict):
        return "" if value is None else "as below"
    if value in ([], ""):
        return "none" if value == [] else "empty"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def plain_words(text: str) -> str:
    """Speak of files, not of Python: what is None there is `null` in a document."""
    return re.sub(r"\bNone\b", "`null`", text)


def members(choices: type[Enum]) -> Iterator[tuple[str, str]]:
    """Yield each member's value with the docstring below it, empty where there is none."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(choices))).body[0]
    body = tree.body if isinstance(tree, ast.ClassDef) else []
    said: dict[str, str] = {}
    for before, after in itertools.pairwise(body):
        if (
            isinstance(before, ast.Assign)
            and isinstance(before.targets[0], ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            said[before.targets[0].id] = str(after.value.value)
    for member in choices:
        yield str(member.value), said.get(member.name, "")
