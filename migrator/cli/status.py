"""`migrator status`: where a migration stands, beside a running run or after it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

import typer

from migrator.adapters.kept_file import read_text
from migrator.cli.journal_file import read_journal
from migrator.cli.options import BesideInventoryOption, JsonOption, PlanOption, beside
from migrator.cli.progress_file import PROGRESS, LastProgress, read_progress
from migrator.cli.run_end import Suggestions, open_questions, show_waiting
from migrator.cli.run_files import JOURNAL
from migrator.cli.run_screen import place_text, show_state
from migrator.cli.streams import Streams, open_streams
from migrator.cli.suggested import SUGGESTED, read_suggested
from migrator.domain.inventory_file import read_inventory
from migrator.domain.plan import Plan, StepId
from migrator.domain.plan_file import read_plan
from migrator.domain.step_code import step_codes
from migrator.report.plan_view import StepView, plan_view
from migrator.runner.history import History
from migrator.runner.standing import states_by_journal
from migrator.runner.states import Reason, State, StepState


@dataclass(frozen=True)
class Standing:
    """What is known without asking a host."""

    plan: Plan
    history: History
    states: Mapping[StepId, StepState]
    progress: LastProgress | None
    last_written_at: datetime | None
    suggested: Suggestions
    """As the last run saw it."""


def status(
    *,
    plan: PlanOption = None,
    inventory: BesideInventoryOption = None,
    as_json: JsonOption = False,
) -> None:
    """
    Tell where a migration stands: what is done, what runs, what waits for you, what failed and why.

    Reads the journal beside the plan and nothing else: it may be asked while a run goes on, and no host is needed.
    """
    streams = open_streams(as_json=as_json)
    plan_file = beside(None, plan, "plan.json")
    told = read_plan(read_text(plan_file), str(plan_file))
    inventory_file = beside(plan_file, inventory, "inventory.json")
    found = read_inventory(read_text(inventory_file), str(inventory_file))
    view = plan_view(told, found, streams.catalogue)
    records = list(read_journal(plan_file.with_name(JOURNAL)))
    history = History(records)
    standing = Standing(
        plan=told,
        history=history,
        states=states_by_journal(told, history),
        progress=read_progress(plan_file.with_name(PROGRESS)) if history.run_is_open else None,
        last_written_at=records[-1].time if records else None,
        suggested=read_suggested(plan_file.with_name(SUGGESTED)),
    )
    _show(streams, standing, {step.id: step for phase in view.phases for step in phase.steps})
    streams.document(_document(standing))
    raise typer.Exit(0)


def _show(streams: Streams, standing: Standing, views: Mapping[StepId, StepView]) -> None:
    if standing.last_written_at is None:
        streams.say("Nothing was begun yet: there is no journal beside the plan. Next: `migrator run`.", style="bold")
        return
    codes = step_codes(standing.plan)
    answers = standing.history.answers
    for phase in standing.plan.phases:
        states = [standing.states[step.id] for step in phase.steps]
        done = sum(state.is_true for state in states)
        title = streams.catalogue.text(f"phase.{phase.id}", "title")
        streams.say(f"{done:>4} of {len(states):<4} {title}", style="green" if done == len(states) else "")
        for step in phase.steps:
            state = standing.states[step.id]
            if state.state in {State.RUNNING, State.FAILED} or state.reason is Reason.GATE_CLOSED:
                show_state(streams, views[step.id], state)
    if standing.progress is not None:
        streams.say(f"Seen last at {standing.progress.seen_at:%H:%M:%S} UTC: {views[standing.progress.step].title}")
        for place in standing.progress.places:
            streams.say(place_text(place), indent=4)
    for step in standing.plan.steps:
        if standing.states[step.id].reason is Reason.WAITING_FOR_PERSON:
            questions = open_questions(step, answers)
            show_waiting(streams, step, views[step.id], codes[step.id], questions, suggested=standing.suggested)
        elif standing.states[step.id].reason is Reason.ANSWERED:
            person = standing.states[step.id].answered_by
            said = streams.catalogue.text("status.answered", "text", {"person": person})
            streams.say(f"{views[step.id].number} {views[step.id].title}: {said}", style="bold")
    how = "A run goes on, or was killed" if standing.history.run_is_open else "No run goes on"
    streams.say(f"{how}; the last record is of {standing.last_written_at:%Y-%m-%d %H:%M:%S} UTC.", style="bold")


def _document(standing: Standing) -> dict[str, object]:
    counts = Counter(state.state.value for state in standing.states.values())
    progress = standing.progress
    return {
        "run_is_open": standing.history.run_is_open,
        "last_written_at": None if standing.last_written_at is None else standing.last_written_at.isoformat(),
        "counts": dict(sorted(counts.items())),
        "steps": {
            name: state.model_dump(mode="json", exclude_defaults=True) for name, state in standing.states.items()
        },
        "progress": None if progress is None else {**asdict(progress), "seen_at": progress.seen_at.isoformat()},
    }
