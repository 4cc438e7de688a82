"""What a rule's test states: where it speaks, what it says, where it is silent."""

from dataclasses import dataclass

from migrator.domain.concern import Severity
from migrator.domain.config import Config
from migrator.domain.inventory.whole import Inventory
from migrator.domain.rules.rule import Case
from tests.unit.domain.builders import APP_ID, config, destination, inventory, vm


@dataclass(frozen=True)
class Told:
    """`present` makes the rule speak once about `subject` with `found`; `silent` are near misses and missing fields."""

    present: Case
    subject: str
    found: dict[str, object]
    silent: tuple[Case, ...]
    severity: Severity | None = None


def case(given: Inventory | None = None, declared: Config | None = None) -> Case:
    """Return a case; healthy in all that is not given."""
    return Case(given or inventory(), declared or config())


def app(**changes: object) -> Case:
    """Return a case whose application server is changed."""
    healthy = inventory()
    return case(inventory(virtual_machines=(healthy.virtual_machines[0], vm(APP_ID, "app", **changes))))


def app_to(declared: Config, **changes: object) -> Case:
    """Return the same with another destination."""
    return Case(app(**changes).inventory, declared)


def to(**changes: object) -> Case:
    """Return a healthy inventory with another destination host."""
    return case(declared=destination(**changes))


def undeclared(given: Case) -> Case:
    """Return the case without a config: nothing is known of the destination."""
    return Case(given.inventory, None)
