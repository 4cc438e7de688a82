"""A plan is a pure function of playbook, inventory and config, and its steps can be taken in their order."""

import random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrator.domain.config import Config
from migrator.domain.inventory.disks import VirtualHardDisk
from migrator.domain.inventory.guests import Guest
from migrator.domain.inventory.network import SwitchType
from migrator.domain.inventory.virtual_machine import StartAction, VirtualMachine, VMState
from migrator.domain.inventory.whole import Inventory
from migrator.domain.plan import OpenValue, Plan, Readiness
from migrator.errors import PlaybookUnusable
from migrator.playbook.model import Playbook
from migrator.playbook.shipped import load_playbook, read_playbook
from migrator.playbook.unfold import unfold
from tests.unit.domain.builders import (
    APP_ID,
    DC_ID,
    adapter,
    config,
    destination,
    disk,
    drive,
    guest,
    inventory,
    security,
    switch,
    vm,
)
from tests.unit.domain.rules.vm_cases import TPM_WITH_KEY

REBUILD = load_playbook("rebuild")
SHIPPED = frozenset({"Get-VMInventory", "Get-DiskInventory"})


def _plan(given_inventory: Inventory, declared: Config | None = None, playbook: Playbook = REBUILD) -> Plan:
    return unfold(playbook, given_inventory, declared or config(), SHIPPED, made_by="0.1.0")


@st.composite
def _inventories(draw: st.DrawFn) -> Inventory:
    # Ids that begin the same are the hard case for short ids.
    ids = draw(st.lists(st.integers(0, 2**16 - 1), min_size=0, max_size=6, unique=True))
    machines: list[VirtualMachine] = []
    disks: list[VirtualHardDisk] = []
    guests: list[Guest] = []
    for number in ids:
        vm_id = UUID(int=number << draw(st.sampled_from((0, 112))))
        if any(machine.id == vm_id for machine in machines):
            continue
        name = draw(st.sampled_from(("app", "db", "a b [1]", "Größe", "$(x)")))
        folder = f"{draw(st.sampled_from('DE'))}:\\VMs\\{vm_id}\\x.vhdx"
        machines.append(
            vm(
                vm_id,
                name,
                version=draw(st.sampled_from(("5.0", "8.0", "12.0"))),
                state=draw(st.sampled_from((VMState.RUNNING, VMState.OFF))),
                automatic_start_action=draw(st.sampled_from(StartAction)),
                hard_disk_drives=(drive(folder),),
                network_adapters=(adapter(dynamic_mac_address=draw(st.booleans())),),
            )
        )
        disks.append(disk(folder, vm_id))
        guests.append(guest(vm_id, draw(st.sampled_from((2, 3, None))), None))
    kinds = draw(st.lists(st.sampled_from(SwitchType), max_size=4))
    switches = tuple(
        switch(id=UUID(int=index + 1), name=f"S{index}", switch_type=kind) for index, kind in enumerate(kinds)
    )
    return inventory(
        virtual_machines=tuple(machines),
        virtual_hard_disks=tuple(disks),
        guests=tuple(guests),
        security=(),
        folders=(),
        switches=switches,
    )


@settings(max_examples=30)
@given(given_inventory=_inventories(), seed=st.integers(0, 9))
def test_order_of_the_inventory_changes_nothing(given_inventory: Inventory, seed: int) -> None:
    """Hyper-V lists in any order; the same host gives the same plan, step by step."""
    chance = random.Random(seed)  # noqa: S311
    lists = ("virtual_machines", "virtual_hard_disks", "guests", "switches")
    mixed = given_inventory.model_copy(
        update={
            name: tuple(chance.sample(getattr(given_inventory, name), len(getattr(given_inventory, name))))
            for name in lists
        }
    )
    one, other = _plan(given_inventory), _plan(mixed)
    assert one.model_dump(exclude={"inventory_sha256"}) == other.model_dump(exclude={"inventory_sha256"})


@settings(max_examples=30)
@given(given_inventory=_inventories())
def test_steps_can_be_taken_in_their_order(given_inventory: Inventory) -> None:
    """Ids are unique, everything a step needs stands before it, and every open input is listed."""
    plan = _plan(given_inventory)
    done: set[str] = set()
    for step in plan.steps:
        assert step.id not in done
        assert set(step.needs) <= done
        done.add(step.id)
    values = {
        value.open_input
        for step in plan.steps
        for script in (step.apply, step.check)
        if script
        for value in script.parameters.values()
        if isinstance(value, OpenValue)
    }
    assert values <= {one.id for one in plan.open_inputs}


@settings(max_examples=30)
@given(given_inventory=_inventories())
def test_same_input_gives_the_same_plan(given_inventory: Inventory) -> None:
    assert _plan(given_inventory) == _plan(given_inventory)


def test_id_of_a_step_names_what_it_is_for() -> None:
    """A person finds the virtual machine of `copy-vm/vm/7c10de44` by the first digits of its id."""
    ids = [step.id for step in _plan(inventory()).steps]
    assert "copy-vm/vm/7c10de44" in ids
    assert "prove-copy/vm-and-disk/3f2a91bc/b" in ids
    assert "allow-wipe" in ids


