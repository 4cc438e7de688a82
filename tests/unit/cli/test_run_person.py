"""The person at the terminal: sees what to do and how to know, is asked by name, and may say `not now` to everything."""

import io
from contextlib import nullcontext

import pytest
from rich.console import Console

from migrator.cli.run_person import TerminalPerson
from migrator.cli.streams import Streams
from migrator.domain.plan import OpenInput, PlanStep, StepId, StepKind
from migrator.errors import SessionLost
from migrator.report.catalogue import load_catalogue
from migrator.report.plan_view import StepView
from migrator.steps.driver import GateView
from migrator.steps.logic import Suggestion
from tests.unit.runner.plans import step

VOLUME = "\\\\?\\Volume{5f3c0000-0000-4000-8000-00000000000a}\\"
QUESTION = "external-disk/disk/a"
STEP = step("plug-in-disk/disk/a", kind=StepKind.MANUAL)
GATE = step("allow-wipe", kind=StepKind.GATE)
INPUTS = {
    QUESTION: OpenInput(id=QUESTION, text="external-disk", words={"disk": "A"}, needed_by=(STEP.id,)),
    "switch-adapters/switch/1": OpenInput(
        id="switch-adapters/switch/1", text="switch-adapters", words={"switch": "LAN"}, needed_by=(STEP.id,)
    ),
}
VIEW = GateView(host_name="HV01", seen={"machines": [{"name": "dc01", "state": "Off"}], "free": True})


def _view(one: PlanStep) -> StepView:
    return StepView("1.1", one.id, f"Title {one.id}", "Do this.", "It shows.", "", "", "", "", (), "", ())


class Desk:
    """A terminal on which the given lines are typed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *typed: str) -> None:
        self.typed = list(typed)
        self.asked: list[str] = []
        self.screen = io.StringIO()
        monkeypatch.setattr("typer.prompt", self._prompt)
        streams = Streams(Console(file=self.screen, width=200), io.StringIO(), False, load_catalogue())
        views = {one.id: _view(one) for one in (STEP, GATE)}
        self.fault: SessionLost | None = None
        self.person = TerminalPerson(streams, views, INPUTS, self._suggest, nullcontext)

    def _prompt(self, question: str, **_: object) -> str:
        self.asked.append(question)
        return self.typed.pop(0)

    def _suggest(self, _step: PlanStep, _question: StepId) -> tuple[Suggestion, ...]:
        if self.fault is not None:
            raise self.fault
        return (Suggestion("volume-1", "E: DISK-A"), Suggestion("volume-2", "F: \x1b[2JDISK-B"))


def test_a_manual_step_shows_what_to_do_and_takes_a_suggestion_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(monkeypatch, "2", "y", "", "Jörg")
    given = desk.person.answer(STEP, (QUESTION, STEP.id))
    assert given is not None
    assert (given.person, dict(given.values)) == ("Jörg", {QUESTION: "volume-2", STEP.id: True})
    shown = desk.screen.getvalue()
    assert "Do this." in shown
    assert "It shows." in shown
    assert "\x1b[2J" not in shown


def test_a_number_that_is_not_listed_is_no_value_and_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of the finger must not become the name of a volume."""
    desk = Desk(monkeypatch, "3", "0", "2", "Jörg")
    given = desk.person.answer(STEP, (QUESTION,))
    assert given is not None
    assert given.values == {QUESTION: "volume-2"}
    assert desk.screen.getvalue().count("Only 1 to 2 are listed.") == 2


def test_enter_is_not_now(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Desk(monkeypatch, "").person.answer(STEP, (STEP.id,)) is None
    assert Desk(monkeypatch, "").person.approve(GATE, VIEW, ()) is None


def test_a_typed_value_counts_where_the_host_suggests_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that does not answer is no reason to be stuck."""
    desk = Desk(monkeypatch, "by hand", VOLUME, "Jörg")
    desk.fault = SessionLost(host="HV01", attempted="Get-ExternalDisk", found="gone")
    given = desk.person.answer(STEP, (QUESTION,))
    assert given is not None
    assert given.values[QUESTION] == VOLUME
    assert "This is no volume" in desk.screen.getvalue()


def test_several_adapters_are_typed_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    given = Desk(monkeypatch, "1, Ethernet 9", "Jörg").person.answer(STEP, ("switch-adapters/switch/1",))
    assert given is not None
    assert given.values["switch-adapters/switch/1"] == ("volume-1", "Ethernet 9")


def test_a_gate_shows_what_it_saw_and_wants_the_hosts_name(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(monkeypatch, "HV01", "Jörg", "")
    verdict = desk.person.approve(GATE, VIEW, ())
    assert verdict is not None
    assert (verdict.approved, verdict.host_name, verdict.person, verdict.reason) == (True, "HV01", "Jörg", None)
    assert "dc01" in desk.screen.getvalue()


def test_no_at_a_gate_is_a_word_with_a_name_and_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Desk(monkeypatch, "no", "Jörg", "too late today").person.approve(GATE, VIEW, ())
    assert verdict is not None
    assert (verdict.approved, verdict.reason) == (False, "too late today")


def test_a_second_person_is_asked_for_a_name_of_his_own(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(monkeypatch, "HV01", "Jörg", "", "HV01", "Ines", "")
    desk.person.approve(GATE, VIEW, ())
    second = desk.person.approve(GATE, VIEW, ("Jörg",))
    assert second is not None
    assert second.person == "Ines"


def test_nobody_knows_is_an_answer_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a lost change happened is said by somebody who looked, or by nobody."""
    change = step("plug-in-disk/disk/a", kind=StepKind.SCRIPT)
    assert Desk(monkeypatch, "").person.answer(change, (change.id,)) is None
    given = Desk(monkeypatch, "n", "Jörg").person.answer(change, (change.id,))
    assert given is not None
    assert given.values[change.id] is False
