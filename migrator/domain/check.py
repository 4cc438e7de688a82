"""Every rule over one inventory, in an order that depends on nothing but what was found."""

from migrator.domain.canonical import canonical_json, plain
from migrator.domain.concern import Concern, Severity
from migrator.domain.config import Config
from migrator.domain.inventory.whole import Inventory
from migrator.domain.rules.every import RULES
from migrator.domain.rules.rule import Case

_ORDER = tuple(Severity)


def check(inventory: Inventory, config: Config | None = None) -> list[Concern]:
    """Return all concerns: blockers first, then by rule, subject and what was found.

    Without a config, rules that need the destination host are silent.
    """
    case = Case(inventory, config)
    concerns = [concern for rule in RULES for concern in rule.concerns(case)]
    return sorted(
        concerns,
        key=lambda concern: (
            _ORDER.index(concern.severity),
            concern.rule,
            concern.subject.name.casefold(),
            concern.subject.id,
            canonical_json(plain(concern)["found"]),
        ),
    )
