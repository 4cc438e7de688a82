"""Everything that domain and playbooks name by id has words, and the words use only what they are given."""

from string import Formatter

import pytest

from migrator.domain.plan import Fit, Plan, StepHost
from migrator.playbook.model import Playbook
from migrator.playbook.shipped import load_playbook, playbook_folder, shipped_playbooks
from migrator.report.catalogue import load_catalogue
from migrator.report.host_words import host_words
from tests.unit.domain.golden import golden_plan
from tests.unit.domain.rules.test_every import CASES

CATALOGUE = load_catalogue()
PLAYBOOKS = shipped_playbooks(playbook_folder())
_KIND_WORDS = {
    None: set(),
    "vm": {"vm"},
    "disk": {"disk"},
    "vm-and-disk": {"vm", "disk"},
    "switch": {"switch"},
    "volume": {"volume"},
    "certificate": {"certificate"},
}


def _fields(entry: str, name: str) -> set[str]:
    assert CATALOGUE.has(entry, name), f"{entry}.{name}"
    template = CATALOGUE.entries[entry][name]
    return {field for _, field, _, _ in Formatter().parse(template) if field}


@pytest.mark.parametrize("rule_id", sorted(CASES))
def test_every_rule_says_what_it_found_and_what_to_do(rule_id: str) -> None:
    """An administrator reads found, consequence and remedy; each uses only values that the rule gives."""
    known = {"subject", *CASES[rule_id].found}
    for field in ("found", "consequence", "remedy"):
        assert _fields(f"concern.{rule_id}", field) <= known


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_every_step_of_a_playbook_has_words(name: str) -> None:
    """No line of a plan is an id without an explanation."""
    playbook = load_playbook(name)
    for step in playbook.templates:
        known = {"source", "destination", "destination_name"} | _KIND_WORDS[step.for_each and step.for_each.value]
        for field in ("title", "what", "how_to_know"):
            assert _fields(f"step.{step.id}", field) <= known
        for entry in [f"difference.{one}" for one in step.expects] + ([f"undo.{step.undo}"] if step.undo else []):
            assert _fields(entry, "text") <= known


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_phases_and_inputs_of_a_playbook_have_words(name: str) -> None:
    playbook: Playbook = load_playbook(name)
    for phase in playbook.phases:
        assert _fields(f"phase.{phase.id}", "title") == set()
    for template in playbook.inputs:
        assert _fields(f"input.{template.id}", "text") <= _KIND_WORDS[template.for_each and template.for_each.value]


def test_every_place_of_a_step_has_words() -> None:
    assert all(_fields(f"place.{place.value}", "text") == set() for place in StepHost)


def test_every_verdict_about_room_has_words() -> None:
    assert all(_fields(f"fit.{fit.value}", "text") == set() for fit in Fit)


def test_words_of_a_real_plan_can_be_put_in() -> None:
    """Each step of an unfolded plan becomes three sentences without a hole."""
    plan: Plan = golden_plan()
    hosts = host_words(plan)
    for step in plan.steps:
        for field in ("title", "what", "how_to_know"):
            assert "{" not in CATALOGUE.text(f"step.{step.text}", field, hosts.into(step.words))
