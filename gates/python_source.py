"""Checks our own Python: script text is loaded, never built; modules stay small, with names that say something."""

import ast
from collections.abc import Iterator
from pathlib import Path

from gates.finding import Finding

GATE_TEXT = "no-built-script"
GATE_HOUSE = "house"

LONGEST_MODULE = 300
FOLDERS = ("benchmarks", "gates", "migrator", "tests")
_LOADER = "migrator/hyperv/scripts.py"
_VAGUE_NAMES = {"utils", "util", "common", "helpers", "helper", "manager", "misc"}
_SENDERS = {"add_script", "Script"}


def check_folder(repository: Path, folders: tuple[str, ...] = FOLDERS) -> Iterator[Finding]:
    """Yield the findings of every module below these folders."""
    for folder in folders:
        for path in sorted((repository / folder).rglob("*.py")):
            yield from check_module(path.relative_to(repository).as_posix(), path.read_text(encoding="utf-8"))


def check_module(shown: str, text: str) -> Iterator[Finding]:
    """Yield the findings of one module; `shown` is its path from the repository."""
    lines = text.count("\n")
    if lines > LONGEST_MODULE:
        yield Finding(shown, lines, GATE_HOUSE, f"{lines} lines; a module has at most {LONGEST_MODULE}")
    if Path(shown).stem in _VAGUE_NAMES:
        yield Finding(shown, 1, GATE_HOUSE, f"{Path(shown).stem} names nothing")
    if shown.startswith("tests/"):
        return  # a test may send a rehearsal host what it likes
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            yield from _call(shown, node)


def _call(shown: str, node: ast.Call) -> Iterator[Finding]:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
    if called not in _SENDERS:
        return
    product = shown.startswith("migrator/") and not shown.startswith("migrator/lab/")
    if called == "Script" and product and shown != _LOADER:
        yield Finding(shown, node.lineno, GATE_TEXT, f"a Script is made in {_LOADER} only, out of a shipped file")
    for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
        if _is_built(argument):
            yield Finding(shown, node.lineno, GATE_TEXT, f"{called} is given a text built from values; bind parameters")


def _is_built(argument: ast.expr) -> bool:
    """Whether the expression puts a text together: f-string, +, %, join, format."""
    if isinstance(argument, ast.JoinedStr | ast.BinOp):
        return True
    return (
        isinstance(argument, ast.Call)
        and isinstance(argument.func, ast.Attribute)
        and argument.func.attr in {"format", "format_map", "join", "replace", "substitute", "safe_substitute"}
        and not all(isinstance(value, ast.Constant) for value in argument.args)  # line ends may be made alike
    )
