"""Finds what a file of the repository must not say: traces of the machine it was written on."""

import re
from collections.abc import Iterator
from pathlib import Path

from gates.finding import Finding

GATE = "machine-trace"

_FOLDERS = (".ci", "benchmarks", "docs", "gates", "migrator", "playbooks", "scripts", "tests")
_SKIPPED = {"__pycache__"}
_TRACES = (
    (
        re.compile(r"(?<![\w.$}~:/-])/(?:work|opt|tmp|home|root|mnt|srv|Users)/\w"),
        "a path of one machine; say it relative to the repository, or let the caller give it",
    ),
    (
        re.compile(
            r"\b(?:files\.pythonhosted|pypi|nuget|npmjs|powershellgallery|registry\.\w+)\.(?:org|com)\b", re.IGNORECASE
        ),
        "the host of a package registry; which one is used is set where the tool runs",
    ),
    (
        re.compile(r"--(?:extra-)?index-url|--trusted[-]host"),
        "which package registry is used is set where the tool runs",
    ),
    (
        re.compile(
            r"co-authored[-]by:|\b(?:generated|written) (?:by|with) an? (?:ai|assistant|language model)\b",
            re.IGNORECASE,
        ),
        "says who or what typed it; a file says what it is for",
    ),
)


def check_repository(repository: Path) -> Iterator[Finding]:
    """Yield the findings of every text file of the repository; recordings and pictures among them."""
    top = [path for path in repository.iterdir() if path.is_file() and not path.name.startswith(".")]
    below = (path for folder in _FOLDERS for path in (repository / folder).rglob("*"))
    for path in sorted([*top, *below]):
        if path.is_file() and not _SKIPPED.intersection(path.parts):
            try:
                text = path.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                continue  # no text: nothing that a person wrote
            yield from check_text(path.relative_to(repository).as_posix(), text)


def check_text(shown: str, text: str) -> Iterator[Finding]:
    """Yield the findings of one file; `shown` is its path from the repository."""
    for trace, message in _TRACES:
        for found in trace.finditer(text):
            yield Finding(shown, text.count("\n", 0, found.start()) + 1, GATE, f"{found.group()!r}: {message}")
