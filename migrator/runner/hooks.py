"""Own commands before and after steps: run once per attempt, and journalled however they end."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from migrator.domain.config_hooks import Hook, HookMoment
from migrator.domain.plan import PlanStep, StepHost
from migrator.errors import HookFailed
from migrator.journal.entries import Hook as HookEntry
from migrator.journal.words import HookResult, Moment

Record = Callable[[HookEntry], None]


@dataclass(frozen=True)
class HookAnswer:
    """How a hook ended, and where it was run."""

    host: StepHost
    result: HookResult
    exit_code: int | None = None


class HookRunner(Protocol):
    """Runs one hook on this computer or on a host."""

    def run(self, hook: Hook, step: PlanStep) -> HookAnswer:
        """Run it to its end or its time limit; a failure is an answer, only a wish to stop is raised."""
        ...


@dataclass(frozen=True)
class Hooks:
    """What is to be run around which steps."""

    hooks: tuple[Hook, ...] = ()
    runner: HookRunner | None = None

    def before(self, step: PlanStep, record: Record) -> None:
        """Run what comes before a change; raises HookFailed where one of them keeps the step from being taken."""
        for hook, answer in self._run(step, HookMoment.BEFORE, (), record):
            if answer.result is HookResult.FAILED and hook.stops_step:
                raise HookFailed(hook=hook.name, step=step.id, exit_code=answer.exit_code)

    def after(self, step: PlanStep, already: Collection[str], record: Record) -> None:
        """Run what comes after a step that was done, less what was run after this attempt already."""
        self._run(step, HookMoment.AFTER, already, record)

    def _run(
        self, step: PlanStep, moment: HookMoment, already: Collection[str], record: Record
    ) -> list[tuple[Hook, HookAnswer]]:
        answers = []
        for hook in self.hooks:
            if hook.moment is moment and hook.fits(step.id, step.text) and hook.name not in already:
                answer = HookAnswer(step.host, HookResult.NOT_RUN)
                if self.runner is not None:
                    answer = self.runner.run(hook, step)
                record(
                    HookEntry(
                        step=step.id,
                        moment=Moment(moment.value),
                        host=answer.host,
                        name=hook.name,
                        result=answer.result,
                        exit_code=answer.exit_code,
                    )
                )
                answers.append((hook, answer))
        return answers
