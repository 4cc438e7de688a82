"""The page for the server room: what people do and nothing else, in order, with codes that the program takes back."""

import re

from migrator.domain.plan import Plan, StepKind
from migrator.domain.step_code import step_of_code
from migrator.playbook.shipped import load_playbook
from migrator.playbook.unfold import unfold
from migrator.report.catalogue import load_catalogue
from migrator.report.checklist_page import checklist_page
from migrator.report.checklist_view import checklist_view
from tests.unit.domain.builders import APP_ID, config, inventory, vm

HOSTILE = "<script>alert(1)</script>{vm} \"'`$(x)\x1b[31m"
CATALOGUE = load_catalogue()


def _plan(name: str = "app") -> Plan:
    host = inventory(virtual_machines=(vm(APP_ID, name),))
    return unfold(load_playbook("rebuild"), host, config(switches=[]), frozenset(), made_by="0.1.0")


def test_every_step_of_a_person_is_there_in_the_plans_order_and_no_other() -> None:
    """Who follows the page forgets nothing, and does nothing that the program does."""
    plan = _plan()
    view = checklist_view(plan, CATALOGUE)
    tasks = [task for group in view.groups for task in group.tasks]
    told = [step_of_code(plan, task.code) for task in tasks if task.code]
    assert told == [step.id for step in plan.steps if step.kind is StepKind.MANUAL]
    gates = [task.title for task in tasks if task.is_gate]
    assert len(gates) == sum(step.kind is StepKind.GATE for step in plan.steps)


def test_gate_has_no_code() -> None:
    """Nobody passes a gate from a page: it has to be looked at at that moment."""
    tasks = [task for group in checklist_view(_plan(), CATALOGUE).groups for task in group.tasks]
    assert {(task.code, task.picture) for task in tasks if task.is_gate} == {("", "")}


def test_page_says_when_the_program_comes_first() -> None:
    """All steps of the program are counted between those of people, or somebody unplugs a disk too early."""
    plan = _plan()
    tasks = [task for group in checklist_view(plan, CATALOGUE).groups for task in group.tasks]
    last = max(n for n, step in enumerate(plan.steps) if step.kind in {StepKind.MANUAL, StepKind.GATE})
    by_program = [step for step in plan.steps[:last] if step.kind in {StepKind.SCRIPT, StepKind.PROGRAM}]
    assert sum(task.program_steps for task in tasks) == len(by_program)


def test_what_the_program_will_ask_for_has_a_line_to_write_on() -> None:
    """Which adapters carry a switch is known in the server room only."""
    tasks = [task for group in checklist_view(_plan(), CATALOGUE).groups for task in group.tasks]
    assert [task.write_down for task in tasks if task.title.startswith("Choose the adapters")] == [
        ("Which physical adapters carry the switch LAN",)
    ]


def test_hostile_names_stay_names() -> None:
    """Nothing of a name becomes a tag, a template or a control character; nothing is loaded from elsewhere."""
    page = checklist_page(checklist_view(_plan(HOSTILE), CATALOGUE), CATALOGUE)
    assert "<script" not in page
    assert "\x1b" not in page
    assert "&lt;script&gt;" in page
    assert "{vm}" in page
    assert not re.findall(r"(?:src|href)=\"(?!data:)", page)


def test_page_is_the_same_for_the_same_plan_in_each_language() -> None:
    german = load_catalogue("de")
    assert checklist_page(checklist_view(_plan(), CATALOGUE), CATALOGUE) == checklist_page(
        checklist_view(_plan(), CATALOGUE), CATALOGUE
    )
    assert '<html lang="de">' in checklist_page(checklist_view(_plan(), german), german)


def test_old_and_new_host_of_one_name_are_told_apart_in_the_readers_language() -> None:
    """The same box keeps its name; a German page speaks of it in German."""
    plan = _plan()
    view = checklist_view(plan.model_copy(update={"destination_host": plan.source_host}), load_catalogue("de"))
    assert (view.source, view.destination) == (f"{plan.source_host} (alt)", f"{plan.source_host} (neu)")
