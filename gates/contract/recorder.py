"""Runs cases live and makes recordings of what a real PowerShell showed."""

import platform
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gates.analyzer import Analysis, AnalyzerFailed, analyze
from gates.contract import python_side
from gates.contract.case import Case
from gates.contract.differences import differences
from gates.contract.live_side import Live, LiveSide
from gates.contract.recording import Engine, Recording
from gates.engine_version import engine_version
from migrator.hyperv.scripts import load_script

SCRIPTS = Path(__file__).parents[2] / "scripts" / "powershell"


@dataclass(frozen=True)
class Recorded:
    """A recording with what the python engine said otherwise in the same minute."""

    recording: Recording
    differences: tuple[str, ...]
    live: Live


def record(cases: Iterable[Case], engine: str, *, with_analyzer: bool = True) -> Iterator[Recorded]:
    """Run the cases one after the other in that PowerShell and yield each recording."""
    cases = list(cases)
    analysis = _analysis(engine, {case.script for case in cases}) if with_analyzer else None
    described = Engine(
        name=Path(engine).stem,
        version=engine_version(engine),
        system=platform.system(),
        analyzer=analysis.version if analysis else None,
    )
    findings = _by_script(analysis)
    with LiveSide(engine) as side:
        for case in cases:
            yield _record(case, side, described, findings.get(case.script, ()))


def _record(case: Case, side: LiveSide, engine: Engine, findings: tuple[str, ...]) -> Recorded:
    with tempfile.TemporaryDirectory(prefix="case-") as live_folder, tempfile.TemporaryDirectory(prefix="case-") as own:
        live = side.answer(case, Path(live_folder))
        found = _compare(case, Path(own), live)
    recording = Recording(
        script=case.script,
        case=case.name,
        parameters={name: list(value) if isinstance(value, list) else value for name, value in case.parameters.items()},
        sha256=load_script(case.script).sha256,
        engine=engine,
        observed=live.observed,
        analyzer_findings=findings,
        executable_lines=tuple(sorted(live.executable_lines)),
        executed_lines=tuple(sorted(live.executed_lines)),
    )
    return Recorded(recording, found, live)


def _compare(case: Case, folder: Path, live: Live) -> tuple[str, ...]:
    try:
        python = python_side.answer(case, folder)
    except Exception as error:  # noqa: BLE001 - a shaper or cmdlet that breaks is a difference like any other
        return (f"the python engine broke: {error!r}",)
    return (*differences(python, live.observed), *_rehearsal_faults(case, live))


def _rehearsal_faults(case: Case, live: Live) -> Iterator[str]:
    if live.observed.changes and (case.rehearses or not case.changes_host):
        yield f"changed something: {live.observed.changes}"


def _analysis(engine: str, scripts: set[str]) -> Analysis | None:
    """Analyze the scripts; None where this PowerShell has no PSScriptAnalyzer, which the recording then says."""
    try:
        return analyze(engine, [SCRIPTS / f"{script}.ps1" for script in sorted(scripts)])
    except AnalyzerFailed:
        return None


def _by_script(analysis: Analysis | None) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for finding in analysis.findings if analysis else ():
        script = Path(finding.path).stem
        found[script] = (*found.get(script, ()), f"{finding.line}: {finding.message}")
    return found
