"""What one engine showed of one case, in a form in which two engines, or an engine and a recording, can be compared."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True)
class ErrorSeen:
    """An error record, as far as the contract promises it: its id without the place it came from, and its category.

    The text of a message is the host's language and an engine's wording; nothing of ours reads it.
    """

    error_id: str
    category: str

    @classmethod
    def of(cls, error_id: str, category: str) -> "ErrorSeen":
        """Cut the command or script after the comma: only a real engine knows under which name a text ran."""
        return cls(error_id.partition(",")[0], category)


@dataclass(frozen=True)
class Observed:
    """Documents in their order (with the closing one), errors in theirs, commands called, and what changed in the world."""

    documents: tuple[Json, ...]
    errors: tuple[ErrorSeen, ...]
    failed: bool
    commands: tuple[str, ...] = ()
    changes: Mapping[str, Json] = field(default_factory=dict)
    """As `world_state.changes` tells it; empty where nothing changed."""

    def said(self) -> dict[str, Json]:
        """Return what both engines must agree on: all but the commands, which an engine may ask for in its own order."""
        return {
            "documents": list(self.documents),
            "errors": [{"id": error.error_id, "category": error.category} for error in self.errors],
            "failed": self.failed,
            "changes": dict(self.changes),
        }


def documents_of(texts: Iterable[str], folder: Path) -> tuple[Json, ...]:
    """Read documents; the folder of the world's files must not show, it differs from run to run."""
    found: list[Json] = []
    for text in texts:
        if str(folder) in text.replace("\\\\", "\\"):
            raise FolderLeaked(text)
        found.append(json.loads(text))
    return tuple(found)


class FolderLeaked(Exception):
    """A document shows where the world's files really lie; the text is the document."""
