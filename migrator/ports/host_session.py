"""The one port: run a named script with named parameters on a host, get JSON documents back."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeAlias

from migrator.ports.secret import Credential, Secret

ParameterValue: TypeAlias = str | int | bool | list[str]

_READING_VERBS = frozenset({"Get", "Test", "Find"})


class Effect(StrEnum):
    """What a script does to its host; its verb decides."""

    READS = "reads"
    CHANGES = "changes"


@dataclass(frozen=True)
class Script:
    """One `Verb-Noun.ps1`: its name without suffix, its text with LF line ends."""

    name: str
    text: str

    @property
    def sha256(self) -> str:
        """Hex digest of the LF text in UTF-8: what recordings and the lab's python engine know a script by."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def effect(self) -> Effect:
        """`Get`, `Test`, `Find` read; every other verb changes."""
        return Effect.READS if self.name.split("-", 1)[0] in _READING_VERBS else Effect.CHANGES


@dataclass(frozen=True)
class ScriptCall:
    """A script with the values bound to its parameters. Values are never put into the text."""

    script: Script
    parameters: Mapping[str, ParameterValue] = field(default_factory=dict)
    secrets: Mapping[str, Secret | Credential] = field(default_factory=dict)


@dataclass(frozen=True)
class ScriptResult:
    """What a completed script said: each document as compact JSON text, in order, without the closing one."""

    documents: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    elapsed_s: float = 0.0
    would_change: bool = False
    """True when a rehearsing wrapper wrote the change down instead of making it; `documents` is empty then."""


@dataclass(frozen=True)
class ScriptProgress:
    """A progress record of a running script. `percent` is None where the script does not know."""

    activity: str
    status: str
    percent: int | None


class CancelToken(Protocol):
    """Tells a running call that a person wants it to stop."""

    def is_set(self) -> bool:
        """Return True once cancelling was asked for."""
        ...


class HostSession(Protocol):
    """A session with one host, owned by one thread.

    `run` raises only errors of `migrator.errors`. It returns only if the pipeline completed, no error record came and
    the script's closing document arrived with the right name and count. A lost answer to a changing script is
    `OutcomeUnknown`; to a reading one `SessionLost`.
    """

    @property
    def host(self) -> str:
        """The host as the person wrote it in the configuration; goes into every error."""
        ...

    def run(
        self,
        call: ScriptCall,
        *,
        deadline_s: float = 300.0,
        cancel: CancelToken | None = None,
        on_progress: Callable[[ScriptProgress], None] | None = None,
    ) -> ScriptResult:
        """Run the script to its end and return its documents."""
        ...

    def close(self) -> None:
        """Give the host's resources back. Never raises; safe to call twice."""
        ...
