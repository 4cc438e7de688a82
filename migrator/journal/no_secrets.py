"""Keeps secrets out of the journal: as objects, and as text that slipped into a value."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from migrator.ports.secret import Credential, Secret

SHORTEST_SOUGHT: Final = 6
"""A shorter secret would be found in innocent words; it is refused as an object only."""


class SecretInJournal(TypeError):
    """A fault of the program: something tried to write a secret down. Its message never holds the value."""


def refuse_secrets(value: object) -> None:
    """Raise SecretInJournal where a secret stands anywhere in a value."""
    if isinstance(value, Secret | Credential):
        raise SecretInJournal
    if isinstance(value, Mapping):
        for name, inner in value.items():
            refuse_secrets(name)
            refuse_secrets(inner)
    elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for inner in value:
            refuse_secrets(inner)


def refuse_known_secrets(value: object, secrets: Iterable[Secret]) -> None:
    """Raise SecretInJournal where the text of one of these secrets stands in any string of JSON data."""
    sought = [secret.reveal() for secret in secrets if len(secret.reveal()) >= SHORTEST_SOUGHT]
    if sought and any(text in said for said in _strings(value) for text in sought):
        raise SecretInJournal


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _strings(name)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
