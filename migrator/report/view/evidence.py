"""What a report is made from beside the journal."""

from dataclasses import dataclass

from migrator.domain.config import Config
from migrator.domain.inventory.whole import Inventory
from migrator.domain.plan import Plan


@dataclass(frozen=True)
class Evidence:
    """The files of one migration."""

    plan: Plan
    before: Inventory
    """The source host's, from which the plan was made."""
    after: Inventory | None = None
    """The destination host's, where one was taken."""
    config: Config | None = None
