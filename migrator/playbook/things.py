"""The things that step templates are unfolded for: each with its identity, its values and its subject."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from migrator.domain.concern import Subject, SubjectKind
from migrator.domain.config import Config, HomesPolicy, SwitchMapping
from migrator.domain.config_preparation import AddressPolicy, CheckpointPolicy
from migrator.domain.decisions import DiskName
from migrator.domain.homes import lies_in
from migrator.domain.inventory.network import SwitchType, VirtualSwitch
from migrator.domain.inventory.virtual_machine import StartAction, VirtualMachine, VMState
from migrator.domain.inventory.whole import Inventory
from migrator.domain.new_host.switches import wanted_switch
from migrator.domain.plan import OpenValue, ParameterValue
from migrator.domain.roles import is_domain_controller
from migrator.domain.rules.rule import Case
from migrator.domain.versions import highest, lowest, version_of
from migrator.playbook.model import ForEach, Where

Words = dict[str, str | int | bool | tuple[str, ...]]
SHORT_ID: Final = 8


@dataclass(frozen=True)
class Thing:
    """`keys` names what it is of each kind: two things belong together where no shared kind tells them apart.

    Things of one kind have keys of the same kinds.
    """

    kind: ForEach | None
    key: str
    keys: Mapping[str, str]
    subject: Subject
    words: Words
    values: Mapping[str, ParameterValue] = field(default_factory=dict)
    traits: frozenset[Where] = frozenset()
    vm_id: UUID | None = None


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """Return a short name for each id: its first letters and digits, or all of them where another begins the same."""
    plain = {one: "".join(letter for letter in one.casefold() if letter.isascii() and letter.isalnum()) for one in ids}
    starts = [whole[:SHORT_ID] for whole in plain.values()]
    return {one: whole[:SHORT_ID] if starts.count(whole[:SHORT_ID]) == 1 else whole for one, whole in plain.items()}


def things_of(inventory: Inventory, config: Config) -> Mapping[ForEach | None, tuple[Thing, ...]]:
    """Return all things by kind, each kind in an order that does not depend on the inventory's."""
    case = Case(inventory, config)
    vms = _vms(case, config)
    disks = tuple(_disk(name) for name in DiskName)
    return {
        None: (_migration(case, config),),
        ForEach.VM: vms,
        ForEach.DISK: disks,
        ForEach.VM_AND_DISK: tuple(_both(vm, disk) for vm in vms for disk in disks),
        ForEach.SWITCH: _switches(inventory, config),
        ForEach.VOLUME: _volumes(case, config),
        ForEach.CERTIFICATE: _certificates(case),
    }


def _migration(case: Case, config: Config) -> Thing:
    hyperv = case.inventory.host.hyperv
    return Thing(
        kind=None,
        key="",
        keys={},
        subject=Subject(kind=SubjectKind.PLAN, id=config.name, name=config.name),
        words={},
        values={
            "host.mac-address-minimum": hyperv.mac_address_minimum,
            "host.mac-address-maximum": hyperv.mac_address_maximum,
            "host.virtual-machine-path": str(hyperv.virtual_machine_path),
            "host.virtual-hard-disk-path": str(hyperv.virtual_hard_disk_path),
            "host.numa-spanning": config.destination.host.numa_spanning_enabled,
            "host.enhanced-session": hyperv.enhanced_session_mode_enabled,
            "host.storage-migrations": hyperv.maximum_storage_migrations,
            "host.vm-migrations": hyperv.maximum_virtual_machine_migrations,
            "host.any-migration-network": hyperv.use_any_network_for_migration,
            "host.migration-authentication": hyperv.virtual_machine_migration_authentication_type,
            "host.migration-performance": hyperv.virtual_machine_migration_performance_option,
        },
        traits=frozenset(trait for trait in _OF_ANY if any(_VM_TRAITS[trait](vm, case, config) for vm in case.vms)),
    )


