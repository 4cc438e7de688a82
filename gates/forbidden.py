"""Refuses commands and statements that end, ask, print or build script text behind the wire's back."""

from collections.abc import Iterator

from gates.finding import Finding
from gates.source import Command, Source, descend, text_of

GATE = "forbidden"

_COMMANDS = {
    "write-host": "printing goes to documents, progress or warnings",
    "out-host": "printing goes to documents, progress or warnings",
    "read-host": "nobody can answer over the wire",
    "get-credential": "nobody can answer over the wire",
    "invoke-expression": "script text is never built from values",
    "new-module": "script text is never built from values",
    "invoke-command": "a script touches its own host only",
    "start-process": "no native programs",
    "start-job": "a session's jobs end with it",
    "get-wmiobject": "use CimCmdlets\\Get-CimInstance",
    "invoke-wmimethod": "use CimCmdlets\\Invoke-CimMethod",
    "write-error": "throw instead: a script that goes on after an error is Completed on the wire",
    "format-list": "documents are JSON",
    "format-table": "documents are JSON",
    "set-content": "its encoding differs between 5.1 and 7",
    "add-content": "its encoding differs between 5.1 and 7",
    "out-file": "its encoding differs between 5.1 and 7",
}
_MEMBERS = {"create", "newscriptblock", "expandstring", "invokescript", "invokecommand", "addscript"}


def check(source: Source) -> Iterator[Finding]:
    """Yield each forbidden command, statement, redirection and way to make code out of text."""
    for command in source.commands:
        why = _COMMANDS.get((command.bare_name or "").lower())
        if why is not None:
            yield source.finding(command.node, GATE, f"{command.bare_name}: {why}")
        if _runs_text(command):
            yield source.finding(command.node, GATE, "runs a computed command or a dot-sourced text")
    for node in source.walk("flow_control_statement"):
        if text_of(node).split(None, 1)[0].rstrip(";").lower() == "exit":
            yield source.finding(node, GATE, "exit: the pipeline would end as Completed; throw instead")
    for node in source.walk("invokation_expression"):
        members = [text_of(child).lower() for child in node.children if child.type == "member_name"]
        if members and members[-1] in _MEMBERS and _makes_code(text_of(node).lower()):
            yield source.finding(node, GATE, "script text is never built from values")
    for node in source.walk("redirection"):
        if not text_of(node).replace(" ", "").endswith("$null"):
            yield source.finding(node, GATE, "redirection to a file: its encoding differs between 5.1 and 7")


def _runs_text(command: Command) -> bool:
    """Tell whether a call operator runs something else than a script block that stands there."""
    if command.name is not None:
        return any(child.type == "command_invokation_operator" for child in command.node.children)
    return not any(True for _ in descend(command.node, "script_block_expression"))


def _makes_code(invocation: str) -> bool:
    return any(word in invocation for word in ("[scriptblock]", "executioncontext", "invokecommand"))
