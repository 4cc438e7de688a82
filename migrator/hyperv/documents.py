"""The parse boundary: documents of a script become data, or an error that names the document and the field."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from migrator.errors import UnexpectedOutput
from migrator.hyperv.scripts import load_script
from migrator.ports.host_session import HostSession, ParameterValue, ScriptCall, ScriptResult

Document = TypeVar("Document", bound=BaseModel)


def read_documents(
    session: HostSession,
    name: str,
    model: type[Document],
    parameters: Mapping[str, ParameterValue] | None = None,
    *,
    deadline_s: float = 300.0,
) -> tuple[Document, ...]:
    """Run a shipped script and parse what it said."""
    call = ScriptCall(load_script(name), dict(parameters or {}))
    return parse_documents(session.run(call, deadline_s=deadline_s), model, host=session.host, script=name)


def read_document(
    session: HostSession,
    name: str,
    model: type[Document],
    parameters: Mapping[str, ParameterValue] | None = None,
    *,
    deadline_s: float = 300.0,
) -> Document:
    """Run a script whose contract is exactly one document."""
    documents = read_documents(session, name, model, parameters, deadline_s=deadline_s)
    if len(documents) != 1:
        raise UnexpectedOutput(
            host=session.host, attempted=name, found=f"{len(documents)} documents instead of 1", document=None
        )
    return documents[0]


def parse_documents(result: ScriptResult, model: type[Document], *, host: str, script: str) -> tuple[Document, ...]:
    """Parse strictly: no unknown field, no number as text, no unknown enum member."""
    return tuple(
        _parse(text, number, model, host=host, script=script) for number, text in enumerate(result.documents, start=1)
    )


def _parse(text: str, number: int, model: type[Document], *, host: str, script: str) -> Document:
    try:
        return model.model_validate_json(text, strict=True)
    except ValidationError as refused:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc']) or 'document'}: {fault['msg']}"
            for fault in refused.errors(include_url=False, include_input=False)
        )
        raise UnexpectedOutput(host=host, attempted=script, found=faults, document=number) from refused
