"""The scripts that the python engine can answer, known by the SHA-256 of their text."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from migrator.lab.cmdlets.api import Cmdlets, PsValue
from migrator.lab.engines.python.parameters import Parameter, read_parameters

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
Shaper: TypeAlias = Callable[[Cmdlets, Mapping[str, PsValue]], Iterator[dict[str, JsonValue]]]


@dataclass(frozen=True)
class KnownScript:
    """A script's name, its declared parameters, and what yields its documents (without the closing one).

    `closes` is False for texts of tests that are no scripts of ours: nothing is added to what their shaper yields.
    """

    name: str
    shaper: Shaper
    parameters: tuple[Parameter, ...]
    closes: bool = True
    sha256: str = field(default="", compare=False)

    @classmethod
    def of(cls, name: str, text: str, shaper: Shaper, *, closes: bool = True) -> "KnownScript":
        """Know a text; its parameters are read from its param block."""
        return cls(name, shaper, read_parameters(text), closes, digest(text))


def digest(text: str) -> str:
    """Give the name of a text: SHA-256 of its UTF-8 bytes with LF line ends."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def by_digest(*scripts: KnownScript) -> dict[str, KnownScript]:
    """Order scripts by their digest, as the engine takes them."""
    return {script.sha256: script for script in scripts}