def test_leaving_a_machine_out_renames_no_other_step() -> None:
    """Its steps disappear; all others keep their ids, also where two ids begin the same."""
    twin = UUID("7c10de44-0000-4000-8000-0000000000ff")
    three = inventory(virtual_machines=(vm(DC_ID, "dc01"), vm(APP_ID, "app"), vm(twin, "twin")))
    whole = {step.id for step in _plan(three).steps}
    fewer = {
        step.id for step in _plan(three, config(left_out=[{"vm": "TWIN", "reason": "old", "person": "K. Berg"}])).steps
    }
    assert fewer == {one for one in whole if twin.hex not in one}
    assert any(APP_ID.hex in one for one in fewer)


def test_step_without_its_script_is_not_yet_runnable() -> None:
    """Nothing pretends: only what this version ships, with its check too, is runnable."""
    readiness = {step.id: step.readiness for step in _plan(inventory()).steps}
    assert readiness["read-disk-health"] is Readiness.RUNNABLE
    assert readiness["copy-vm/vm/7c10de44"] is Readiness.NOT_YET_RUNNABLE
    assert readiness["install-windows"] is Readiness.BY_PERSON
    assert readiness["allow-wipe"] is Readiness.NOT_YET_RUNNABLE
    able = unfold(REBUILD, inventory(), config(), SHIPPED, made_by="0.1.0", own_steps=frozenset({"allow-wipe"}))
    assert {step.id: step.readiness for step in able.steps}["allow-wipe"] is Readiness.RUNNABLE


def test_shipping_a_script_leaves_the_plan_hash_alone() -> None:
    """A newer program can take more steps of the same plan."""
    newer = unfold(REBUILD, inventory(), config(), SHIPPED | {"Start-CopyTask"}, made_by="0.2.0")
    assert newer.plan_hash == _plan(inventory()).plan_hash


def test_sizes_states_and_uptime_leave_the_hashes_alone() -> None:
    """An hour later the host is still as planned."""
    later = inventory(
        virtual_machines=(vm(DC_ID, "dc01", uptime_s=1), vm(APP_ID, "app", uptime_s=2)),
        virtual_hard_disks=tuple(one.model_copy(update={"file_bytes": 7}) for one in inventory().virtual_hard_disks),
    )
    assert _plan(later).plan_hash == _plan(inventory()).plan_hash
    off = inventory(virtual_machines=(vm(DC_ID, "dc01", state=VMState.OFF), vm(APP_ID, "app")))
    assert _plan(off).source_sha256 == _plan(inventory()).source_sha256


@pytest.mark.parametrize(
    "changed",
    [
        inventory(virtual_machines=(vm(DC_ID, "dc01"), vm(APP_ID, "app", version="8.3"))),
        inventory(virtual_hard_disks=(disk("D:\\VMs\\dc01\\dc01.vhdx", DC_ID),)),
        inventory(switches=(switch(name="WAN"),)),
    ],
)
def test_changed_layout_version_or_switch_changes_both_hashes(changed: Inventory) -> None:
    """What the plan rests on is noticed when it changes."""
    assert _plan(changed).source_sha256 != _plan(inventory()).source_sha256
    assert _plan(changed).plan_hash != _plan(inventory()).plan_hash


def test_destination_and_left_out_are_in_the_plan_hash() -> None:
    assert _plan(inventory(), destination(memory_bytes=1)).plan_hash != _plan(inventory()).plan_hash


def test_domain_controller_goes_last_and_comes_first() -> None:
    """The others need it until they are down, and before they are up."""
    with_dc = inventory(guests=(guest(DC_ID, 2, "dc01.example.test"), guest(APP_ID, 3, None)))
    steps = {step.id: step for step in _plan(with_dc).steps}
    assert "stop-vm/vm/7c10de44" in steps["stop-domain-controller/vm/3f2a91bc"].needs
    assert "start-domain-controller/vm/3f2a91bc" in steps["start-vm/vm/7c10de44"].needs


def test_one_machine_does_not_wait_for_another_ones_copy() -> None:
    """If one fails, the others go on: between shutting down and the gate nothing of `app` needs anything of `dc01`."""
    steps = {step.id: step for step in _plan(inventory()).steps}
    assert not [need for need in steps["copy-vm/vm/7c10de44"].needs if "3f2a91bc" in need]
    assert steps["prove-importable/vm-and-disk/7c10de44/a"].needs == ("copy-vm/vm/7c10de44",)


def test_undecided_switch_is_an_open_input_and_a_decided_one_is_not() -> None:
    """What a person has said already is not asked again."""
    undecided = _plan(inventory(), config(switches=[]))
    assert "switch-adapters/switch/aa00bb11" in {one.id for one in undecided.open_inputs}
    steps = {step.id: step for step in undecided.steps}
    assert steps["choose-adapters/switch/aa00bb11"].answers == ("switch-adapters/switch/aa00bb11",)
    decided = {step.id: step for step in _plan(inventory()).steps}
    create = decided["create-external-switch/switch/aa00bb11"].apply
    assert create is not None
    assert create.parameters["Adapters"] == ("onboard-1",)
    assert not [one for one in _plan(inventory()).open_inputs if one.text == "switch-adapters"]


