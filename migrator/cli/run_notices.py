"""What people elsewhere are told of a run."""

from collections.abc import Mapping
from typing import Final

from migrator.adapters.notifying import Notifier
from migrator.cli.streams import Streams
from migrator.domain.config_notifications import Occasion
from migrator.domain.plan import StepId
from migrator.errors import ExitCode
from migrator.report.plan_view import StepView
from migrator.runner.run import Outcome
from migrator.runner.states import Reason, State, StepState
from migrator.steps.situation import Progress

_FEW: Final = 5
_QUIET: Final = frozenset({ExitCode.INTERRUPTED})
_OCCASIONS: Final = {
    ExitCode.DONE: Occasion.DONE,
    ExitCode.FINISHED_WITH_WARNINGS: Occasion.DONE,
    ExitCode.WAITING_FOR_PERSON: Occasion.WAITING,
}


class Notices:
    """A screen that sends a message at the end; that it reached nobody is said, and changes nothing."""

    def __init__(self, notifier: Notifier, streams: Streams, migration: str, steps: Mapping[StepId, StepView]) -> None:
        self._notifier = notifier
        self._streams = streams
        self._migration = migration
        self._steps = steps

    def on_state(self, step: StepId, state: StepState) -> None:
        """States are for the screen."""

    def on_progress(self, step: StepId, places: tuple[Progress, ...]) -> None:
        """Progress is for the screen."""

    def on_end(self, outcome: Outcome) -> None:
        """Send one message, unless the person who would read it has just stopped the run."""
        if outcome.exit_code in _QUIET:
            return
        occasion = _OCCASIONS.get(outcome.exit_code, Occasion.FAILED)
        for name in self._notifier.tell(occasion, f"migrator {self._migration}: {occasion.value}", self._body(outcome)):
            self._streams.say(f"The notification {name} was not delivered; nothing else is affected.", style="yellow")

    def _body(self, outcome: Outcome) -> str:
        wanted = [
            f"{self._steps[step].number} {self._steps[step].title}"
            for step, state in outcome.states.items()
            if state.state is State.FAILED or state.reason in {Reason.WAITING_FOR_PERSON, Reason.GATE_CLOSED}
        ]
        more = [f"... and {len(wanted) - _FEW} more"] if len(wanted) > _FEW else []
        true = sum(state.is_true for state in outcome.states.values())
        return "\n".join([f"{true} of {len(outcome.states)} steps are true.", *wanted[:_FEW], *more])
