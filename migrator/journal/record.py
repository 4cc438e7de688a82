"""One line of a journal: an entry in its envelope, as bytes that can be hashed with any tool."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Annotated, Final, Literal

from pydantic import Field, JsonValue, StringConstraints, ValidationError

from migrator.domain.canonical import canonical_json, plain
from migrator.domain.decisions import Sha256
from migrator.domain.model import Model, UtcTime
from migrator.errors import JournalBroken, JournalTooNew
from migrator.journal.entries import Entry

JOURNAL_SCHEMA: Final = 1
FIRST_PREVIOUS: Final = "0" * 64

RunId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
Upgrade = Callable[[dict[str, JsonValue]], dict[str, JsonValue]]

UPGRADES: Final[Mapping[int, Upgrade]] = {}
"""From a record's schema version to the next one; applied after the chain was checked over the bytes as they are."""


class Record(Model):
    """An entry with its place in the chain."""

    schema_version: Literal[1] = JOURNAL_SCHEMA
    seq: int = Field(ge=1)
    """Counted from 1 without a gap; also the number of the line."""
    time: UtcTime
    """Of the controller's clock; it may jump, `seq` does not."""
    run: RunId
    """Which invocation wrote it."""
    epoch: int = Field(ge=1)
    """Raised by each adoption; never falls."""
    previous: Sha256
    """SHA-256 of the line before, without its line end; zeros in the first record."""
    entry: Entry


def line_of(record: Record) -> bytes:
    """Return the record's line without its line end."""
    # A lone surrogate is possible in a Windows name; as an escape it is still JSON and still UTF-8.
    return canonical_json(plain(record)).encode("utf-8", "backslashreplace")


def line_sha256(line: bytes) -> str:
    """Return what the next record carries as `previous`."""
    return hashlib.sha256(line).hexdigest()


def json_of(line: bytes) -> JsonValue:
    """Return a line's JSON; None for what is no JSON at all, as a line that was not written to its end."""
    try:
        data: JsonValue = json.loads(line)
    except ValueError:
        return None
    return data


def read_record(data: JsonValue, file: str, number: int, upgrades: Mapping[int, Upgrade] = UPGRADES) -> Record:
    """Return a line's record; raises JournalBroken for what is none, JournalTooNew for one of a newer program."""
    version = data.get("schema_version") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(version, int):
        raise JournalBroken(file=file, line=number, found="not a record")
    if version > JOURNAL_SCHEMA:
        raise JournalTooNew(file=file, line=number, found=version, known=JOURNAL_SCHEMA)
    for old in range(version, JOURNAL_SCHEMA):
        if old not in upgrades:
            raise JournalBroken(file=file, line=number, found=f"schema version {version}")
        data = upgrades[old](data)
    try:
        return Record.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise JournalBroken(file=file, line=number, found=f"{where}: {first['msg']}") from error
