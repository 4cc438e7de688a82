"""PSScriptAnalyzer sees what it is there for, where a PowerShell has it."""

from pathlib import Path

import pytest

from gates.analyzer import AnalyzerFailed, analyze, powershell

ENGINE = powershell()
GOOD = (Path(__file__).parent / "Get-Sample.ps1").read_text(encoding="utf-8")

pytestmark = [pytest.mark.live, pytest.mark.skipif(ENGINE is None, reason="no PowerShell on the PATH")]


def found(tmp_path: Path, text: str) -> set[str]:
    assert ENGINE is not None
    script = tmp_path / "Get-Sample.ps1"
    script.write_text(text, encoding="utf-8")
    return {finding.message.partition(":")[0] for finding in analyze(ENGINE, [script]).findings}


def test_a_good_script_has_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path, GOOD) == set()


def test_bad_ones_are_found_by_its_rules(tmp_path: Path) -> None:
    """Among them the compatibility rules, which do nothing without their settings."""
    bad = GOOD.replace(
        "$count = 0\n",
        "$count = $null ?? 0\nGet-Uptime\nWrite-Host 'x'\nInvoke-Expression 'x'\n$unused = 1\nif ($count -eq $null) { gci }\n",
    )
    assert found(tmp_path, bad) >= {
        "PSUseCompatibleSyntax",
        "PSUseCompatibleCmdlets",
        "PSAvoidUsingWriteHost",
        "PSAvoidUsingInvokeExpression",
        "PSUseDeclaredVarsMoreThanAssignments",
        "PSPossibleIncorrectComparisonWithNull",
        "PSAvoidUsingCmdletAliases",
    }


def test_an_analysis_that_did_not_happen_is_an_error(tmp_path: Path) -> None:
    """No answer is not a clean bill."""
    assert ENGINE is not None
    with pytest.raises(AnalyzerFailed):
        analyze(ENGINE, [tmp_path / "missing.ps1"])
