"""What is other after the migration is told with before and after; what is meant to be other is left out with its reason."""

from pathlib import PureWindowsPath

import pytest

from migrator.domain.drift import Drift, host_drift, vm_drift
from migrator.domain.drift_expected import Expected
from migrator.domain.inventory.virtual_machine import StartAction, VirtualMachine, VMState
from migrator.domain.inventory.whole import Inventory
from tests.unit.domain.builders import APP_ID, checkpoint, inventory

PATH = PureWindowsPath("D:\\VMs\\app\\merged.vhdx")


def with_app(changed: VirtualMachine, **others: object) -> Inventory:
    """Put another application server into the inventory."""
    base = inventory()
    kept = tuple(one for one in base.virtual_machines if one.id != APP_ID)
    return base.model_copy(update={"virtual_machines": (*kept, changed), **others})


def app() -> VirtualMachine:
    """Give the application server as captured."""
    return next(one for one in inventory().virtual_machines if one.id == APP_ID)


def drift_of(changed: VirtualMachine, *expects: str, **switches: str) -> Drift:
    """Compare it with what it was."""
    return vm_drift(APP_ID, inventory(), with_app(changed), expects, switches)


def fields(drift: Drift) -> list[str]:
    """Give the fields that are drift."""
    return [one.field for one in drift.differences]


def reasons(drift: Drift) -> dict[str, Expected]:
    """Give what was left out, by field."""
    return {one.field: one.reason for one in drift.left_out}


def test_nothing_changed_is_no_drift() -> None:
    """An equal virtual machine has none, and it is told how much was looked at."""
    drift = vm_drift(APP_ID, inventory(), inventory(), ())
    assert (drift.differences, drift.left_out) == ((), ())
    assert drift.compared > 50


def test_a_changed_setting_is_told_with_before_and_after() -> None:
    """An administrator sees what it was and what it is."""
    own = app()
    changed = own.model_copy(update={"processor": own.processor.model_copy(update={"count": 99})})
    (one,) = drift_of(changed).differences
    assert (one.field, one.before, one.after) == ("processor.count", own.processor.count, 99)


def test_a_machine_that_is_gone_is_drift() -> None:
    """Nothing is compared with nothing."""
    after = inventory(virtual_machines=(), virtual_hard_disks=(), security=(), checkpoints=())
    drift = vm_drift(APP_ID, inventory(), after, ())
    assert ("present", None) in [(one.before, one.after) for one in drift.differences]


def test_running_or_not_says_nothing() -> None:
    """It is off after the import, and that is right."""
    drift = drift_of(app().model_copy(update={"state": VMState.OFF, "uptime_s": 0, "status": "Aus"}))
    assert fields(drift) == []
    assert set(reasons(drift).values()) == {Expected.RUNNING}


def test_a_held_start_is_left_out_only_where_the_plan_holds_it() -> None:
    """The same difference without such a step is drift."""
    changed = app().model_copy(update={"automatic_start_action": StartAction.START})
    assert fields(drift_of(changed, "start-action-held")) == []
    assert fields(drift_of(changed)) == ["automatic_start_action"]


def test_a_raised_version_is_left_out_only_where_the_plan_raises_it() -> None:
    """A version that somebody raised by hand is told: there is no way back from it."""
    changed = app().model_copy(update={"version": "12.0"})
    assert reasons(drift_of(changed, "version-raised")) == {"version": Expected.VERSION_RAISED}
    assert fields(drift_of(changed)) == ["version"]


def with_adapter(**values: object) -> VirtualMachine:
    """Change the first network adapter."""
    own = app()
    first, *rest = own.network_adapters
    return own.model_copy(update={"network_adapters": (first.model_copy(update=values), *rest)})


def test_a_mapped_switch_is_left_out_and_another_is_not() -> None:
    """The configured name is right, any other one is drift."""
    old = app().network_adapters[0].switch_name
    assert old is not None
    assert fields(drift_of(with_adapter(switch_name="New"), **{old: "New"})) == []
    (one,) = drift_of(with_adapter(switch_name="Other"), **{old: "New"}).differences
    assert (one.before, one.after) == (old, "Other")


def test_another_address_is_drift_even_where_addresses_are_pinned() -> None:
    """Pinning keeps the address: licences and DHCP depend on it."""
    pinned = with_adapter(dynamic_mac_address=False)
    was_dynamic = inventory().model_copy(
        update={
            "virtual_machines": tuple(
                one if one.id != APP_ID else with_adapter(dynamic_mac_address=True)
                for one in inventory().virtual_machines
            )
        }
    )
    meant = vm_drift(APP_ID, was_dynamic, with_app(pinned), {"address-pinned"})
    assert set(reasons(meant).values()) == {Expected.ADDRESS_PINNED}
    other = vm_drift(
        APP_ID,
        was_dynamic,
        with_app(with_adapter(dynamic_mac_address=False, mac_address="00155DFFFFFF")),
        {"address-pinned"},
    )
    assert [one.after for one in other.differences] == ["00155DFFFFFF"]


