"""A journal that was read from elsewhere: the copy to go on with, not a place that is written."""

from collections.abc import Iterator

from migrator.journal.chain import TornTail


class HeldCopy:
    """A place that gives what it has; what is added is kept for this process only."""

    def __init__(self, name: str, content: bytes) -> None:
        self._name = name
        self._lines = content.splitlines(keepends=True)

    @property
    def name(self) -> str:
        """Where it was read."""
        return self._name

    def lines(self) -> Iterator[bytes]:
        """Yield each line with its line end."""
        return iter(list(self._lines))

    def append(self, line: bytes) -> None:
        """Keep a line, so that this copy stays as long as the others."""
        self._lines.append(line + b"\n")

    def cut(self, torn: TornTail) -> str:
        """Leave a torn last line out; it stays where it was read."""
        del self._lines[torn.line - 1 :]
        return self._name

    def close(self) -> None:
        """Give nothing free."""
