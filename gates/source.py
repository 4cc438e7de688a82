"""A PowerShell script as the gates see it: its bytes, and the tree that tree-sitter-powershell makes of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

from gates.finding import Finding

_LANGUAGE = Language(tree_sitter_powershell.language())


@dataclass(frozen=True)
class Argument:
    """One word of a command: a parameter's name, its value, or both; `name` is None for a positional value."""

    name: str | None
    value: Node | None
    line: int


@dataclass(frozen=True)
class Command:
    r"""One command of a pipeline; `name` is None where it is computed (`& $x`). `words` are still unpaired."""

    name: str | None
    node: Node
    line: int
    words: tuple[Argument, ...]

    @property
    def bare_name(self) -> str | None:
        r"""The name without its module: `Get-VM` of `Hyper-V\Get-VM`."""
        return None if self.name is None else self.name.rpartition("\\")[2]

    def value_of(self, parameter: str) -> Node | None:
        """Return the value written after `-parameter`, without regard to case."""
        return next((word.value for word in self.words if (word.name or "").lower() == parameter.lower()), None)

    def has(self, parameter: str) -> bool:
        """Tell whether `-parameter` is written, with or without a value."""
        return any((word.name or "").lower() == parameter.lower() for word in self.words)


@dataclass(frozen=True)
class Source:
    """A script file; `shown` is the path that findings name."""

    shown: str
    data: bytes
    name: str = field(default="")

    @classmethod
    def read(cls, path: Path, shown: str | None = None) -> "Source":
        """Read the file as it lies there, line ends untouched."""
        return cls(shown or str(path), path.read_bytes(), path.stem)

    @property
    def text(self) -> str:
        """The text; a byte that is not UTF-8 shows as the replacement character (the ASCII gate names it)."""
        return self.data.decode("utf-8", "replace")

    @cached_property
    def root(self) -> Node:
        """The parsed tree."""
        return Parser(_LANGUAGE).parse(self.data).root_node

    def finding(self, where: Node | int, gate: str, message: str) -> Finding:
        """Make a finding at a node, or at a line counted from 1."""
        return Finding(self.shown, where if isinstance(where, int) else line_of(where), gate, message)

    @cached_property
    def commands(self) -> tuple[Command, ...]:
        """Every command of the script, wherever it is nested."""
        # The grammar reads a number with a multiplier (1MB) as a command of that name.
        read = (_command(node) for node in self.walk("command"))
        return tuple(command for command in read if not (command.name or "x")[0].isdigit())

    @cached_property
    def functions(self) -> frozenset[str]:
        """Names of the functions that the script defines itself, in lower case."""
        names = (child_of(node, "function_name") for node in self.walk("function_statement"))
        return frozenset(text_of(name).lower() for name in names if name is not None)

    def walk(self, *types: str) -> Iterator[Node]:
        """Yield the nodes of these types (all when none is given), in the order of the text."""
        yield from descend(self.root, *types)


def descend(node: Node, *types: str) -> Iterator[Node]:
    """Yield the node and what is below it, of these types (all when none is given)."""
    if not types or node.type in types:
        yield node
    for child in node.children:
        yield from descend(child, *types)


def text_of(node: Node) -> str:
    """Return the text of a node."""
    return (node.text or b"").decode("utf-8", "replace")


def line_of(node: Node) -> int:
    """Return the line of a node's start, counted from 1."""
    return node.start_point[0] + 1


def child_of(node: Node, type_name: str) -> Node | None:
    """Return the first direct child of that type."""
    return next((child for child in node.children if child.type == type_name), None)


def _command(node: Node) -> Command:
    name = child_of(node, "command_name")
    elements = child_of(node, "command_elements")
    words = tuple(_words(elements.children)) if elements is not None else ()
    return Command(text_of(name) if name is not None else None, node, line_of(node), words)


def _words(children: list[Node]) -> Iterator[Argument]:
    """Pair each parameter with the value after it; whether that value is really its own depends on the parameter."""
    waiting: Node | None = None
    for child in children:
        if child.type in {"command_argument_sep", "redirection", "comment", "argument_list"}:
            continue  # an argument list belongs to the method call in the value before it
        if child.type == "generic_token" and text_of(child).startswith(","):
            continue  # the rest of a list of bare words
        if child.type == "command_parameter":
            if waiting is not None:
                yield Argument(text_of(waiting).lstrip("-"), None, line_of(waiting))
            waiting = child
        elif waiting is not None:
            yield Argument(text_of(waiting).lstrip("-"), child, line_of(waiting))
            waiting = None
        else:
            yield Argument(None, child, line_of(child))
    if waiting is not None:
        yield Argument(text_of(waiting).lstrip("-"), None, line_of(waiting))
