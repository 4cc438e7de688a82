"""A slip in a name that a person wrote into the config is told, never passed over."""

from uuid import UUID

from migrator.domain.check import check
from migrator.domain.concern import Severity
from tests.unit.domain.builders import config, inventory
from tests.unit.domain.rules.config_cases import TWINS

LEFT_OUT = {"reason": "test system", "person": "K. Berg"}


def _home(said: str) -> dict[str, object]:
    return {"declared": [{"vm": said, "folders": ["D:\\VMs\\app"]}]}


def test_every_place_that_names_a_machine_is_looked_at() -> None:
    """Names that nobody has are told once for each place, each as a subject of its own that a waiver can quote."""
    unknown = str(UUID(int=5))
    declared = config(left_out=[{"vm": "nobody", **LEFT_OUT}, {"vm": unknown, **LEFT_OUT}], homes=_home("nobody"))
    told = [one.subject.id for one in check(inventory(), declared) if one.rule == "config.unknown-vm"]
    assert sorted(told) == sorted(["left_out/nobody", f"left_out/{unknown}", "homes.declared/nobody"])


def test_two_machines_with_one_declared_home_are_a_warning_and_no_blocker() -> None:
    """Only a name that leaves two machines behind may lose one."""
    found = [one for one in check(TWINS, config(homes=_home("app"))) if one.rule == "config.ambiguous-vm"]
    assert [one.severity for one in found] == [Severity.WARNING]
