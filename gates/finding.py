"""What a gate says about one place of a file."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """A fault at a line (counted from 1); `gate` is the name by which tests and people know the rule."""

    path: str
    line: int
    gate: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.gate}: {self.message}"
