"""The page of commands, from the same declarations that `--help` shows."""

import inspect
from collections.abc import Iterator
from enum import Enum

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from gates.reference.markdown import page, table
from migrator.cli.app import app


def commands_page() -> str:
    """Return the page; every command in the order of `--help`."""
    root = typer.main.get_command(app)
    lines = [
        "What `migrator COMMAND --help` says, on one page. Options of `migrator` itself stand before the command:",
        "`migrator --verbose plan`. How a command ends is told by its [exit code](exit-codes.md).",
        "",
    ]
    return page("Commands", [*lines, *_command("migrator", root)])


def _command(path: str, command: object) -> Iterator[str]:
    if not isinstance(command, (TyperCommand, TyperGroup)):
        raise TypeError(path)
    yield from [f"## {path}", "", *_prose(command.help or "")]
    arguments = [p for p in command.params if isinstance(p, TyperArgument) and not p.hidden]
    options = [p for p in command.params if isinstance(p, TyperOption) and not p.hidden]
    yield from ["```text", " ".join([path, *_usage(command, arguments)]), "```", ""]
    if arguments:
        yield from table(
            ("argument", "meaning", "default"), [(f"`{p.name}`", p.help or "", _default(p)) for p in arguments]
        )
    if options:
        rows = [(", ".join(f"`{one}`" for one in p.opts), p.help or "", _default(p)) for p in options]
        yield from table(("option", "meaning", "default"), rows)
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            yield from _command(f"{path} {name}", below)


def _usage(command: TyperCommand | TyperGroup, arguments: list[TyperArgument]) -> Iterator[str]:
    yield "[OPTIONS]"
    if isinstance(command, TyperGroup):
        yield "COMMAND"
    for one in arguments:
        name = (one.name or "").upper() + ("..." if one.nargs == -1 else "")
        yield name if one.required else f"[{name}]"


def _prose(text: str) -> Iterator[str]:
    """Indented lines are examples, two blanks deep in the help; a page sets them as code."""
    for line in inspect.cleandoc(text).splitlines():
        yield f"    {line.strip()}" if line.startswith("  ") else line
    yield ""


def _default(parameter: TyperArgument | TyperOption) -> str:
    value = parameter.default
    if value is None or value == "" or (isinstance(parameter, TyperOption) and parameter.is_flag):
        return "required" if parameter.required else ""
    return f"`{value.value if isinstance(value, Enum) else value}`"
