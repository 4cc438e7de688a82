"""What counts as a script's answer: one judgement for every adapter."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from migrator.errors import HyperVModuleMissing, MigratorError, NotPermitted, ScriptFailed, UnexpectedOutput
from migrator.ports.host_session import ScriptCall, ScriptResult

MAXIMUM_DOCUMENT_BYTES = 1024 * 1024
"""Larger strings cost more than their size in PSRP, and a script that needs one is badly cut."""


class End(StrEnum):
    """How a pipeline ended."""

    COMPLETED = "Completed"
    FAILED = "Failed"
    STOPPED = "Stopped"


@dataclass(frozen=True)
class ErrorReport:
    """An error record of a script, free of any adapter's types."""

    error_id: str
    category: str
    message: str
    line: int | None = None


@dataclass(frozen=True)
class Stranger:
    """An output object that is no string; only what it was is kept."""

    type_name: str


@dataclass(frozen=True)
class Answer:
    """Everything a pipeline said until its end."""

    end: End
    outputs: Sequence[str | Stranger]
    errors: Sequence[ErrorReport] = ()
    warnings: Sequence[str] = ()
    elapsed_s: float = 0.0


def judge(call: ScriptCall, host: str, answer: Answer) -> ScriptResult:
    """Turn an answer into a result, or raise what is wrong with it.

    A non-terminating error leaves the pipeline Completed, and `exit` ends it Completed in the middle. So only three
    things together are success: Completed, no error record, and a closing document with this name and count.
    """
    if answer.errors:
        raise refusal_of(answer.errors[0], host, call.script.name)
    if answer.end is not End.COMPLETED:
        raise ScriptFailed(
            host=host,
            attempted=call.script.name,
            found=f"pipeline state {answer.end}",
            error_id="",
            category="",
            line=None,
            message=f"pipeline state {answer.end}",
        )
    documents = [_checked(call, host, number, output) for number, output in enumerate(answer.outputs, start=1)]
    _check_closing(call, host, documents)
    return ScriptResult(
        documents=tuple(documents[:-1]), warnings=tuple(answer.warnings), elapsed_s=round(answer.elapsed_s, 3)
    )


def refusal_of(report: ErrorReport, host: str, attempted: str) -> MigratorError:
    """Tell what an error record means to a person: no module, no permission, or simply failed."""
    found = report.message
    if _says_hyperv_is_missing(report):
        return HyperVModuleMissing(host=host, attempted=attempted, found=found)
    if _says_not_permitted(report):
        return NotPermitted(host=host, attempted=attempted, found=found)
    return ScriptFailed(
        host=host,
        attempted=attempted,
        found=found,
        error_id=report.error_id,
        category=report.category,
        line=report.line,
        message=report.message,
    )


_NO_SUCH_COMMAND = ("CommandNotFoundException", "CouldNotAutoloadMatchingModule", "CouldNotAutoLoadModule")
_NO_SUCH_MODULE = ("Modules_ModuleNotFound", "ScriptRequiresMissingModules")
_NOT_PERMITTED_IDS = ("unauthorizedaccess", "authorizationmanager")


def _says_hyperv_is_missing(report: ErrorReport) -> bool:
    # Command and module names are never localised, so they are found in a German message too.
    if not report.error_id.startswith((*_NO_SUCH_COMMAND, *_NO_SUCH_MODULE)):
        return False
    message = report.message.lower()
    return "hyper-v\\" in message or "'hyper-v'" in message or '"hyper-v"' in message


def _says_not_permitted(report: ErrorReport) -> bool:
    error_id = report.error_id.lower()
    if any(part in error_id for part in _NOT_PERMITTED_IDS):
        return True
    return error_id.startswith("accessdenied,microsoft.hyperv")


def _unexpected(call: ScriptCall, host: str, found: str, document: str | None = None) -> UnexpectedOutput:
    return UnexpectedOutput(host=host, attempted=call.script.name, found=found, document=document)


def _checked(call: ScriptCall, host: str, number: int, output: str | Stranger) -> str:
    if isinstance(output, Stranger):
        raise _unexpected(call, host, f"document {number} is no string but {output.type_name}")
    size = len(output.encode("utf-8", "surrogatepass"))
    if size > MAXIMUM_DOCUMENT_BYTES:
        raise _unexpected(call, host, f"document {number} has {size} bytes, more than {MAXIMUM_DOCUMENT_BYTES}")
    try:
        parsed = json.loads(output)
    except ValueError:
        raise _unexpected(call, host, f"document {number} is no JSON", _shortened(output)) from None
    if not isinstance(parsed, dict):
        raise _unexpected(call, host, f"document {number} is no JSON object", _shortened(output))
    return output


def _check_closing(call: ScriptCall, host: str, documents: Sequence[str]) -> None:
    closing = json.loads(documents[-1]) if documents else {}
    if closing.get("end") is not True:
        count = len(documents)
        found = f"no closing document after {count} {'document' if count == 1 else 'documents'}: the script ended early (`exit`?)"
        raise _unexpected(call, host, found, _shortened(documents[-1]) if documents else None)
    said = {name: closing.get(name) for name in ("script", "schema", "count")}
    promised = {"script": call.script.name, "schema": 1, "count": len(documents) - 1}
    wrong = [f"{name} {said[name]!r}, not {promised[name]!r}" for name in promised if said[name] != promised[name]]
    if wrong:
        raise _unexpected(call, host, "the closing document says " + "; ".join(wrong), _shortened(documents[-1]))


def _shortened(document: str, limit: int = 200) -> str:
    return document if len(document) <= limit else document[:limit] + "..."
