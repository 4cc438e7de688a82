"""Every rule speaks where it should, says what it found, and is silent elsewhere."""

import pytest

from migrator.domain.concern import Concern, Severity
from migrator.domain.rules.every import RULES
from migrator.domain.rules.rule import Rule
from tests.unit.domain.builders import config, inventory
from tests.unit.domain.rules.cases import Told, case, undeclared
from tests.unit.domain.rules.config_cases import CASES as CONFIG
from tests.unit.domain.rules.disk_cases import CASES as DISK
from tests.unit.domain.rules.host_cases import CASES as HOST
from tests.unit.domain.rules.layout_cases import CASES as LAYOUT
from tests.unit.domain.rules.vm_cases import CASES as VM
from tests.unit.domain.rules.vm_settings_cases import CASES as VM_SETTINGS

CASES: dict[str, Told] = {**LAYOUT, **DISK, **VM, **VM_SETTINGS, **HOST, **CONFIG}
BY_ID = {rule.id: rule for rule in RULES}


def test_every_rule_has_cases_and_every_id_is_used_once() -> None:
    """No rule reaches an administrator without a test of what it says."""
    assert len(BY_ID) == len(RULES)
    assert set(CASES) == set(BY_ID)


@pytest.mark.parametrize("rule_id", sorted(BY_ID))
def test_rule_speaks_where_it_should(rule_id: str) -> None:
    """Where the thing is present, there is exactly one concern, about the right subject, with the values found."""
    told = CASES[rule_id]
    (concern,) = _concerns(BY_ID[rule_id], told)
    assert concern.subject.name == told.subject
    assert dict(concern.found) == told.found
    assert concern.severity is (told.severity or BY_ID[rule_id].severity)


@pytest.mark.parametrize("rule_id", sorted(BY_ID))
def test_rule_is_silent_where_nothing_is_wrong(rule_id: str) -> None:
    """Near misses, absent things and missing fields are no concern; nobody is sent after nothing."""
    rule = BY_ID[rule_id]
    for silent in CASES[rule_id].silent:
        assert list(rule.concerns(silent)) == []


@pytest.mark.parametrize("rule_id", sorted(BY_ID))
def test_rule_needs_no_config(rule_id: str) -> None:
    """`check` works on an inventory alone: a rule that needs the destination is then silent instead of failing."""
    without = list(BY_ID[rule_id].concerns(undeclared(CASES[rule_id].present)))
    assert {concern.rule for concern in without} <= {rule_id}


def test_healthy_host_has_no_concern() -> None:
    """A host that is as it should be gets an empty list."""
    healthy = case(inventory(), config())
    assert [concern.rule for rule in RULES for concern in rule.concerns(healthy)] == []


def test_only_blockers_can_be_unwaivable() -> None:
    """Warnings and notes can always be waived by a named person."""
    unwaivable = {
        concern.severity
        for told_id, told in CASES.items()
        for concern in _concerns(BY_ID[told_id], told)
        if not concern.waivable
    }
    assert unwaivable == {Severity.BLOCKER}


def _concerns(rule: Rule, told: Told) -> list[Concern]:
    return list(rule.concerns(told.present))
