"""Plays the person of the demo: does on the rehearsal host what a manual step asks for, and says so."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from migrator.cli.streams import Streams
from migrator.domain.plan import PlanStep, StepId
from migrator.journal.words import AnswerValue
from migrator.lab.client import LabClient, LabRefused
from migrator.report.printable import printable
from migrator.steps.driver import GateView, Given, Verdict
from migrator.steps.logic import Suggestion


@dataclass(frozen=True)
class People:
    """Who decides in the demo, and what they say."""

    first: str = "Ada Admin"
    second: str = "Ben Boss"
    reason: str = "Accepted for the demo, after reading what will happen."


PEOPLE: Final = People()

Suggest = Callable[[PlanStep, StepId], tuple[Suggestion, ...]]


@dataclass
class DemoPerson:
    """Answers every question, does every manual step with `lab do`, approves at every gate."""

    streams: Streams
    lab: LabClient
    suggest: Suggest
    people: People = PEOPLE
    answer_to: Callable[[StepId], AnswerValue | None] = lambda _: None
    """What was answered before, perhaps by a run that is over."""

    def answer(self, step: PlanStep, questions: tuple[StepId, ...]) -> Given | None:
        """Do the step, and answer its questions with what the host suggests."""
        self._do(step)
        values: dict[StepId, AnswerValue] = {}
        for question in questions:
            value = True if question == step.id else self._chosen(step, question)
            if value is not None:
                values[question] = value
        return Given(self.people.first, values)

    def approve(self, step: PlanStep, view: GateView, approved_by: tuple[str, ...]) -> Verdict | None:
        """Type what the gate asks for."""
        del step
        person = self.people.second if approved_by else self.people.first
        self._say(f"{printable(person)} types {printable(view.host_name)}: approved")
        return Verdict(person, approved=True, host_name=view.host_name)

    def _do(self, step: PlanStep) -> None:
        disk = self._disk(step.id.rsplit("/", 1)[-1])
        match step.text:
            case "put-disk-away" | "keep-disk":
                self._lab("unplug", disk=disk)
            case "install-windows":
                self._lab("rebuild")
            case "plug-in-again":
                self._lab(self._plug(), disk=self._disk("a"))
            case "plug-in-last":
                self._lab(self._plug(), disk=disk)
            case _:
                pass

    def _plug(self) -> str:
        """Return the action for the host that the files come to: a second one, or the box as it is now."""
        return "plug-into-new" if self.lab.state().get("new_host") else "plug"

    def _disk(self, name: str) -> str:
        """Return what the lab knows an external disk by: the volume that was chosen, or the label of most scenarios."""
        chosen = self.answer_to(f"external-disk/disk/{name}")
        return chosen if isinstance(chosen, str) else f"DISK-{name.upper()}"

    def _chosen(self, step: PlanStep, question: StepId) -> AnswerValue | None:
        wanted = f"DISK-{question.rsplit('/', 1)[-1].upper()}"
        suggestions = self.suggest(step, question)
        fitting = [one for one in suggestions if wanted in one.shown] or list(suggestions)
        return fitting[0].value if fitting else None

    def _lab(self, action: str, **values: str) -> None:
        try:
            said = self.lab.do(action, **values)
        except LabRefused as refused:
            # After a crash the person is asked again for what is done already, and sees that it is.
            said = str(refused)
        self._say(f"lab do {action}: {printable(said)}")

    def _say(self, text: str) -> None:
        self.streams.say(text, style="magenta", indent=8)