def _vms(case: Case, config: Config) -> tuple[Thing, ...]:
    ordered = sorted(case.vms, key=lambda vm: (vm.name.casefold(), str(vm.id)))
    # Short over all of the host's, so that leaving one out renames no other one's steps.
    shorts = short_ids(str(vm.id) for vm in case.inventory.virtual_machines)
    return tuple(
        Thing(
            kind=ForEach.VM,
            key=shorts[str(vm.id)],
            keys={"vm": shorts[str(vm.id)]},
            subject=Subject(kind=SubjectKind.VM, id=str(vm.id), name=vm.name),
            words={"vm": vm.name},
            values={
                "vm.id": str(vm.id),
                "vm.name": vm.name,
                "vm.version": vm.version,
                "vm.homes": tuple(str(home) for home in case.homes_of_vm(vm.id)),
                "vm.start-action": vm.automatic_start_action.value,
                "vm.start-delay": vm.automatic_start_delay_s,
            },
            traits=frozenset(trait for trait, holds in _VM_TRAITS.items() if holds(vm, case, config)),
            vm_id=vm.id,
        )
        for vm in ordered
    )


def _is_scattered(vm: VirtualMachine, case: Case, config: Config) -> bool:
    if config.homes.policy is not HomesPolicy.CONSOLIDATE and not config.stays_on_its_host:
        return False
    homes = case.homes_of_vm(vm.id)
    return any(place.vm_id == vm.id and not lies_in(place.path, homes) for place in case.places)


_SAVED: Final = frozenset(
    {VMState.SAVED, VMState.FAST_SAVED, VMState.SAVED_CRITICAL, VMState.FAST_SAVED_CRITICAL, VMState.HIBERNATED}
)

_VM_TRAITS: Final[Mapping[Where, Callable[[VirtualMachine, Case, Config], bool]]] = {
    Where.DOMAIN_CONTROLLER: lambda vm, case, _: is_domain_controller(case.guests.get(vm.id)),
    Where.NO_DOMAIN_CONTROLLER: lambda vm, case, _: not is_domain_controller(case.guests.get(vm.id)),
    Where.RUNNING: lambda vm, _, __: vm.state is VMState.RUNNING,
    Where.DYNAMIC_MAC: lambda vm, _, __: any(adapter.dynamic_mac_address for adapter in vm.network_adapters),
    Where.ADDRESS_TO_PIN: lambda vm, _, config: (
        config.preparation.dynamic_addresses is AddressPolicy.PIN
        and any(adapter.dynamic_mac_address for adapter in vm.network_adapters)
    ),
    Where.STARTS_BY_ITSELF: lambda vm, _, __: vm.automatic_start_action is not StartAction.NOTHING,
    Where.CHECKPOINTS: lambda vm, case, _: any(found.vm_id == vm.id for found in case.inventory.checkpoints),
    Where.CHECKPOINTS_TO_MERGE: lambda vm, case, config: (
        config.preparation.checkpoints is CheckpointPolicy.MERGE
        and any(found.vm_id == vm.id for found in case.inventory.checkpoints)
    ),
    Where.SAVED_STATE: lambda vm, _, __: vm.state in _SAVED,
    Where.ISO_ATTACHED: lambda vm, _, __: any(drive.path is not None for drive in vm.dvd_drives),
    Where.UPGRADE_NEEDED: lambda vm, _, config: (
        (version_of(vm.version) or ()) < lowest(config.destination.host.release)
    ),
    Where.UPGRADE_POSSIBLE: lambda vm, _, config: (
        (version_of(vm.version) or ()) < highest(config.destination.host.release)
    ),
    Where.SCATTERED: _is_scattered,
}
_OF_ANY: Final = (Where.UPGRADE_NEEDED, Where.UPGRADE_POSSIBLE, Where.CHECKPOINTS_TO_MERGE, Where.SAVED_STATE)
"""Traits of the migration as a whole: those of any of its virtual machines."""


def _disk(name: DiskName) -> Thing:
    shown = name.value.upper()
    return Thing(
        kind=ForEach.DISK,
        key=name.value,
        keys={"disk": name.value},
        subject=Subject(kind=SubjectKind.PHYSICAL_DISK, id=f"disk/{name.value}", name=shown),
        words={"disk": shown},
        values={"disk.name": shown},
    )


