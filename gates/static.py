"""Runs every gate that needs no PowerShell over the shipped scripts."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from gates import (
    command_table,
    documents,
    dotnet,
    enum_cast,
    forbidden,
    frame,
    full_names,
    literal_path,
    own_lines,
    plain_text,
    syntax51,
)
from gates.finding import Finding
from gates.source import Source

Gate = Callable[[Source], Iterable[Finding]]

EVERY_FILE: tuple[Gate, ...] = (plain_text.check, syntax51.check)
SCRIPTS: tuple[Gate, ...] = (
    *EVERY_FILE,
    full_names.check,
    command_table.check,
    literal_path.check,
    frame.check,
    forbidden.check,
    documents.check,
    enum_cast.check,
    dotnet.check,
    own_lines.check,
)

BOOTSTRAP: tuple[Gate, ...] = (
    *EVERY_FILE,
    full_names.check,
    command_table.check,
    literal_path.check,
    forbidden.check,
    dotnet.check_bootstrap,
)

_SCRIPTS = "scripts/powershell"
_BOOTSTRAP = "scripts/bootstrap"
_STAND_INS = "migrator/lab/engines/pwsh/modules"


def check_script(source: Source) -> list[Finding]:
    """Return what all gates say of one script, by line."""
    return sorted({finding for gate in SCRIPTS for finding in gate(source)})


def check_repository(repository: Path) -> Iterator[Finding]:
    """Yield the findings of all shipped scripts, and of the stand-in modules (text and syntax only)."""
    for source in _sources(repository, _SCRIPTS, ("*.ps1",)):
        yield from check_script(source)
    for source in _sources(repository, _BOOTSTRAP, ("*.ps1",)):
        yield from sorted({finding for gate in BOOTSTRAP for finding in gate(source)})
    for source in _sources(repository, _STAND_INS, ("*.psm1", "*.ps1", "*.psd1")):
        yield from sorted(finding for gate in EVERY_FILE for finding in gate(source))


def _sources(repository: Path, folder: str, patterns: tuple[str, ...]) -> Iterator[Source]:
    paths = {path for pattern in patterns for path in (repository / folder).rglob(pattern)}
    for path in sorted(paths):
        yield Source.read(path, path.relative_to(repository).as_posix())
