"""Shows a run while it goes on: a line for each state, both disks with rate and time left."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, Protocol

from pydantic import JsonValue
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from migrator.cli.streams import Streams
from migrator.domain.plan import StepId
from migrator.report.amounts import duration_text, size_text
from migrator.report.concern_view import concern_views
from migrator.report.plan_view import StepView
from migrator.report.printable import printable
from migrator.runner.run import Outcome
from migrator.runner.states import Reason, State, StepState
from migrator.steps.situation import Progress as Place

_LONGEST: Final = 100
_STYLES: Final = {State.DONE: "green", State.SKIPPED: "dim", State.FAILED: "bold red", State.RUNNING: "cyan"}


class Screen(Protocol):
    """Whoever watches a run."""

    def on_state(self, step: StepId, state: StepState) -> None:
        """Hear where a step stands now."""
        ...

    def on_progress(self, step: StepId, places: tuple[Place, ...]) -> None:
        """Hear how far a step is that runs for long."""
        ...

    def on_end(self, outcome: Outcome) -> None:
        """Hear how the run ended."""
        ...


class PeopleScreen:
    """Lines for people on stderr; on a terminal, bars below them."""

    def __init__(self, streams: Streams, steps: Mapping[StepId, StepView]) -> None:
        self._streams = streams
        self._steps = steps
        self._last: dict[StepId, StepState] = {}
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._told: dict[tuple[StepId, str], int] = {}

    def on_state(self, step: StepId, state: StepState) -> None:
        """Print a line, unless it says what the last one said."""
        if self._last.get(step) == state:
            return
        self._last[step] = state
        if state.state is not State.RUNNING:
            self._end_bars()
        show_state(self._streams, self._steps[step], state)

    def on_progress(self, step: StepId, places: tuple[Place, ...]) -> None:
        """Move the bars; where there is no terminal, print each tenth."""
        places = tuple(place for place in places if place.total_bytes)
        if self._streams.people.is_terminal:
            self._move_bars(step, places)
            return
        for place in places:
            tenth = 10 * place.done_bytes // place.total_bytes if place.total_bytes else 10
            if self._told.get((step, place.place)) != tenth:
                self._told[step, place.place] = tenth
                self._streams.say(place_text(place), style="dim", indent=8)

    def on_end(self, outcome: Outcome) -> None:
        """Take the bars away."""
        del outcome
        self._end_bars()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Keep the screen still while somebody types."""
        self._end_bars()
        yield

    def _move_bars(self, step: StepId, places: tuple[Place, ...]) -> None:
        if self._bars is None:
            self._bars = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                DownloadColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
                console=self._streams.people,
                transient=True,
            )
            self._bars.start()
        title = self._steps[step].title
        for place in places:
            if place.place not in self._tasks:
                self._tasks[place.place] = self._bars.add_task("", rate="")
            self._bars.update(
                self._tasks[place.place],
                description=f"{title}, {printable(place.place)}",
                completed=place.done_bytes,
                total=place.total_bytes,
                rate=_rate(place),
            )

    def _end_bars(self) -> None:
        if self._bars is not None:
            self._bars.stop()
            self._bars = None
            self._tasks.clear()


class EventScreen:
    """Events for programs: one JSON object a line on stdout."""

    def __init__(self, streams: Streams) -> None:
        self._streams = streams

    def on_state(self, step: StepId, state: StepState) -> None:
        """Tell a step's state."""
        self._tell({"event": "step", "step": step, **state.model_dump(mode="json", exclude_defaults=True)})

    def on_progress(self, step: StepId, places: tuple[Place, ...]) -> None:
        """Tell how far it is."""
        self._tell({"event": "progress", "step": step, "places": [vars(place) for place in places]})

    def on_end(self, outcome: Outcome) -> None:
        """Tell the end."""
        waiting = [step for step, state in outcome.states.items() if state.reason is Reason.WAITING_FOR_PERSON]
        self._tell({"event": "end", "exit_code": int(outcome.exit_code), "waiting": waiting})

    def _tell(self, event: dict[str, object]) -> None:
        self._streams.programs.write(json.dumps(event, ensure_ascii=True) + "\n")
        self._streams.programs.flush()


def show_state(streams: Streams, view: StepView, state: StepState) -> None:
    """Print a step with its state, and below it why it failed or what stops it."""
    streams.say(f"{view.number:>6}  {state_text(streams, state):19} {view.title}", style=_STYLES.get(state.state, ""))
    if state.reason is Reason.STILL_FALSE:
        _show_why(streams, view, state)
    if state.error is not None:
        entry = f"error.{state.error}"
        streams.say(streams.catalogue.text(entry, "found", state.error_parameters), style="red", indent=8)
        streams.say(f"To do: {streams.catalogue.text(entry, 'remedy', state.error_parameters)}", indent=8)
    for concern in concern_views(state.concerns, streams.catalogue):
        for one in concern.found:
            streams.say(one.found, style="red", indent=8)
        streams.say(f"To do: {concern.remedy}", indent=8)
    in_words = {f"{one.rule} {one.subject.id}" for one in state.concerns}
    for closed in state.closed_by:
        if closed not in in_words:
            streams.say(printable(closed), style="red", indent=8)


def _show_why(streams: Streams, view: StepView, state: StepState) -> None:
    """Say when the step counts as true, and what was seen in its place."""
    if view.how_to_know:
        streams.say(streams.catalogue.text("status.true-when", "text", {"how": view.how_to_know}), indent=8)
    if seen := _seen(state.seen):
        said = "; ".join(f"{printable(name)}: {printable(value)}" for name, value in seen)
        streams.say(streams.catalogue.text("status.seen", "text", {"seen": said}), style="yellow", indent=8)


def _seen(found: Mapping[str, JsonValue]) -> list[tuple[str, str]]:
    """Return what was found in one line each, none of it longer than a line can be."""
    named = (
        (name, "-" if value is None else str(value)) for name, value in sorted(found.items()) if name != "concerns"
    )
    return [(name.replace("_", " "), value[:_LONGEST]) for name, value in named]


def place_text(place: Place) -> str:
    """Return how far one place is, with rate and time left."""
    percent = 100 * place.done_bytes // place.total_bytes if place.total_bytes else 100
    said = f"{printable(place.place)}: {percent} % of {size_text(place.total_bytes)}"
    if not place.rate_bytes_per_s:
        return said
    left = (place.total_bytes - place.done_bytes) // place.rate_bytes_per_s
    return f"{said}, {_rate(place)}, {duration_text(left)} left"


def state_text(streams: Streams, state: StepState) -> str:
    """Return a state with its reason in a word or two."""
    if state.reason is not None and streams.catalogue.has(f"reason.{state.reason.value}", "text"):
        return streams.catalogue.text(f"reason.{state.reason.value}", "text")
    return streams.catalogue.text(f"state.{state.state.value}", "text")


def _rate(place: Place) -> str:
    return "" if place.rate_bytes_per_s is None else f"{place.rate_bytes_per_s / 1e6:.0f} MB/s"
