"""What was to be in a bag, and is not: named, so that nobody takes its absence for an oversight."""

import json
from typing import Self

from pydantic import Field

from migrator.bag.entry import Entry, RootId, shown_path, utf16_of
from migrator.domain.canonical import canonical_json, plain
from migrator.domain.model import Model


class Uncovered(Model):
    """A file that a bag was closed without."""

    root: RootId
    path: str
    """True path below the root, or what can be shown of it."""
    path_utf16: str | None
    """As in an entry."""
    owner: str | None
    reason: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    """One of the state file's failure reasons."""
    offset_bytes: int | None
    """Where the source begins to be unreadable; null where the whole file is meant."""
    found: str | None
    """What the operating system said."""

    @classmethod
    def of(
        cls,
        root: str,
        true_path: str,
        *,
        owner: str | None,
        reason: str,
        offset_bytes: int | None = None,
        found: str | None = None,
    ) -> Self:
        """Return it by its true path."""
        return cls(
            root=root,
            path=shown_path(true_path),
            path_utf16=utf16_of(true_path),
            owner=owner,
            reason=reason,
            offset_bytes=offset_bytes,
            found=found,
        )

    @classmethod
    def of_entry(cls, entry: Entry, reason: str, *, offset_bytes: int | None = None, found: str | None = None) -> Self:
        """Return it for a file whose entry was made already."""
        return cls.of(
            entry.root, entry.true_path, owner=entry.owner, reason=reason, offset_bytes=offset_bytes, found=found
        )


def write_uncovered(uncovered: tuple[Uncovered, ...]) -> str:
    """Return the list's text: one line each, in the order of roots and paths."""
    ordered = sorted(uncovered, key=lambda item: (item.root, item.path))
    return "".join(canonical_json(plain(item)) + "\n" for item in ordered)


def read_uncovered(text: str) -> tuple[Uncovered, ...]:
    """Return what a list names; raises ValueError for a line that is none of ours."""
    return tuple(Uncovered.model_validate(json.loads(line)) for line in text.split("\n") if line)
