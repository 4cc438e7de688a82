"""Answers in a file: said exactly, or refused with the line."""

from pathlib import Path

import pytest

from migrator.cli.run_answers import FilePerson, FirstOf, Nobody, demand_possible, read_answers
from migrator.errors import AnswersUnusable
from migrator.steps.driver import GateView
from tests.unit.domain.golden import golden_plan
from tests.unit.runner.plans import step

TEXT = r"""person: Jörg
answers:
  external-disk/disk/a: '\\?\Volume{1}\'
  plug-in-disk/disk/a: true
  switch-adapters/switch/1: [Ethernet, Ethernet 2]
gates:
  allow-wipe: {person: Jörg, host_name: HV01}
second:
  allow-wipe: {person: Ines, host_name: hv01, reason: looked myself}
  accept: {person: Ines, approved: false, reason: no}
"""
VIEW = GateView(host_name="HV01", seen={})


def _file(folder: Path, text: str = TEXT) -> Path:
    file = folder / "answers.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_answers_what_it_answers_and_nothing_else(tmp_path: Path) -> None:
    person = FilePerson(read_answers(_file(tmp_path)))
    given = person.answer(step("plug-in-disk/disk/a"), ("external-disk/disk/a", "plug-in-disk/disk/a", "other"))
    assert given is not None
    assert given.person == "Jörg"
    assert given.values == {"external-disk/disk/a": r"\\?\Volume{1}" + "\\", "plug-in-disk/disk/a": True}
    adapters = person.answer(step("choose"), ("switch-adapters/switch/1",))
    assert adapters is not None
    assert adapters.values["switch-adapters/switch/1"] == ("Ethernet", "Ethernet 2")
    assert person.answer(step("other"), ("other",)) is None


def test_the_second_approval_is_the_second_persons(tmp_path: Path) -> None:
    person = FilePerson(read_answers(_file(tmp_path)))
    first = person.approve(step("allow-wipe"), VIEW, ())
    second = person.approve(step("allow-wipe"), VIEW, ("Jörg",))
    assert first is not None
    assert second is not None
    assert (first.person, second.person, second.reason) == ("Jörg", "Ines", "looked myself")
    assert person.approve(step("accept"), VIEW, ()) is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("answers: {}\n", "line 1"),
        ("person: ''\n", "line 1: person"),
        ("person: A\nanswer: {}\n", "line 2: answer"),
        ("person: A\nanswers:\n  x: 1.5\n", "line 3"),
        ("person: A\ngates:\n  x: {person: B, host: HV}\n", "line 3"),
        ("person: [\n", "line 2"),
    ],
)
def test_a_file_with_a_fault_is_refused_with_its_line(tmp_path: Path, text: str, at: str) -> None:
    with pytest.raises(AnswersUnusable) as refused:
        read_answers(_file(tmp_path, text))
    assert at in str(refused.value.parameters["at"])


def test_the_first_who_says_anything_has_answered(tmp_path: Path) -> None:
    persons = FirstOf(Nobody(), FilePerson(read_answers(_file(tmp_path))))
    assert persons.answer(step("x"), ("external-disk/disk/a",)) is not None
    assert persons.approve(step("allow-wipe"), VIEW, ()) is not None
    assert FirstOf(Nobody()).answer(step("x"), ("x",)) is None


def test_a_value_that_cannot_be_an_answer_is_refused_before_anything_is_begun(tmp_path: Path) -> None:
    file = _file(tmp_path, "person: Jörg\nanswers: {external-disk/disk/a: F}\n")
    with pytest.raises(AnswersUnusable) as refused:
        demand_possible(read_answers(file), golden_plan(), file)
    assert "no volume" in str(refused.value.parameters["found"])
    assert refused.value.parameters["at"] == "answers.external-disk/disk/a"
