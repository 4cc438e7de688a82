"""Whether a script acts: what `$PSCmdlet.ShouldProcess(...)` answers it."""

from collections.abc import Mapping

from migrator.lab.cmdlets.api import PsValue
from migrator.lab.engines.python.parameters import WHAT_IF


def should_process(parameters: Mapping[str, PsValue]) -> bool:
    """Tell whether the one change of a script is made; with -WhatIf it is not. No script of ours ever prompts."""
    return parameters.get(WHAT_IF) is not True
