"""The page of the configuration: every field, and the complete example that a test validates."""

from collections.abc import Iterator
from enum import Enum
from typing import Final

from gates.reference.markdown import page, table
from gates.reference.model_tables import ModelTables, members
from migrator.domain.config import Config, HomesPolicy
from migrator.domain.connection import AdapterKind, Auth, PasswordStore, Transport
from migrator.domain.destination import Edition

_CHOICES: Final[dict[str, type[Enum]]] = {
    "adapter": AdapterKind,
    "transport": Transport,
    "auth": Auth,
    "store": PasswordStore,
    "edition": Edition,
    "policy": HomesPolicy,
}


def config_page(example: str) -> str:
    """Return the page."""
    return page("Configuration", [*_head(), *_example(example), *_fields(), *_choices()])


def _head() -> Iterator[str]:
    yield "`migrator.yaml` says what a person decides about one migration. `migrator init` writes a first one. It never holds"
    yield "a password. Unknown fields are refused; faults are reported all at once, with their lines. The same as a"
    yield "JSON Schema, for editors: [config.schema.json](config.schema.json)."
    yield ""
    yield "A *size* is a number of bytes, or written as people write them: `4 TB` is decimal, as on the box of a disk, `64 GiB` is"
    yield "binary, as memory is. Times have a time zone: `2026-12-05T08:00:00Z`."
    yield ""


def _example(text: str) -> Iterator[str]:
    yield from ["## A complete example", ""]
    yield "Every field there is, with values. Nearly all can be left away; then the default of the tables below holds."
    yield from ["", "```yaml", *text.rstrip("\n").splitlines(), "```", ""]


def _fields() -> Iterator[str]:
    yield from ["## Fields", ""]
    yield from ModelTables("validation", 3).lines(Config)


def _choices() -> Iterator[str]:
    yield from ["## Choices", ""]
    rows = [
        (f"`{field}`", f"`{value}`", meaning)
        for field, choices in _CHOICES.items()
        for value, meaning in members(choices)
    ]
    yield from table(("field", "value", "meaning"), rows)
