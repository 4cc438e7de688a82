"""Demands a line of its own for every statement of a block: lines are what recordings prove to have run."""

from collections.abc import Iterator

from tree_sitter import Node

from gates.finding import Finding
from gates.source import Source, child_of, line_of

GATE = "own-lines"


def check(source: Source) -> Iterator[Finding]:
    """Yield blocks whose first statement stands on the line of the brace; `@(foreach (..) { .. })` is one expression."""
    for block in source.walk("statement_block"):
        statements = child_of(block, "statement_list")
        if statements is not None and line_of(statements) == line_of(block) and not _collects(block):
            yield source.finding(block, GATE, "the block's statement stands on the line of its brace")
    for statements in source.walk("statement_list"):
        lines = [line_of(statement) for statement in statements.named_children if not _trivial(statement)]
        for line in sorted({line for line in lines if lines.count(line) > 1}):
            yield source.finding(line, GATE, "more than one statement on a line")


def _collects(block: Node) -> bool:
    """Tell whether the block belongs to a loop that stands on this one line as a value."""
    node = block.parent
    while node is not None and line_of(node) == line_of(block):
        if node.type == "foreach_statement":
            return any(above.type == "array_expression" for above in _above(node))
        node = node.parent
    return False


def _above(node: Node) -> Iterator[Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _trivial(statement: Node) -> bool:
    return statement.type in {"comment", "empty_statement"}
