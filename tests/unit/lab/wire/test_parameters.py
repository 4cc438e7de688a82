"""Reading param blocks and binding values, without a wire."""

import pytest

from migrator.lab.cmdlets.api import PsError
from migrator.lab.engines.python.parameters import Parameter, bind, read_parameters

BLOCK = """<# .SYNOPSIS a $Comment, with param($No) #>
[CmdletBinding(SupportsShouldProcess)]
param(
    # what, and (why)
    [Parameter(Mandatory, HelpMessage = 'a, "b" (c)')]
    [ValidatePattern('^[^,)]$')]
    [string] $Name,
    [Parameter(Mandatory = $false)] [string[]]$Values = @('a', 'b'),
    [long]$Bytes = (1 + 2),
    $Any
)
function Get-It { param([int]$Inner) }
"""


def test_a_param_block_is_read() -> None:
    """Attributes, defaults, comments and inner functions do not confuse it; a script that changes also takes -WhatIf and -Confirm."""
    assert read_parameters(BLOCK) == (
        Parameter("Name", "string", mandatory=True),
        Parameter("Values", "string[]", mandatory=False),
        Parameter("Bytes", "long", mandatory=False),
        Parameter("Any", "", mandatory=False),
        Parameter("WhatIf", "switch", mandatory=False),
        Parameter("Confirm", "switch", mandatory=False),
    )


def test_a_text_without_a_block_takes_nothing() -> None:
    """Every parameter is unknown to it."""
    with pytest.raises(PsError) as caught:
        bind(read_parameters("Get-Date"), [("Name", "x")])
    assert caught.value.error_id == "NamedParameterNotFound"


def test_values_take_the_declared_type() -> None:
    """A single value becomes a list, a digit string a number, a number a string."""
    bound = bind(read_parameters(BLOCK), [("Name", 5), ("Values", "one"), ("Bytes", "8589934592")])
    assert bound == {"Name": "5", "Values": ["one"], "Bytes": 2**33}


@pytest.mark.parametrize(
    ("given", "error_id"),
    [
        ([], "MissingMandatoryParameter"),
        ([("Name", "x"), ("name", "y")], "ParameterAlreadyBound"),
        ([("Name", "x"), ("Bytes", 2**63)], "ParameterArgumentTransformationError"),
        ([("Name", "x"), ("Bytes", "many")], "ParameterArgumentTransformationError"),
        ([("Name", "x"), ("", "positional")], "AmbiguousParameter"),
    ],
)
def test_what_powershell_refuses_is_refused(given: list[tuple[str, object]], error_id: str) -> None:
    """The error ids are PowerShell's own."""
    with pytest.raises(PsError) as caught:
        bind(read_parameters(BLOCK), given)
    assert caught.value.error_id == error_id