def test_certificates_of_virtual_tpms_are_saved_before_the_gate() -> None:
    """They die with the old Windows, so the gate needs them."""
    steps = {step.id: step for step in _plan(TPM_WITH_KEY.inventory).steps}
    assert "save-certificate/certificate/ab12" in steps["look-again"].needs
    without = inventory(security=(security(APP_ID, tpm_enabled=True, guardian_thumbprints=("FF",)),))
    assert not [step for step in _plan(without).steps if step.text == "save-certificate"]


def test_scattered_machine_is_gathered_only_where_that_was_decided() -> None:
    scattered = inventory(
        virtual_machines=(vm(DC_ID, "dc01"), vm(APP_ID, "app", hard_disk_drives=(drive("D:\\Other\\app.vhdx"),)))
    )
    assert "gather-files" not in {step.text for step in _plan(scattered).steps}
    gathered = _plan(scattered, config(homes={"policy": "consolidate"}))
    assert [step.id for step in gathered.steps if step.text == "gather-files"] == ["gather-files/vm/7c10de44"]


def test_blocker_keeps_every_gate_closed_and_a_waiver_is_shown() -> None:
    """The plan says beforehand what will stand in the way."""
    broken = inventory(virtual_machines=(vm(APP_ID, "app", is_clustered=True),))
    plan = _plan(broken)
    assert all(gate.closed_by == (f"vm.clustered {APP_ID}",) for gate in plan.gates)
    assert [gate.step for gate in plan.gates] == ["allow-wipe", "accept-result", "allow-upgrade"]


def test_version_is_raised_only_while_its_machine_is_off() -> None:
    """Who runs is shut down for the upgrade and started again after it, a domain controller last and first; who was off stays off."""
    machines = (vm(DC_ID, "dc01"), vm(APP_ID, "app"), vm(UUID(int=7), "old", state=VMState.OFF))
    plan = _plan(inventory(virtual_machines=machines, guests=(guest(DC_ID, 2, "dc01.example.test"),)))
    dc, app, off = (str(one).replace("-", "")[:8] for one in (DC_ID, APP_ID, UUID(int=7).hex))
    upgrade = [step.id for step in plan.phases[-1].steps if "/vm/" in step.id]
    assert [one for one in upgrade if off not in one] == [
        f"stop-vm-again/vm/{app}",
        f"stop-domain-controller-again/vm/{dc}",
        f"upgrade-vm/vm/{app}",
        f"upgrade-vm/vm/{dc}",
        f"start-domain-controller-again/vm/{dc}",
        f"start-vm-again/vm/{app}",
    ]
    assert [one for one in upgrade if off in one] == [f"upgrade-vm/vm/{off}"]
    needs = {step.id: step.needs for step in plan.steps}
    assert f"stop-vm-again/vm/{app}" in needs[f"upgrade-vm/vm/{app}"]
    assert f"stop-domain-controller-again/vm/{dc}" in needs[f"upgrade-vm/vm/{dc}"]


_HEAD = "schema_version: 1\nname: own\n"
_STEP = "phases:\n  - id: one\n    steps:\n      - {{id: go, host: source, apply: {{script: Get-It, parameters: {{X: {0}}}}}}}\n"


@pytest.mark.parametrize("value", ["$vm.id", "$nothing", "$input.gone", "$input.disk", "$switch.adapters"])
def test_value_that_a_step_cannot_have_is_refused(value: str) -> None:
    """A playbook that names what is not there is refused as a whole, before anything is done."""
    inputs = "inputs:\n  - {id: disk, for_each: disk}\n"
    playbook = read_playbook(_HEAD + inputs + _STEP.format(value), "own.yaml")
    with pytest.raises(PlaybookUnusable):
        _plan(inventory(), playbook=playbook)


def test_switch_adapters_need_a_declared_open_input() -> None:
    text = _HEAD + _STEP.format("$switch.adapters").replace("host: source", "host: source, for_each: switch")
    with pytest.raises(PlaybookUnusable):
        _plan(inventory(), config(switches=[]), read_playbook(text, "own.yaml"))


def test_input_for_the_whole_migration_and_plain_values_are_taken() -> None:
    text = _HEAD + "inputs:\n  - {id: folder}\n" + _STEP.format("$input.folder, Y: 5, Z: text")
    (step,) = _plan(inventory(), playbook=read_playbook(text, "own.yaml")).steps
    assert step.apply is not None
    assert step.apply.parameters == {"X": OpenValue(open_input="folder"), "Y": 5, "Z": "text"}


def test_input_that_nobody_needs_is_not_asked_for() -> None:
    text = _HEAD + "inputs:\n  - {id: folder}\n" + _STEP.format("1")
    assert _plan(inventory(), playbook=read_playbook(text, "own.yaml")).open_inputs == ()
