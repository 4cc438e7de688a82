"""Tells which of several copies of one journal is the one to go on with."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from migrator.errors import JournalsDiverge
from migrator.journal.chain import Chain

Lines = Callable[[], Iterable[bytes]]
"""Starts a pass over a copy; called again for each pass, so that no copy is held in memory."""


class Relation(StrEnum):
    """Of one copy to another."""

    SAME = "same"
    STALE = "stale"
    """All it says stands in the other one, which says more."""
    LONGER = "longer"
    DIVERGED = "diverged"


@dataclass(frozen=True)
class Copy:
    """A copy of a journal at some place."""

    name: str
    lines: Lines


@dataclass(frozen=True)
class Longest:
    """The copy to go on with, and what the others are beside it."""

    best: Copy
    chain: Chain
    """Of the best one, read to its end."""
    chains: tuple[Chain, ...]
    """Of all copies, in their order."""


def relation(one: Iterable[bytes], other: Iterable[bytes]) -> tuple[Relation, int]:
    """Return how `one` stands to `other`, and the number of the first line in which they differ.

    Lines are whole ones without their line ends; use `whole_lines`.
    """
    number = 0
    for number, (mine, theirs) in enumerate(zip_longest(one, other), start=1):
        if mine is None:
            return Relation.STALE, number
        if theirs is None:
            return Relation.LONGER, number
        if mine != theirs:
            return Relation.DIVERGED, number
    return Relation.SAME, number + 1


def whole_lines(copy: Copy) -> Iterator[bytes]:
    """Yield a copy's lines without a torn last one, holding the chain; raises JournalBroken."""
    return (line for line, _ in Chain(copy.lines(), copy.name).pairs())


def find_longest(copies: Sequence[Copy]) -> Longest:
    """Return the copy of the highest epoch, among those the longest, the first of equals; at least one copy is given.

    Raises JournalBroken where any of them is broken, JournalsDiverge where two of one epoch tell different stories.
    A copy of a lower epoch that diverged is left to the caller: it is what a controller has whose migration was adopted.
    """
    chains = tuple(Chain(copy.lines(), copy.name).read_all() for copy in copies)
    best, chain = max(zip(copies, chains, strict=True), key=lambda found: (found[1].epoch, found[1].length))
    for copy, beside in zip(copies, chains, strict=True):
        if copy is best or beside.epoch != chain.epoch:
            continue
        how, line = relation(whole_lines(copy), whole_lines(best))
        if how is Relation.DIVERGED:
            raise JournalsDiverge(file=best.name, other=copy.name, line=line)
    return Longest(best, chain, chains)
