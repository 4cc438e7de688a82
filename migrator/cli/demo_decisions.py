"""What the demo's person decides before the plan: gathers scattered files, accepts by name what can be accepted."""

from pathlib import Path
from typing import Final

from ruamel.yaml import YAML

from migrator.adapters.config_file import read_config
from migrator.cli.demo_person import PERSON
from migrator.domain.check import check
from migrator.domain.concern import Severity
from migrator.domain.config import Config
from migrator.domain.gate.other_data import other_data
from migrator.domain.inventory.virtual_machine import VirtualMachine, VMState
from migrator.domain.inventory.whole import Inventory
from migrator.domain.rules.rule import Case
from migrator.domain.waivers import digest_of

_NO_GUEST: Final = "Nothing inside answers to a shutdown; the maker says that power may be cut."
_PARENT_ELSEWHERE: Final = "Its disk hangs on a parent on another volume; it is built anew from the template."
_MAY_GO: Final = "Looked at, and copied elsewhere where it is still wanted."
_REASON: Final = "Accepted for the demo, after reading what will happen."


def decided(config_file: Path, found: Inventory) -> Config:
    """Write the decisions into the configuration and return it."""
    yaml = YAML()
    data = yaml.load(config_file.read_text(encoding="utf-8"))
    data.setdefault("homes", {})["policy"] = "consolidate"
    data["left_out"] = [
        {"vm": str(vm.id), "person": PERSON, "reason": _PARENT_ELSEWHERE}
        for vm in found.virtual_machines
        if _has_parent_elsewhere(vm, found)
    ]
    data["shutdown"] = {
        "exceptions": [
            {"vm": str(vm.id), "then": "turn-off", "consent": {"person": PERSON, "reason": _NO_GUEST}}
            for vm in found.virtual_machines
            if vm.id not in {guest.vm_id for guest in found.guests} and vm.state is VMState.RUNNING
        ]
    }
    _write(yaml, data, config_file)
    concerns = check(found, read_config(config_file))
    data["waivers"] = [
        {
            "rule": one.rule,
            "subject": one.subject.id,
            "found": digest_of(one),
            "person": PERSON,
            "reason": _REASON,
        }
        for one in concerns
        if one.waivable and one.severity is not Severity.NOTE
    ]
    _write(yaml, data, config_file)
    case = Case(found, read_config(config_file))
    certificates = {one.thumbprint for one in found.certificates}
    data["wipe_gate"] = {
        "cleared": [
            {"what": one.what, "person": PERSON, "reason": _MAY_GO}
            for one in other_data(case, certificates, volumes_too=True)
        ]
    }
    _write(yaml, data, config_file)
    return read_config(config_file)


def _has_parent_elsewhere(vm: VirtualMachine, found: Inventory) -> bool:
    """Tell whether one of its disks has a parent on another volume: no copy of it can be proven without the original."""
    own = {drive.path for drive in vm.hard_disk_drives}
    return any(
        disk.path in own and disk.parent_path is not None and disk.parent_path.drive != disk.path.drive
        for disk in found.virtual_hard_disks
    )


def _write(yaml: YAML, data: object, file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        yaml.dump(data, stream)
