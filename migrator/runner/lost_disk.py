"""What a person's word that an external disk is lost means for the plan's steps."""

from collections.abc import Iterable, Iterator
from string import ascii_lowercase
from typing import Final

from migrator.domain.external_disk import DISK_INPUT, place_of
from migrator.domain.plan import Plan, PlanStep, StepHost, StepId
from migrator.errors import AnswerRefused
from migrator.journal.entries import DiskLost
from migrator.runner.history import History

_MARKS: Final = "mark-disk"


def is_given_up(plan: Plan, history: History, question: StepId, value: str | None, *, lost: bool) -> bool:
    """Tell whether an answer gives a disk up, and does not only name its volume for the first time or name it better."""
    if not question.startswith(DISK_INPUT):
        if lost:
            raise AnswerRefused(step=question, found="--lost is for external disks")
        return False
    if lost and value is not None:
        raise AnswerRefused(step=question, found="it is lost, or --value takes its place: not both")
    place = place_of(question) or ""
    marks = (step.id for step in plan.steps if step.text == _MARKS and place_of(step.id) == place)
    return lost or (value is not None and (place in history.lost or any(history.was_tried(step) for step in marks)))


def given_up(
    plan: Plan, history: History, question: StepId, value: str | None, *, person: str, reason: str
) -> DiskLost:
    """Return the record of a lost disk; `value` is the volume that takes its place. Raises AnswerRefused."""
    place = place_of(question) or ""
    if not reason.strip():
        raise AnswerRefused(step=question, found="a disk is given up only with --reason")
    if value is None and set(_places(plan)) <= {*history.lost, place}:
        raise AnswerRefused(step=question, found="every disk would be lost; let another one take its place (--value)")
    if value is not None:
        _demand_possible(plan, history, question, value)
    was = history.lost[place].disk if place in history.lost else history.disk_in(place) or place
    return DiskLost(
        place=place,
        disk=was,
        person=person,
        reason=reason,
        successor=None if value is None else _next_name(plan, history),
        volume_id=value,
        again=() if value is None else tuple(_again(plan, place)),
    )


def _demand_possible(plan: Plan, history: History, question: StepId, value: str) -> None:
    taken = {str(history.answers.get(one.id, "")).casefold() for one in plan.open_inputs if one.id != question}
    if value.casefold() in taken:
        raise AnswerRefused(step=question, found="that volume is the other disk")
    begun = next((step for step in _after_copy(plan) if not place_of(step.id) and history.is_confirmed(step.id)), None)
    if begun is not None:
        raise AnswerRefused(
            step=question, found=f"the old host is being left already ({begun.id}): only --lost is possible now"
        )


def _places(plan: Plan) -> Iterator[str]:
    yield from (place_of(one.id) or "" for one in plan.open_inputs if one.id.startswith(DISK_INPUT))


def _next_name(plan: Plan, history: History) -> str:
    """Return the first letter that no disk of this migration has had."""
    had = {*_places(plan), *history.disks.values()}
    return next(letter for letter in ascii_lowercase if letter not in had)


def _after_copy(plan: Plan) -> Iterable[PlanStep]:
    """Return the steps behind the last gate before the destination: there the source is no more, or about to go."""
    first = next((n for n, step in enumerate(plan.steps) if step.host is StepHost.DESTINATION), len(plan.steps))
    gates = [number for number, step in enumerate(plan.steps[:first]) if step.id in {gate.step for gate in plan.gates}]
    return plan.steps[(gates[-1] + 1 if gates else first) :]


def _again(plan: Plan, place: str) -> Iterator[StepId]:
    """Yield the steps about the place, and those about no disk that are built on them; the other disk's stay true."""
    later = {step.id for step in _after_copy(plan)}
    again: set[StepId] = set()
    for step in plan.steps:
        about = place_of(step.id)
        if about == place or (about is None and step.id not in later and again.intersection(step.needs)):
            again.add(step.id)
            yield step.id
