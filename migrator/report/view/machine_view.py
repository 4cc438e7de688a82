"""One virtual machine's way through the migration."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from migrator.domain.decisions import LeftOut
from migrator.domain.homes import homes_of
from migrator.domain.inventory.virtual_machine import VirtualMachine
from migrator.domain.inventory.whole import Inventory
from migrator.domain.inventory_diff import Change, diff
from migrator.domain.selection import declared_homes, is_meant
from migrator.report.view.evidence import Evidence
from migrator.report.view.found import (
    Compared,
    Findings,
    Healthy,
    Importable,
    Imported,
    ProvenFiles,
    Restored,
    Verified,
)
from migrator.report.view.machine_facts import machine_facts
from migrator.report.view.machine_model import DiskCopy, Health, MachineFacts, MachineReport, MachineVerdict
from migrator.report.view.step_model import StepReport, StepStanding

GATHERED = "gather-files"
ENDINGS = ("see-health", "compare-with-inventory", "import-vm")
"""The first of these that a plan has for a virtual machine tells that it has arrived."""
_STAYING = frozenset({"consent-checkpoints", "merge-checkpoint", GATHERED})
"""What a plan has at most for one that does not go to another host."""


def machine_reports(evidence: Evidence, steps: Sequence[StepReport], findings: Findings) -> tuple[MachineReport, ...]:
    """Return all virtual machines of the source host, those that were left out too."""
    before = evidence.before
    changes = _changes(before, evidence.after)
    homes = homes_of(before, declared_homes(before, evidence.config))
    return tuple(
        _machine(
            machine_facts(vm, before),
            _facts_after(vm.id, evidence.after),
            _of(vm, steps),
            findings,
            changes=changes.get(str(vm.id), ()),
            homes=tuple(str(home.folder) for home in homes if home.vm_id == vm.id),
            left_out=next((one for one in evidence.plan.left_out if is_meant(vm, one.vm)), None),
        )
        for vm in before.virtual_machines
    )


def _machine(
    before: MachineFacts,
    after: MachineFacts | None,
    steps: Mapping[str, list[StepReport]],
    findings: Findings,
    *,
    changes: tuple[Change, ...],
    homes: tuple[str, ...],
    left_out: LeftOut | None,
) -> MachineReport:
    def one(text: str) -> StepReport | None:
        return next(iter(steps.get(text, ())), None)

    restore, verify, imported = one("restore-vm"), one("verify-vm"), one("import-vm")
    compare, health = one("compare-with-inventory"), one("see-health")
    restored = findings.read(restore.id if restore else None, Restored)
    verified = findings.read(verify.id if verify else None, Verified)
    repaired = findings.read(imported.id if imported else None, Imported)
    compared = findings.read(compare.id if compare else None, Compared)
    healthy = findings.read(health.id if health else None, Healthy)
    return MachineReport(
        verdict=_verdict(steps, left_out),
        before=before,
        after=after,
        changes=changes,
        homes=homes,
        left_out=left_out,
        copies=_copies(steps, findings),
        restored=restore.standing if restore else None,
        restored_files=restored.files if restored else None,
        restored_bytes=restored.bytes if restored else None,
        rescues=restored.rescued() if restored else (),
        verified=verify.standing if verify else None,
        verified_files=verified.files if verified else None,
        imported=imported.standing if imported else None,
        repairs=repaired.mended() if repaired else (),
        compared=compare.standing if compare else None,
        compared_count=compared.compared if compared else None,
        differences=compared.unlike() if compared else (),
        healthy=health.standing if health else None,
        health=Health(heartbeat=healthy.heartbeat, addresses=healthy.addresses) if healthy else None,
        steps=tuple(step.id for same in steps.values() for step in same),
    )


def _of(vm: VirtualMachine, steps: Sequence[StepReport]) -> dict[str, list[StepReport]]:
    """Return the steps about one virtual machine by their text, in the plan's order."""
    found: dict[str, list[StepReport]] = {}
    for step in steps:
        if step.subject.id == str(vm.id):
            found.setdefault(step.text, []).append(step)
    return found


def _copies(steps: Mapping[str, list[StepReport]], findings: Findings) -> tuple[DiskCopy, ...]:
    importable = {_disk(step): step for step in steps.get("prove-importable", ())}
    proven = {_disk(step): step for step in steps.get("prove-copy", ())}
    made = []
    for disk in sorted({*importable, *proven}):
        test, proof = importable.get(disk), proven.get(disk)
        tested = findings.read(test.id if test else None, Importable)
        files = findings.read(proof.id if proof else None, ProvenFiles)
        made.append(
            DiskCopy(
                disk=disk,
                importable=test.standing if test else None,
                disks_tested=tested.disks_tested if tested else None,
                resolved_outside=tested.resolved_outside if tested else (),
                proven=proof.standing if proof else None,
                size_bytes=files.bytes if files else None,
                files=files.proofs() if files else (),
            )
        )
    return tuple(made)


def _disk(step: StepReport) -> str:
    return str(step.words.get("disk", "?"))


def _verdict(steps: Mapping[str, list[StepReport]], left_out: LeftOut | None) -> MachineVerdict:
    if left_out is not None:
        return MachineVerdict.LEFT_OUT
    standings = [step.standing for same in steps.values() for step in same]
    if any(stands.is_failure or stands is StepStanding.CLOSED for stands in standings):
        return MachineVerdict.FAILED
    if steps.keys() <= _STAYING:
        # Nothing was to be done about one that had a home before.
        at_home = all(one.standing.is_true for one in steps.get(GATHERED, ()))
        return MachineVerdict.AT_HOME if at_home else MachineVerdict.NOT_FINISHED
    last = next((steps[text][0] for text in ENDINGS if text in steps), None)
    has_arrived = last is not None and last.standing.is_true
    return MachineVerdict.MOVED if has_arrived else MachineVerdict.NOT_FINISHED


def _facts_after(vm_id: UUID, after: Inventory | None) -> MachineFacts | None:
    if after is None:
        return None
    vm = next((one for one in after.virtual_machines if one.id == vm_id), None)
    return machine_facts(vm, after) if vm is not None else None


def _changes(before: Inventory, after: Inventory | None) -> dict[str, tuple[Change, ...]]:
    """Return what is different of each virtual machine that stands in both inventories, less what changes by itself."""
    found: dict[str, tuple[Change, ...]] = {}
    for change in diff(before, after) if after is not None else ():
        if change.section == "virtual_machines" and change.field is not None and not change.noise:
            found[change.identity] = (*found.get(change.identity, ()), change)
    return found
