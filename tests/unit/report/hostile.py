"""A migration whose every name is an attack: on HTML, Markdown, SVG, JSON, terminals and eyes."""

from typing import Final

from migrator.domain.config import Config
from migrator.domain.decisions import LeftOut
from migrator.domain.inventory.whole import Inventory
from migrator.domain.plan import Plan
from migrator.playbook.shipped import read_playbook
from migrator.playbook.unfold import unfold
from migrator.report.view.evidence import Evidence
from migrator.report.view.report_model import Report
from tests.unit.domain.builders import DC_ID, adapter, disk, drive, inventory, switch, vm
from tests.unit.domain.golden import GOLDEN, SHIPPED, golden_config
from tests.unit.report import golden

SCRIPT: Final = "</title></svg><script>alert(1)</script><img src=x onerror=alert(2)>"
MARKDOWN: Final = "](javascript:alert(3)) **x** | `y` <b>z</b> https://evil.example"
TURNED: Final = "safe\u202egpj.exe\u2066\x1b[2J\u200b"
TEMPLATE: Final = "{{ 7*7 }}{% raw %}{subject}%s"


def hostile_inventory() -> Inventory:
    """Return a host with such names wherever a host can have them."""
    return inventory(
        virtual_machines=(
            vm(
                DC_ID,
                f"{SCRIPT} {MARKDOWN}",
                notes=SCRIPT,
                hard_disk_drives=(drive(f"D:\\{TURNED}\\<i>.vhdx"),),
                network_adapters=(adapter(name=MARKDOWN, switch_name=TEMPLATE),),
            ),
        ),
        virtual_hard_disks=(disk(f"D:\\{TURNED}\\<i>.vhdx", DC_ID),),
        switches=(switch(name=f"{TEMPLATE}{SCRIPT}"),),
    )


def hostile_evidence() -> Evidence:
    """Return the plan for that host, with a reason and a person of the same kind."""
    config: Config = golden_config()
    playbook = read_playbook((GOLDEN / "playbook-1.yaml").read_text(encoding="utf-8"), "playbook-1.yaml")
    plan: Plan = unfold(playbook, hostile_inventory(), config, SHIPPED, made_by="0.2.0")
    left_out = LeftOut(vm="somebody", reason=SCRIPT, person=TURNED)
    return Evidence(
        plan=plan.model_copy(update={"source_host": SCRIPT, "left_out": (left_out,)}),
        before=hostile_inventory(),
        after=hostile_inventory(),
        config=config,
    )


def hostile_report() -> Report:
    """Return the report of a whole migration of it."""
    beside = hostile_evidence()
    return golden.report_of(golden.finished_lines(beside.plan, person=f"{TURNED} {SCRIPT}"), beside)
