"""Says values in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from pydantic import JsonValue

from migrator.domain.canonical import canonical_json
from migrator.domain.plan import OpenInput, StepId
from migrator.report.amounts import duration_text, memory_text, size_text
from migrator.report.catalogue import Catalogue, Parameter, TextMissing
from migrator.report.host_words import HostWords, host_words
from migrator.report.view.report_model import Report
from migrator.report.view.step_model import StepReport, StepStanding
from migrator.report.words.document import Cell, Line, Span, Tone, cell

_TONES = {
    StepStanding.DONE: Tone.OK,
    StepStanding.SKIPPED: Tone.OK,
    StepStanding.FAILED: Tone.BLOCKER,
    StepStanding.CHANGED_SINCE: Tone.BLOCKER,
    StepStanding.UNKNOWN: Tone.BLOCKER,
    StepStanding.CLOSED: Tone.BLOCKER,
}


@dataclass(frozen=True)
class Speaker:
    """One report's words; texts of this page stand under `report.`."""

    catalogue: Catalogue
    hosts: HostWords
    steps: Mapping[StepId, StepReport]
    inputs: Mapping[StepId, OpenInput]

    @property
    def language(self) -> str:
        """The reader's language."""
        return self.catalogue.language

    def label(self, name: str) -> str:
        """Return a short word of the page: a heading of a column, the name of a value."""
        return self.catalogue.text("report.label", name)

    def word(self, group: str, value: str) -> str:
        """Return the word for a member of a closed set."""
        return self.catalogue.text(f"report.{group}", value.replace("-", "_"))

    def text(self, entry: str, field: str = "text", /, **parameters: Parameter) -> str:
        """Return a sentence of this page."""
        return self.catalogue.text(f"report.{entry}", field, parameters)

    def plural(self, entry: str, count: int, /, **parameters: Parameter) -> str:
        """Return a sentence with a number in it."""
        return self.catalogue.plural(
            f"report.{entry}", count, {"count": format_decimal(count, locale=self.language), **parameters}
        )

    def time(self, time: datetime | None) -> str:
        """Return a moment in UTC, to the minute."""
        if time is None:
            return "-"
        locale = "en_GB" if self.language == "en" else self.language  # a day first, and a clock of 24 hours
        utc = time.astimezone(UTC)
        return f"{format_date(utc, locale=locale)}, {format_time(utc, 'short', locale=locale)}"

    def size(self, size_bytes: int | None) -> str:
        """Return an amount of data."""
        return size_text(size_bytes, self.language)

    def memory(self, memory_bytes: int) -> str:
        """Return an amount of memory."""
        return memory_text(memory_bytes, self.language)

    def number(self, number: int | None) -> str:
        """Return a number with the language's grouping."""
        return "-" if number is None else format_decimal(number, locale=self.language)

    def duration(self, begin: datetime | None, end: datetime | None) -> str:
        """Return the time between two moments; a clock that was set back gives none."""
        if begin is None or end is None or end < begin:
            return "-"
        return duration_text(round((end - begin).total_seconds()))

    def yes_no(self, value: bool) -> str:
        """Return yes or no."""
        return self.label("yes" if value else "no")

    def value(self, value: JsonValue) -> str:
        """Return any value of a journal on one line."""
        if isinstance(value, bool):
            return self.yes_no(value)
        if isinstance(value, str | int | float):
            return str(value)
        if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
            return ", ".join(map(str, value)) or "-"
        return "-" if value is None else canonical_json(value)

    def values(self, value: JsonValue) -> tuple[str, ...]:
        """Return a value of a journal with each item of a list, and each member of an object, in words of its own."""
        if isinstance(value, dict):
            return (", ".join(f"{name}: {self.value(inner)}" for name, inner in value.items()),)
        if isinstance(value, list):
            return tuple(text for item in value for text in self.values(item))
        return (self.value(value),)

    def title(self, step: StepId | None) -> str:
        """Return what a step is called, with its number."""
        known = self.steps.get(step) if step is not None else None
        if known is None:
            return step or "-"
        return f"{known.number} {self.catalogue.text(f'step.{known.text}', 'title', self.hosts.into(known.words))}"

    def question(self, question: StepId) -> str:
        """Return what a person was asked: an open input's words, or a step's title."""
        known = self.inputs.get(question)
        if known is None:
            return self.title(question)
        return self.catalogue.text(f"input.{known.text}", "text", self.hosts.into(known.words))

    def error(self, error: str, parameters: Mapping[str, Parameter]) -> str:
        """Return what was found when a step failed; the id where the journal does not say enough."""
        return self._or_id(f"error.{error}", "found", error, parameters)

    def note(self, note: str, words: Mapping[str, Parameter]) -> str:
        """Return a note of the journal."""
        return self._or_id(f"note.{note}", "text", note, words)

    def _or_id(self, entry: str, field: str, name: str, parameters: Mapping[str, Parameter]) -> str:
        try:
            return self.catalogue.text(entry, field, parameters)
        except TextMissing:
            # A journal of another version may speak of what this catalogue does not know; it is shown as it stands.
            said = ", ".join(f"{key}={value}" for key, value in parameters.items())
            return f"{name} ({said})" if said else name

    def of_step(self, entry: str, step: StepId) -> str:
        """Return a text that speaks of the things of a step, such as its undo."""
        return self.catalogue.text(entry, "text", self.hosts.into(self.steps[step].words))

    def standing(self, stands: StepStanding | None) -> Cell:
        """Return where a step stands; a dash where the plan has none."""
        if stands is None:
            return cell("-")
        return cell(self.word("standing", stands.value), _TONES.get(stands, Tone.SOFT))


def speaker_of(report: Report, catalogue: Catalogue) -> Speaker:
    """Return who says this report."""
    return Speaker(
        catalogue,
        host_words(report, catalogue.language),
        {step.id: step for step in report.steps},
        {one.id: one for one in report.open_inputs},
    )


def labelled(name: str, value: str, tone: Tone = Tone.PLAIN) -> Line:
    """Return `name: value` on a line."""
    return (Span(f"{name}: ", Tone.SOFT), Span(value, tone))