def _both(vm: Thing, disk: Thing) -> Thing:
    return Thing(
        kind=ForEach.VM_AND_DISK,
        key=f"{vm.key}/{disk.key}",
        keys={**vm.keys, **disk.keys},
        subject=vm.subject,
        words={**vm.words, **disk.words},
        values={**vm.values, **disk.values},
        traits=vm.traits,
        vm_id=vm.vm_id,
    )


def _switches(inventory: Inventory, config: Config) -> tuple[Thing, ...]:
    ordered = sorted(inventory.switches, key=lambda switch: (switch.name.casefold(), str(switch.id)))
    shorts = short_ids(str(switch.id) for switch in ordered)
    mapped = {mapping.switch.casefold(): mapping for mapping in config.switches}
    return tuple(_switch(switch, shorts[str(switch.id)], mapped.get(switch.name.casefold())) for switch in ordered)


def _switch(switch: VirtualSwitch, short: str, mapping: SwitchMapping | None) -> Thing:
    adapters = mapping.adapters if mapping is not None else ()
    wanted = wanted_switch(switch, mapping, adapters)
    traits = {_SWITCH_TRAITS[switch.switch_type]}
    traits |= {Where.TEAM} if switch.embedded_teaming else set()
    traits |= set() if adapters else {Where.NOT_MAPPED}
    return Thing(
        kind=ForEach.SWITCH,
        key=short,
        keys={"switch": short},
        subject=Subject(kind=SubjectKind.SWITCH, id=str(switch.id), name=switch.name),
        words={"switch": switch.name},
        values={
            "switch.id": str(switch.id),
            "switch.name": wanted.name,
            "switch.notes": wanted.notes,
            "switch.adapters": adapters or OpenValue(open_input=f"switch-adapters/switch/{short}"),
            "switch.allow-management-os": wanted.shared,
            "switch.embedded-teaming": wanted.embedded_teaming,
            "switch.bandwidth-mode": switch.bandwidth_reservation_mode,
            "switch.iov": switch.iov_enabled,
        },
        traits=frozenset(traits),
    )


_SWITCH_TRAITS: Final = {
    SwitchType.EXTERNAL: Where.EXTERNAL,
    SwitchType.INTERNAL: Where.INTERNAL,
    SwitchType.PRIVATE: Where.PRIVATE,
}


def _volumes(case: Case, config: Config) -> tuple[Thing, ...]:
    letters = {home.drive[:1].upper() for vm in case.vms for home in case.homes_of_vm(vm.id)}
    return tuple(
        Thing(
            kind=ForEach.VOLUME,
            key=letter.casefold(),
            keys={"volume": letter.casefold()},
            subject=Subject(kind=SubjectKind.VOLUME, id=f"volume/{letter}", name=f"{letter}:"),
            words={"volume": f"{letter}:"},
            values={"volume.letter": letter, "volume.size": volume.size_bytes},
        )
        for letter, volume in sorted(config.destination.host.volumes.items())
        if letter in letters
    )


def _certificates(case: Case) -> tuple[Thing, ...]:
    moving = {vm.id for vm in case.vms}
    needed = {
        thumbprint.upper()
        for security in case.inventory.security
        if security.vm_id in moving and security.tpm_enabled
        for thumbprint in security.guardian_thumbprints
    }
    found = {
        certificate.thumbprint.upper(): certificate
        for certificate in case.inventory.certificates
        if certificate.has_private_key
    }
    shorts = short_ids(sorted(needed))
    return tuple(
        Thing(
            kind=ForEach.CERTIFICATE,
            key=shorts[thumbprint],
            keys={"certificate": shorts[thumbprint]},
            subject=Subject(kind=SubjectKind.HOST, id=thumbprint, name=found[thumbprint].subject),
            words={"certificate": found[thumbprint].subject},
            values={"certificate.thumbprint": thumbprint, "certificate.store": found[thumbprint].store},
        )
        for thumbprint in sorted(needed & found.keys())
    )