@pytest.mark.parametrize("before", [None, True])
def test_a_setting_that_the_old_host_does_not_know_is_left_out(before: bool | None) -> None:
    """Server 2016 has no automatic checkpoints: only a known value can have changed."""
    own = inventory().model_copy(
        update={
            "virtual_machines": tuple(
                one if one.id != APP_ID else one.model_copy(update={"automatic_checkpoints": before})
                for one in inventory().virtual_machines
            )
        }
    )
    drift = vm_drift(APP_ID, own, with_app(app().model_copy(update={"automatic_checkpoints": False})), ())
    assert fields(drift) == ([] if before is None else ["automatic_checkpoints"])


def test_a_disk_that_cannot_be_found_is_one_difference() -> None:
    """Not one for each of its properties, of which nothing is known any more."""
    after = inventory().model_copy(
        update={
            "virtual_hard_disks": tuple(
                one.model_copy(update={"found": False, "size_bytes": None, "vhd_type": None})
                if APP_ID in one.used_by
                else one
                for one in inventory().virtual_hard_disks
            )
        }
    )
    drift = vm_drift(APP_ID, inventory(), after, ())
    assert [one.field.rpartition(".")[2] for one in drift.differences if one.field.endswith("found")]


def test_merged_checkpoints_are_left_out_only_where_the_plan_merges_them() -> None:
    """A checkpoint that is gone by itself is drift."""
    before = inventory().model_copy(update={"checkpoints": (checkpoint(APP_ID),)})
    (told,) = vm_drift(APP_ID, before, inventory(), ()).differences
    assert (told.before, told.after) == ("present", None)
    assert not vm_drift(APP_ID, before, inventory(), {"checkpoints-merged"}).differences


def test_switches_are_compared_by_the_name_they_have_now() -> None:
    """Another carrier is configured, another kind is drift."""
    base = inventory()
    switch = base.switches[0]
    renamed = switch.model_copy(update={"name": "New", "adapter_descriptions": ("Other",), "notes": "x"})
    after = base.model_copy(update={"switches": (renamed, *base.switches[1:])})
    drift = host_drift(base, after, {switch.name: "New"})
    assert fields(drift) == ["switch New.notes"]
    assert reasons(drift) == {"switch New.adapter_descriptions": Expected.CARRIER}


def test_a_lost_switch_and_a_lost_group_are_told() -> None:
    """The host's own things are compared too, for no virtual machine carries them."""
    base = with_app(app().model_copy(update={"groups": ("Nightly",)}))
    after = inventory().model_copy(update={"switches": inventory().switches[1:]})
    told = fields(host_drift(base, after))
    assert f"switch {base.switches[0].name}" in told
    assert "groups.names" in told


def test_settings_of_hyper_v_are_compared_and_its_capabilities_are_not() -> None:
    """A default folder is a setting; the versions that a release supports are no choice."""
    base = inventory()
    hyperv = base.host.hyperv.model_copy(update={"numa_spanning_enabled": False, "supported_versions": ()})
    after = base.model_copy(update={"host": base.host.model_copy(update={"hyperv": hyperv})})
    expected = ["host.numa_spanning_enabled"] if base.host.hyperv.numa_spanning_enabled else []
    assert fields(host_drift(base, after)) == expected


def test_a_setting_that_the_old_release_did_not_tell_is_no_drift() -> None:
    """What was not known before cannot be compared."""
    own = app()
    changed = own.model_copy(update={"automatic_checkpoints": True})
    before = with_app(own.model_copy(update={"automatic_checkpoints": None}))
    drift = vm_drift(APP_ID, before, with_app(changed), ())
    assert "automatic_checkpoints" not in fields(drift)


def test_disks_of_a_merged_chain_are_expected_to_be_others() -> None:
    """After a merge the drive names the parent, and the differencing disk is gone."""
    own = app()
    first, *rest = own.hard_disk_drives
    moved = own.model_copy(update={"hard_disk_drives": (first.model_copy(update={"path": PATH}), *rest)})
    assert "checkpoints-merged" not in reasons(drift_of(moved))
    merged = reasons(drift_of(moved, "checkpoints-merged"))
    assert Expected.CHECKPOINTS_MERGED in merged.values()


def test_the_language_of_an_integration_service_is_no_setting() -> None:
    """A German host calls the same service otherwise."""
    own = app()
    services = tuple(one.model_copy(update={"name": f"Dienst {one.name}"}) for one in own.integration_services)
    drift = drift_of(own.model_copy(update={"integration_services": services}))
    assert drift.differences == ()
