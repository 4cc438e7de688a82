"""The person at the terminal: shown what to do and how to know that it worked, asked what is open, by name."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Final

import typer

from migrator.cli.gate_words import gate_lines
from migrator.cli.streams import Streams
from migrator.domain.open_answer import is_possible
from migrator.domain.plan import OpenInput, PlanStep, StepId, StepKind
from migrator.errors import Cancelled, MigratorError
from migrator.journal.words import AnswerValue
from migrator.report.plan_view import StepView
from migrator.report.printable import printable
from migrator.steps.driver import GateView, Given, Verdict
from migrator.steps.logic import Suggestion

MANY: Final = frozenset({"switch-adapters"})
"""Open inputs with more than one value."""
_YES: Final = frozenset({"y", "yes"})
_NO: Final = frozenset({"n", "no"})

Suggest = Callable[[PlanStep, StepId], tuple[Suggestion, ...]]
Asking = Callable[[], AbstractContextManager[None]]


@dataclass
class TerminalPerson:
    """Whoever sits before the screen; an empty line means `not now`."""

    streams: Streams
    steps: Mapping[StepId, StepView]
    inputs: Mapping[StepId, OpenInput]
    suggest: Suggest
    asking: Asking
    """Keeps the screen still, and lets Ctrl-C leave a question."""
    _name: str = field(default="", init=False)

    def answer(self, step: PlanStep, questions: tuple[StepId, ...]) -> Given | None:
        """Show the step and ask its questions in turn."""
        with self.asking():
            self._show(step)
            values: dict[StepId, AnswerValue] = {}
            for question in questions:
                value = self._happened(step) if question == step.id else self._value(step, question)
                if value is None:
                    break
                values[question] = value
            return Given(self._person(), values) if values else None

    def approve(self, step: PlanStep, view: GateView, approved_by: tuple[str, ...]) -> Verdict | None:
        """Show what the gate sees, and have the host's name typed."""
        with self.asking():
            self._show(step)
            for line in gate_lines(view.seen):
                self.streams.say(line, indent=4)
            if approved_by:
                self._say(
                    f"Approved already by {', '.join(map(printable, approved_by))}; a second, other person is asked."
                )
                self._name = ""
            typed = self._ask(
                f"Type the host's name ({printable(view.host_name)}) to approve, `no` to decline, Enter for not now"
            )
            if not typed:
                return None
            if typed.casefold() in _NO:
                return Verdict(self._person(), approved=False, host_name="", reason=self._ask("Why") or None)
            return Verdict(
                self._person(), approved=True, host_name=typed, reason=self._ask("Remark (may stay empty)") or None
            )

    def _show(self, step: PlanStep) -> None:
        view = self.steps[step.id]
        self._say()
        self.streams.say(f"{view.number} {view.title}", style="bold")
        self.streams.say(view.what, indent=4)
        self.streams.say(f"You know that it worked when: {view.how_to_know}", indent=4)

    def _happened(self, step: PlanStep) -> bool | None:
        if step.kind is StepKind.MANUAL:
            return True if self._ask("Done? (y, or Enter for not now)").casefold() in _YES else None
        self._say("The answer was lost, and no host can show whether it happened. Look for yourself.")
        said = self._ask("Did it happen? (y/n, or Enter if you do not know)").casefold()
        return True if said in _YES else False if said in _NO else None

    def _value(self, step: PlanStep, question: StepId) -> AnswerValue | None:
        asked = self.inputs[question]
        self._say(self.streams.catalogue.text(f"input.{asked.text}", "text", asked.words) + ":")
        suggestions = self._suggestions(step, question)
        for number, one in enumerate(suggestions, 1):
            self._say(f"  {number}  {printable(one.shown)}")
        while typed := self._ask("Number or value" if suggestions else "Value"):
            parts = [part.strip() for part in typed.split(",") if part.strip()] if asked.text in MANY else [typed]
            chosen = tuple(_meant(part, suggestions) for part in parts)
            if (unfit := self._unfit(asked, parts, chosen, suggestions)) is None:
                return chosen if asked.text in MANY else chosen[0]
            self.streams.say(unfit, style="yellow", indent=4)
        return None

    def _unfit(
        self, asked: OpenInput, typed: list[str], chosen: tuple[str, ...], suggestions: tuple[Suggestion, ...]
    ) -> str | None:
        """Return why what was typed answers nothing; None: it may be an answer."""
        listed = {one.value for one in suggestions}
        for part, value in zip(typed, chosen, strict=True):
            if suggestions and part.isdecimal() and value not in listed:
                return self.streams.catalogue.text("input.no-such-number", "text", {"count": len(suggestions)})
            if value not in listed and not is_possible(asked.text, value):
                return self.streams.catalogue.text(f"input.{asked.text}", "unfit")
        return None if chosen else ""

    def _suggestions(self, step: PlanStep, question: StepId) -> tuple[Suggestion, ...]:
        try:
            return self.suggest(step, question)
        except Cancelled:
            raise
        except MigratorError as error:
            self.streams.say(
                self.streams.catalogue.text(f"error.{error.id}", "found", error.parameters), style="yellow"
            )
            return ()

    def _person(self) -> str:
        while not self._name:
            self._name = self._ask("Your name (it stands in the journal)")
        return self._name

    def _ask(self, question: str) -> str:
        said: str = typer.prompt(question, default="", show_default=False, err=True)
        return said.strip()

    def _say(self, text: str = "") -> None:
        self.streams.say(text, indent=4 if text else 0)


def _meant(typed: str, suggestions: tuple[Suggestion, ...]) -> str:
    if typed.isdecimal() and 1 <= int(typed) <= len(suggestions):
        return suggestions[int(typed) - 1].value
    return typed
