"""What the golden files hold; `python -m tests.unit.domain.golden` writes those that do not exist yet, and no others."""

import json
from pathlib import Path

from migrator.domain.canonical import plain
from migrator.domain.check import check
from migrator.domain.concern import Concern
from migrator.domain.config import Config
from migrator.domain.inventory.disks import VhdType
from migrator.domain.inventory.virtual_machine import StartAction
from migrator.domain.inventory.whole import Inventory
from migrator.domain.inventory_file import write_inventory
from migrator.domain.plan import Plan
from migrator.domain.plan_file import write_plan
from migrator.playbook.shipped import read_playbook
from migrator.playbook.unfold import unfold
from tests.unit.domain.builders import (
    APP_ID,
    DC_ID,
    adapter,
    checkpoint,
    config,
    disk,
    drive,
    guest,
    inventory,
    path,
    vm,
)

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
SHIPPED = frozenset({"Get-VMInventory", "Get-HostInventory", "Get-VolumeInventory", "Get-DiskInventory"})


def golden_inventory() -> Inventory:
    """Return a host with some of everything that can go wrong."""
    avhdx = "D:\\VMs\\app\\app_1.avhdx"
    return inventory(
        virtual_machines=(
            vm(DC_ID, "dc01", automatic_start_action=StartAction.START),
            vm(
                APP_ID,
                "app",
                version="5.0",
                hard_disk_drives=(drive(avhdx), drive("E:\\Größe [1]\\$(data).vhdx")),
                network_adapters=(adapter(dynamic_mac_address=True),),
            ),
        ),
        virtual_hard_disks=(
            disk("D:\\VMs\\dc01\\dc01.vhdx", DC_ID),
            disk("D:\\VMs\\app\\app.vhdx"),
            disk(avhdx, APP_ID, vhd_type=VhdType.DIFFERENCING, parent_path=path("D:\\VMs\\app\\app.vhdx")),
        ),
        checkpoints=(checkpoint(APP_ID),),
        guests=(guest(DC_ID, 2, "dc01.example.test"),),
    )


def golden_config() -> Config:
    """Return a config that leaves one thing open."""
    return config(switches=[], change_window={"start": "2026-11-27T18:00:00Z", "end": "2026-11-30T06:00:00Z"})


def golden_plan() -> Plan:
    """Return the plan for that host, after the golden playbook and not the shipped one, which may change."""
    playbook = read_playbook((GOLDEN / "playbook-1.yaml").read_text(encoding="utf-8"), "playbook-1.yaml")
    return unfold(playbook, golden_inventory(), golden_config(), SHIPPED, made_by="0.1.0")


def concerns_text(concerns: list[Concern]) -> str:
    """Return concerns as they are written."""
    return json.dumps([plain(concern) for concern in concerns], ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write_missing() -> None:
    """Write golden files that do not exist; an existing one is never touched."""
    made = {
        "inventory-1.json": write_inventory(golden_inventory()),
        "concerns-1.json": concerns_text(check(golden_inventory(), golden_config())),
        "plan-1.json": write_plan(golden_plan()),
    }
    for name, text in made.items():
        if not (GOLDEN / name).exists():
            (GOLDEN / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_missing()
