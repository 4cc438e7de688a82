"""Runs PSScriptAnalyzer over scripts where a PowerShell with that module is on the PATH."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gates.finding import Finding

GATE = "script-analyzer"

_HERE = Path(__file__).parent
_SETTINGS = _HERE / "PSScriptAnalyzerSettings.psd1"
_TIMEOUT_S = 300


class AnalyzerFailed(Exception):
    """PSScriptAnalyzer ended without an answer; the text is what it said."""


@dataclass(frozen=True)
class Analysis:
    """What PSScriptAnalyzer of that version says of the scripts."""

    version: str
    findings: tuple[Finding, ...]


def powershell() -> str | None:
    """Return the PowerShell on the PATH: `pwsh`, else `powershell.exe`."""
    return shutil.which("pwsh") or shutil.which("powershell.exe")


def analyze(engine: str, paths: Sequence[Path]) -> Analysis:
    """Analyze the files with that PowerShell; its findings carry the rule's name in their message."""
    finished = subprocess.run(  # noqa: S603 - the engine was found on the PATH or named by a developer
        [engine, "-NoLogo", "-NoProfile", "-NonInteractive", "-File", str(_HERE / "analyze.ps1"), str(_SETTINGS)],
        input=json.dumps([str(path) for path in paths]),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_TIMEOUT_S,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    if finished.returncode or not finished.stdout.strip():
        raise AnalyzerFailed(finished.stderr or finished.stdout)
    said = json.loads(finished.stdout)
    findings = tuple(
        Finding(row["path"], row["line"], GATE, f"{row['rule']}: {row['message']}") for row in said["findings"]
    )
    return Analysis(said["version"], findings)
