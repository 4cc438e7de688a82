"""Which lines of a script no case runs, and what the script itself says of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gates.contract.recording import Recording

_MARK = re.compile(r"#\s*never-in-lab:\s*(?P<reason>\S.*)$")


@dataclass(frozen=True)
class Lines:
    """Of one script: the executable lines, those that some recorded case ran, and the marked ones with their reason."""

    executable: frozenset[int]
    executed: frozenset[int]
    marked: Mapping[int, str]

    @property
    def never_run(self) -> list[int]:
        """Executable lines that no case ran and no mark excuses: a gap in the cases."""
        return sorted(self.executable - self.executed - self.marked.keys())

    @property
    def wrongly_marked(self) -> list[int]:
        """Marked lines that are run all the same, or that are not executable: the mark must go."""
        return sorted(line for line in self.marked if line in self.executed or line not in self.executable)


def lines_of(text: str, recordings: Iterable[Recording]) -> Lines:
    """Put together what the recordings of this very text ran; those of another text say nothing about its lines."""
    executable: set[int] = set()
    executed: set[int] = set()
    for recording in recordings:
        executable.update(recording.executable_lines)
        executed.update(recording.executed_lines)
    marked = {
        number: match["reason"].strip()
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := _MARK.search(line))
    }
    return Lines(frozenset(executable), frozenset(executed), marked)
