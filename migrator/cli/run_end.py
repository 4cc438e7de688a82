"""What is said when a run has ended: where it stands, and exactly what to type next."""

from collections import Counter
from collections.abc import Mapping
from typing import Final, TypeAlias

from migrator.cli.check import show_concerns, show_waivers
from migrator.cli.streams import Streams
from migrator.domain.concern import Severity
from migrator.domain.plan import OpenValue, Plan, PlanStep, StepId, StepKind
from migrator.domain.step_code import step_codes
from migrator.errors import ExitCode
from migrator.journal.words import AnswerValue
from migrator.report.amounts import counted
from migrator.report.plan_view import StepView
from migrator.report.printable import printable
from migrator.runner.run import Outcome
from migrator.runner.states import Reason, State
from migrator.steps.logic import Suggestion

_FEW = 5
Suggestions: TypeAlias = Mapping[StepId, tuple[Suggestion, ...]]
"""What the host suggested in the last run, by question."""
NOTHING_SUGGESTED: Final[Suggestions] = {}
_FINISHED = frozenset({ExitCode.DONE, ExitCode.FINISHED_WITH_WARNINGS})


def show_end(
    streams: Streams,
    plan: Plan,
    steps: Mapping[StepId, StepView],
    outcome: Outcome,
    answers: Mapping[StepId, AnswerValue],
    *,
    suggested: Suggestions = NOTHING_SUGGESTED,
) -> None:
    """Say how the run ended, what waits for whom, and what to type."""
    counts = Counter(state.state for state in outcome.states.values())
    said = ", ".join(f"{counts[state]} {state.value}" for state in State if counts[state])
    streams.say()
    streams.say(f"{counted(len(outcome.states), 'step')}: {said}.", style="bold")
    by_id = {step.id: step for step in plan.steps}
    waiting = [step for step, state in outcome.states.items() if state.reason is Reason.WAITING_FOR_PERSON]
    codes = step_codes(plan)
    for name in waiting[:_FEW]:
        questions = open_questions(by_id[name], answers)
        show_waiting(streams, by_id[name], steps[name], codes[name], questions, suggested=suggested)
    if len(waiting) > _FEW:
        streams.say(f"... and {len(waiting) - _FEW} more; `migrator status` shows all.")
    notable = [one for one in outcome.concerns if one.severity is not Severity.NOTE]
    if notable:
        streams.say("Found on the way:", style="bold")
        show_concerns(streams, notable)
        show_waivers(streams, notable)
    if outcome.exit_code in _FINISHED and not all(step.id in outcome.states for step in plan.steps):
        streams.say("Everything up to this phase is done. `migrator run` goes on.", style="bold")
    else:
        streams.say(_next_word(outcome.exit_code), style="bold")


def open_questions(step: PlanStep, answers: Mapping[StepId, AnswerValue]) -> tuple[StepId, ...]:
    """Return the open inputs that a step waits for."""
    used: dict[StepId, None] = dict.fromkeys(step.answers)
    for script in (step.apply, step.check):
        if script is not None:
            used.update({one.open_input: None for one in script.parameters.values() if isinstance(one, OpenValue)})
    return tuple(question for question in used if question not in answers)


def show_waiting(
    streams: Streams,
    step: PlanStep,
    view: StepView,
    code: str,
    questions: tuple[StepId, ...],
    *,
    suggested: Suggestions = NOTHING_SUGGESTED,
) -> None:
    """Say what a person is to do, how to know that it worked, and what to type then."""
    streams.say(f"{view.number} waits for you: {view.title}", style="bold")
    streams.say(view.what, indent=4)
    streams.say(f"You know that it worked when: {view.how_to_know}", indent=4)
    if step.kind is StepKind.GATE:
        streams.say("To pass: `migrator run` on a terminal, or in a file for `migrator run --answers FILE`:", indent=4)
        streams.quote(f"    gates: {{{step.id}: {{person: NAME, host_name: HOST, reason: WHY}}}}")
        return
    for question in questions:
        found = suggested.get(question, ())
        for one in found:
            streams.say(f"{printable(one.shown)}:", indent=4)
            # In single quotes neither PowerShell nor a Unix shell changes a character of it.
            value = printable(one.value).replace("'", "''")
            streams.quote(f"    migrator answer {question} --person NAME --value '{value}'")
        if not found:
            streams.quote(f"    migrator answer {question} --person NAME --value VALUE")
    if step.kind is StepKind.MANUAL:
        streams.quote(f"    migrator answer {code} --person NAME")


def _next_word(code: ExitCode) -> str:
    words = {
        ExitCode.DONE: "Everything is done.",
        ExitCode.FINISHED_WITH_WARNINGS: "Everything is done; there are warnings that nobody accepted yet: they stand in the report.",
        ExitCode.WAITING_FOR_PERSON: "Next: do what is asked above, then `migrator run` goes on from there.",
        ExitCode.INTERRUPTED: "Interrupted in good order. What was done and answered so far is written down; what runs on the host runs on. `migrator run` goes on.",
        ExitCode.OUTCOME_UNKNOWN: "The outcome of a change is not known: look at the host, then `migrator run` looks again before it does anything.",
        ExitCode.BLOCKERS: "Something stands in the way: mend or accept what is named above, then `migrator run`.",
        ExitCode.DECLINED: "Declined at a gate. Nothing after it was done; `migrator run` asks again.",
    }
    return words.get(
        code,
        f"Ended with {int(code)} ({printable(code.name.lower().replace('_', ' '))}). Mend what is named above, then `migrator run` goes on.",
    )
