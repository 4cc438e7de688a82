"""What the demo's person decides before the plan: gathers scattered files, accepts by name what can be accepted."""

from pathlib import Path
from typing import Final

from ruamel.yaml import YAML

from migrator.adapters.config_file import read_config
from migrator.cli.demo_person import PEOPLE, People
from migrator.domain.check import check
from migrator.domain.concern import Severity
from migrator.domain.config import Config
from migrator.domain.gate.other_data import other_data
from migrator.domain.inventory.virtual_machine import VirtualMachine, VMState
from migrator.domain.inventory.whole import Inventory
from migrator.domain.rules.rule import Case
from migrator.domain.waivers import digest_of

_NO_GUEST: Final = "Nothing inside answers to a shutdown; the maker says that power may be cut."
_NOT_WHOLE: Final = "A disk of it is missing, or hangs on a parent on another volume; it is built anew."
_MAY_GO: Final = "Looked at, and copied elsewhere where it is still wanted."


def decided(config_file: Path, found: Inventory, people: People = PEOPLE) -> Config:
    """Write the decisions into the configuration and return it."""
    yaml = YAML()
    data = yaml.load(config_file.read_text(encoding="utf-8"))
    data.setdefault("homes", {})["policy"] = "consolidate"
    data["left_out"] = [
        {"vm": str(vm.id), "person": people.first, "reason": _NOT_WHOLE}
        for vm in found.virtual_machines
        if not _is_whole(vm, found)
    ]
    data["shutdown"] = {
        "exceptions": [
            {"vm": str(vm.id), "then": "turn-off", "consent": {"person": people.first, "reason": _NO_GUEST}}
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
            "person": people.first,
            "reason": people.reason,
        }
        for one in concerns
        if one.waivable and one.severity is not Severity.NOTE
    ]
    _write(yaml, data, config_file)
    case = Case(found, read_config(config_file))
    certificates = {one.thumbprint for one in found.certificates}
    data["wipe_gate"] = {
        "cleared": [
            {"what": one.what, "person": people.first, "reason": _MAY_GO}
            for one in other_data(case, certificates, volumes_too=True)
        ]
    }
    _write(yaml, data, config_file)
    return read_config(config_file)


def to_uncompress(found: Inventory) -> tuple[str, ...]:
    """Return the disk files that Hyper-V would refuse to attach and that one command makes good."""
    return tuple(str(disk.path) for disk in found.virtual_hard_disks if "Compressed" in disk.attributes)


def _is_whole(vm: VirtualMachine, found: Inventory) -> bool:
    """Tell whether each disk is there, with its parent on the same volume: no other copy can be proven by itself."""
    own = {drive.path for drive in vm.hard_disk_drives}
    return all(
        disk.found and (disk.parent_path is None or disk.parent_path.drive == disk.path.drive)
        for disk in found.virtual_hard_disks
        if disk.path in own
    )


def _write(yaml: YAML, data: object, file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        yaml.dump(data, stream)
