"""The steps that this version can take: those of the hosts, and those that want more than a step may know."""

from typing import Final

from migrator.steps.every import STEPS

OWN_STEPS: Final = frozenset(STEPS) | {"make-report"}
"""Templates without a script that a run can take; the plan calls them runnable."""
