"""Writes `docs/never-seen-on-windows.md`: what ran where, and what nobody has seen yet, from recordings and tables."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from gates.contract.lines import Lines, lines_of
from gates.contract.recording import Recording
from gates.dotnet import LIST
from gates.source import Command, Source
from migrator.facts.tables import RELEASES, find, origins
from migrator.facts.unconfirmed import unconfirmed
from migrator.lab.cmdlets.property_types import types
from migrator.ports.host_session import Script

PAGE = "docs/never-seen-on-windows.md"

_HEAD = """\
# Never seen on Windows

Made by `python -m gates never-seen`; a test fails when it is not up to date.

**Nothing here has ever run on a real Windows.** No script, no stand-in, no test of this project has been run on Windows
Server, with Hyper-V, or in Windows PowerShell 5.1 by those who wrote it. What is known of real hosts comes from tables of
real modules, reference pages and printed outputs (origins below). Every script did run in a real PowerShell of the
version named here, against stand-ins of the Windows modules that have the real types and parameter sets and answer from
a simulated world. `.github/workflows/` runs the same cases on a Windows runner in powershell.exe 5.1 with the same
stand-ins and compares the recordings; that, too, says nothing about the real modules. `migrator selftest HOST` does:
it runs every reading script on a real host and writes one anonymised file that can be sent to us.

`scripts/bootstrap/Start-ScriptCall.ps1`, which runs a script in a local powershell.exe, is run by the conformance tests in
the same PowerShell 7 and is held by the static gates; its lines are not counted here.

**No copy engine for real hosts exists yet.** The task that moves the bytes runs on rehearsal hosts only, where the Python
copier stands in for it; on a real host `Start-CopyTask` finds no engine and refuses, before anything was written. So the part
of a migration from the first copy on can be rehearsed today, and not be carried out.
"""

_LETTERS = {
    "l": "a real listing of that release's code, no reference page",
    "d": "a reference page only",
    "a": "assumed of that release from the listing of build 14393",
    "p": "no listing held: the script asks Get-Command first",
}


def page(scripts: Sequence[Script], recordings: Sequence[Recording]) -> str:
    """Return the whole page."""
    ran = (*_what_ran(scripts, recordings), *_lines(scripts, recordings))
    parts = [_HEAD, *ran, *_one_source(scripts), *_unconfirmed(), *_origins()]
    return "\n".join(parts) + "\n"


def scripts_of(repository: Path) -> list[Script]:
    """Return the shipped scripts by name, as they lie in the repository."""
    paths = sorted((repository / "scripts" / "powershell").glob("*.ps1"))
    return [Script(path.stem, path.read_text(encoding="utf-8").replace("\r\n", "\n")) for path in paths]


def _what_ran(scripts: Sequence[Script], recordings: Sequence[Recording]) -> Iterator[str]:
    yield "## What ran live\n"
    yield "| script | cases | engine | PSScriptAnalyzer | executable lines | run | marked as never run |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for script in scripts:
        own = _of(script, recordings)
        if not own:
            yield f"| {script.name} | none | never ran | never ran | | | |"
            continue
        engines = sorted({f"{one.engine.name} {one.engine.version} on {one.engine.system}" for one in own})
        analyzers = sorted({one.engine.analyzer or "not run" for one in own})
        lines = lines_of(script.text, own)
        row = (script.name, str(len(own)), ", ".join(engines), ", ".join(analyzers), *_counts(lines))
        yield f"| {' | '.join(row)} |"
    yield ""


def _counts(lines: Lines) -> tuple[str, str, str]:
    return (
        str(len(lines.executable)),
        str(len(lines.executable & lines.executed)),
        str(len(lines.marked)),
    )


def _lines(scripts: Sequence[Script], recordings: Sequence[Recording]) -> Iterator[str]:
    yield "## Lines that no lab can run\n"
    found = False
    for script in scripts:
        text = script.text.splitlines()
        lines = lines_of(script.text, _of(script, recordings))
        for number, reason in sorted(lines.marked.items()):
            found = True
            code = text[number - 1].partition("#")[0].strip()
            yield f"- `{script.name}.ps1` line {number}, `{code}`: {reason}"
    yield "" if found else "None.\n"


def _one_source(scripts: Sequence[Script]) -> Iterator[str]:
    yield "## Commands and parameters with one source only\n"
    yield "Of everything else that the scripts use, a real listing and a reference page agree.\n"
    rows: dict[tuple[str, str], dict[str, set[str]]] = {}
    for script in scripts:
        source = Source(f"{script.name}.ps1", script.text.encode(), script.name)
        for command in source.commands:
            for what, release, letter in _evidence(command):
                if letter in _LETTERS:
                    rows.setdefault((what, letter), {}).setdefault(release, set()).add(script.name)
    for letter, meaning in _LETTERS.items():
        own = {what: releases for (what, kind), releases in rows.items() if kind == letter}
        if own:
            yield f"**{meaning[0].upper()}{meaning[1:]}:**\n"
            for what, releases in sorted(own.items()):
                users = sorted(set().union(*releases.values()))
                yield f"- `{what}` on {', '.join(sorted(releases))} ({', '.join(users)})"
            yield ""


def _evidence(command: Command) -> Iterator[tuple[str, str, str]]:
    """Yield command and parameters with release and letters of evidence; a parameter only where it differs."""
    for release in RELEASES:
        facts = find(release, command.name or "")
        if facts is None:
            continue
        yield facts.qualified, release, facts.evidence
        for word in command.words:
            parameter = facts.parameter(word.name) if word.name else None
            if parameter is not None and parameter.evidence != facts.evidence:
                yield f"{facts.qualified} -{parameter.name}", release, parameter.evidence


def _unconfirmed() -> Iterator[str]:
    yield "## What nobody has confirmed\n"
    yield "From `migrator/facts/unconfirmed.yaml`: what scripts take for granted, and what `migrator selftest` would show if it is wrong.\n"
    yield "| claim | scripts | a selftest would show |"
    yield "| --- | --- | --- |"
    for row in unconfirmed():
        yield f"| {row.claim} ({row.id}) | {', '.join(row.where)} | {row.selftest} |"
    yield ""
    yield "Types and properties of `migrator/lab/cmdlets/properties.yaml` that nothing confirms:\n"
    for name, facts in types().items():
        if facts.evidence == "not confirmed":
            yield f"- `{name}`"
        elif facts.not_confirmed:
            yield f"- `{name}`: {', '.join(facts.not_confirmed)}"
    yield ""


def _origins() -> Iterator[str]:
    yield "## Never seen on a real Windows: everything else, too\n"
    yield "- How the real cmdlets answer: objects, property values, order, errors and their ids come from tables and printed outputs."
    yield "- Time zones, code pages and languages of a real host, apart from the localised words that were printed somewhere."
    yield "- A WinRM service: message encryption, quotas, timeouts and reconnects were tried against our own endpoint only."
    yield "- Windows PowerShell 5.1 itself: its parser, its JSON, its remoting. The gates stand in for it."
    yield f"- .NET Framework 4.6.2: the members on the list `gates/{LIST.name}` were looked up, not called."
    yield ""
    yield "## Where the tables come from\n"
    for module, sources in origins().items():
        yield f"- {module}: {'; '.join(sources)}"


def _of(script: Script, recordings: Sequence[Recording]) -> list[Recording]:
    return [one for one in recordings if one.script == script.name and one.sha256 == script.sha256]
