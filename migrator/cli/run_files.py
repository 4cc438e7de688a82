"""The files that a run rests on: plan, configuration, inventory, and the journal beside the plan."""

from dataclasses import dataclass
from pathlib import Path

from migrator import __version__
from migrator.adapters.config_file import read_config
from migrator.adapters.kept_file import read_text
from migrator.cli.options import beside
from migrator.cli.own_steps import OWN_STEPS
from migrator.domain.config import Config
from migrator.domain.connection import Connection
from migrator.domain.inventory.whole import Inventory
from migrator.domain.inventory_file import read_inventory
from migrator.domain.plan import Plan, StepHost
from migrator.domain.plan_file import read_plan
from migrator.errors import BackOutBegan, NoDestinationYet, PlanOutdated
from migrator.hyperv.scripts import shipped_scripts
from migrator.journal.chain import Chain
from migrator.journal.sink import file_lines
from migrator.playbook.back_out import BACK_OUT, PREFIX, back_out_plan
from migrator.playbook.shipped import load_playbook
from migrator.playbook.unfold import unfold
from migrator.runner.history import History

JOURNAL = "journal.jsonl"
ONWARD = "plan.json"
"""The plan that a way back leads back from; it lies beside it."""


@dataclass(frozen=True)
class RunFiles:
    """What was read, and from where."""

    plan_file: Path
    config_file: Path
    inventory_file: Path
    plan: Plan
    config: Config
    inventory: Inventory

    @property
    def journal_file(self) -> Path:
        """Beside the plan, so that the folder is the migration."""
        return self.plan_file.with_name(JOURNAL)

    @property
    def papers(self) -> dict[str, str]:
        """What another computer needs to go on, by the names under which it looks for them."""
        files = {"plan.json": self.plan_file, "inventory.json": self.inventory_file, "migrator.yaml": self.config_file}
        return {name: read_text(file) for name, file in files.items()}

    def connection_of(self, host: StepHost) -> Connection:
        """Return how a host is reached, as the configuration says at this moment."""
        config = read_config(self.config_file)
        if host is StepHost.SOURCE:
            return config.source.connection
        if config.destination.connection is None:
            raise NoDestinationYet(migration=config.name)
        return config.destination.connection


def find_run_files(plan: Path | None, config: Path | None, inventory: Path | None) -> RunFiles:
    """Read the files that were given, and beside the plan those that were not."""
    plan_file = beside(None, plan, "plan.json")
    return read_run_files(
        plan_file, beside(plan_file, config, "migrator.yaml"), beside(plan_file, inventory, "inventory.json")
    )


def read_run_files(plan_file: Path, config_file: Path, inventory_file: Path) -> RunFiles:
    """Read all three; raises PlanOutdated where configuration and inventory give another plan than the file's.

    What the file says about concerns and waivers may be older than the configuration: the newer one counts.
    """
    told = read_plan(read_text(plan_file), str(plan_file))
    config = read_config(config_file)
    inventory = read_inventory(read_text(inventory_file), str(inventory_file))
    history = History(Chain(file_lines(plan_file.with_name(JOURNAL)), JOURNAL))
    if told.playbook == BACK_OUT:
        onward = plan_file.with_name(ONWARD)
        now = way_back(read_plan(read_text(onward), str(onward)), history)
    else:
        if any(history.was_tried(step) for step in list(history.steps) if step.startswith(PREFIX)):
            raise BackOutBegan(migration=told.migration)
        now = unfold(
            load_playbook(told.playbook),
            inventory,
            config,
            frozenset(shipped_scripts()),
            made_by=__version__,
            own_steps=OWN_STEPS,
        )
    if now.plan_hash != told.plan_hash:
        raise PlanOutdated(file=str(plan_file), expected=told.plan_hash[:12], found=now.plan_hash[:12])
    return RunFiles(plan_file, config_file, inventory_file, now, config, inventory)


def way_back(onward: Plan, history: History) -> Plan:
    """Return the plan that leads back from where a plan's journal stands; raises BackOutTooLate."""
    return back_out_plan(onward, history, load_playbook(BACK_OUT), frozenset(shipped_scripts()), OWN_STEPS)
