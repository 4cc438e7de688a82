"""The gate before the wipe: everything is looked at now, and nothing is remembered that a host can show."""

from collections.abc import Mapping
from typing import Final

from pydantic import JsonValue

from migrator.domain.canonical import plain
from migrator.domain.concern import Concern
from migrator.domain.connection import AdapterKind
from migrator.domain.external_disk import ExternalDisk, place_of
from migrator.domain.gate.other_data import OtherData, not_cleared, other_data
from migrator.domain.gate.wipe import ONE_DISK, DiskLook, WipeLook, findings, rests_on_one_disk
from migrator.domain.rules.rule import Case
from migrator.domain.selection import moving
from migrator.hyperv.take_inventory import take_inventory as read_all
from migrator.steps.driver import CONCERNS, GateView
from migrator.steps.journal_whole import journal_is_whole
from migrator.steps.logic import StepLogic
from migrator.steps.look_again import STEP, bad_samples, changed_files, was_compared
from migrator.steps.own_disks import find_disks, marker_on, places
from migrator.steps.situation import Migration, Situation

_PROOFS: Final = ("prove-importable", "prove-copy", "add-restore-kit", "close-bag")
_ALL_WIPED: Final = "volumes-wiped"
_SYSTEM_WIPED: Final = "system-wiped"


def look_before_wipe(at: Situation) -> GateView:
    """Read the source host whole, and judge it together with what is proven on the disks."""
    run = at.migration
    now = read_all(at.session, taken_at=run.now())
    wiped = {difference for step in run.plan.steps for difference in step.expects}
    case = Case(now, run.config)
    saved = _certificates(run, saved=True)
    lost: tuple[OtherData, ...] = ()
    if wiped & {_ALL_WIPED, _SYSTEM_WIPED}:
        found = other_data(case, saved, volumes_too=_ALL_WIPED in wiped)
        lost = not_cleared(found, run.config.wipe_gate.cleared)
    look = WipeLook(
        source=run.plan.source_host,
        expected=moving(run.inventory, run.config),
        there=now.virtual_machines,
        left_out=tuple(entry.vm for entry in run.config.left_out),
        changed_files=changed_files(at, now),
        compared=was_compared(run),
        disks=_disks(at),
        epoch=run.epoch,
        one_disk=run.config.wipe_gate.one_disk,
        not_saved=_certificates(run, saved=False),
        not_cleared=lost,
        program_on_host=run.config.source.connection.adapter is AdapterKind.LOCAL,
    )
    reasons = findings(look)
    return view(run.plan.source_host, _seen(look), reasons)


def view(host_name: str, seen: Mapping[str, JsonValue], reasons: tuple[Concern, ...]) -> GateView:
    """Return a gate's view with its reasons in a form that becomes words."""
    told: dict[str, JsonValue] = {CONCERNS: [plain(one) for one in reasons]} if reasons else {}
    return GateView(
        host_name=host_name,
        seen={**seen, **told},
        closed_by=tuple(f"{one.rule} {one.subject.id}" for one in reasons),
    )


def _disks(at: Situation) -> tuple[DiskLook, ...]:
    there, past = find_disks(at), at.migration.past
    return tuple(_disk(at, place, there.get(past.disk_in(place) or "")) for place in places(at))


def _disk(at: Situation, place: str, there: ExternalDisk | None) -> DiskLook:
    run = at.migration
    marker = marker_on(there) if there is not None else None
    ours = [step for step in run.plan.steps if step.text in _PROOFS and place_of(step.id) == place]
    lost = run.past.loss_of(place)
    name = lost.disk if lost is not None else run.past.disk_in(place) or place
    sample = bad_samples(run, name)
    open_steps = [step.id for step in ours if not run.past.is_confirmed(step.id)]
    if marker is not None and sample is None and was_compared(run):
        open_steps.append(STEP)  # it came back after the look
    return DiskLook(
        name=name,
        lost=lost,
        is_there=marker is not None,
        epoch=marker.epoch if marker is not None else None,
        not_proven=tuple(open_steps),
        bad_sample=sample or (),
        journal_is_whole=there is not None and journal_is_whole(at.session, there.volume_id, run.own_journal()),
    )


def _certificates(run: Migration, *, saved: bool) -> tuple[str, ...]:
    steps = (step for step in run.plan.steps if step.text == "save-certificate")
    return tuple(step.subject.id for step in steps if run.past.is_confirmed(step.id) is saved)


def _seen(look: WipeLook) -> dict[str, JsonValue]:
    there = {vm.id: vm for vm in look.there}
    one = rests_on_one_disk(look)
    rests: dict[str, JsonValue] = {} if one is None else {ONE_DISK: {"person": one.person, "reason": one.reason}}
    return {
        **rests,
        "virtual_machines": [
            {"name": vm.name, "id": str(vm.id), "state": now.state.value if (now := there.get(vm.id)) else None}
            for vm in look.expected
        ],
        "compared_with_copies": look.compared,
        "disks": [
            {"disk": disk.name.upper(), "proven": disk.is_proven, "is_there": disk.is_there, "epoch": disk.epoch}
            for disk in look.disks
        ],
        "left_out": list(look.left_out),
        # From another computer nobody can see where program and journal lie; there a person has said so.
        "program_on_host": True if look.program_on_host else "not checkable from here",
        "not_cleared": [one.what for one in look.not_cleared],
    }


ALLOW_WIPE: Final = StepLogic(look=look_before_wipe)
