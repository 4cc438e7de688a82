"""Which lines of a script ran is known exactly."""

from pathlib import Path

import pytest

from migrator.lab.engines.pwsh.run_script import EngineEnded, PwshRunner
from tests.unit.lab.standin.conftest import Answers, Run

pytestmark = pytest.mark.live

_SCRIPT = """\
[CmdletBinding()]
param([int]$Count)

function Get-Double {
    param([int]$Value)
    $Value * 2
}

foreach ($number in 1..2) {
    if ($Count -gt 1) {
        [string](Get-Double -Value $Count)
    }
    elseif ($Count -lt 0) {
        'never'
    }
    else {
        $table = @{
            a = 1
            b = 2
        }
        [string]$table.Count
    }
}
try {
    throw 'x'
}
catch {
    'caught'
}
"""


def test_executed_lines_are_those_that_ran(run: Run) -> None:
    """A branch not taken is missing, a function's body and a catch block are there."""
    many = run(_SCRIPT, Count=2)
    assert many.documents == ("4", "4", "caught")
    assert many.executable_lines == {6, 9, 10, 11, 13, 14, 17, 21, 25, 28}
    assert many.executable_lines - many.executed_lines == {13, 14, 17, 21}
    one = run(_SCRIPT, Count=1)
    assert one.executable_lines - one.executed_lines == {6, 11, 14}


def test_an_exit_is_seen_as_lines_that_never_ran(run: Run) -> None:
    """`exit` ends a script silently; the runner lives on."""
    found = run("'a'\nexit 0\n'b'")
    assert (found.documents, found.failed) == (("a",), False)
    assert found.executable_lines - found.executed_lines == {7}
    assert run("'next'").documents == ("next",)


def test_output_that_is_no_text_is_named(run: Run) -> None:
    """A script that leaks an object instead of a document is found."""
    assert run("[datetime]::UtcNow").documents == ("not text: System.DateTime",)


def test_a_dead_engine_is_reported(pwsh: str, cache: Path, answers: Answers) -> None:
    """When PowerShell dies in the middle, the one who waits learns it at once."""
    with PwshRunner("2016", pwsh=pwsh, cache=cache) as runner, pytest.raises(EngineEnded):
        runner.run("[Diagnostics.Process]::GetCurrentProcess().Kill()", {}, cmdlets=answers)


def test_a_german_host_formats_as_germans_do(pwsh: str, cache: Path, answers: Answers) -> None:
    """A script that lets the culture into its output is seen on a German host."""
    with PwshRunner("2016", "de-DE", pwsh=pwsh, cache=cache) as runner:
        found = runner.run("'{0:N1}' -f 1234.5; [Globalization.CultureInfo]::CurrentCulture.Name", {}, cmdlets=answers)
    assert found.documents == ("1.234,5", "de-DE")


def test_a_session_says_it_is_the_hosts_powershell(run: Run) -> None:
    """A script that asks for its version meets Windows PowerShell 5.1 of that release."""
    found = run("'{0} {1}' -f $PSVersionTable.PSVersion.Major, $PSVersionTable.PSEdition")
    assert found.documents == ("5 Desktop",)
