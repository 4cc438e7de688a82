"""All steps that this version of the program can take, by template id."""

from collections.abc import Mapping
from typing import Final

from migrator.steps.logic import StepLogic

STEPS: Final[Mapping[str, StepLogic]] = {}
"""A manual step without an entry has no probe; any other step without one is not yet runnable."""
