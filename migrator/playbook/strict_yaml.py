"""YAML with the line of every value; nothing in it is guessed, and a key that stands there twice is refused."""

from dataclasses import dataclass, field

from pydantic import JsonValue
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode
from ruamel.yaml.reader import ReaderError

Path = tuple[str | int, ...]


class YamlRefused(ValueError):
    """The text is no YAML that we take. `line` counts from 1; `problem` is the parser's word for it."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(line, problem)
        self.line = line
        self.problem = problem


@dataclass
class Document:
    """The data, and the line of each value by its path."""

    data: JsonValue = None
    lines: dict[Path, int] = field(default_factory=dict)

    def line_of(self, path: Path) -> int:
        """Return the line of a value, or of the nearest thing around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


_INTEGER, _FLOAT, _BOOLEAN, _NULL = (f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null"))


def parse(text: str) -> Document:
    """Return the document in `text`: strings, numbers, booleans and null as YAML 1.2 knows them, dates as strings."""
    yaml = YAML(typ="safe", pure=True)
    try:
        root = yaml.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlRefused(mark.line + 1 if mark else 1, error.problem or "not YAML") from error
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlRefused(line, "a control character stands here") from error
    except RecursionError:
        raise YamlRefused(1, "it is nested too deeply") from None
    document = Document()
    document.data = None if root is None else _value(root, (), document.lines)
    return document


def _value(node: Node, path: Path, lines: dict[Path, int]) -> JsonValue:
    lines[path] = node.start_mark.line + 1
    if node.anchor is not None:
        raise YamlRefused(node.start_mark.line + 1, "anchors and aliases are not used here")
    if isinstance(node, MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, SequenceNode):
        return [_value(item, (*path, index), lines) for index, item in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, JsonValue]:
    data: dict[str, JsonValue] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in data:
            raise YamlRefused(key.start_mark.line + 1, f"{name} stands here twice")
        data[name] = _value(value, (*path, name), lines)
        lines[(*path, name)] = key.start_mark.line + 1
    return data


def _scalar(node: Node) -> JsonValue:
    text = str(node.value)
    tag = str(node.tag)
    if tag == _NULL:
        return None
    if tag == _BOOLEAN:
        return text.casefold() == "true"
    try:
        if tag == _INTEGER:
            return int(text)
        if tag == _FLOAT:
            return float(text)
    except ValueError:
        return text
    return text
