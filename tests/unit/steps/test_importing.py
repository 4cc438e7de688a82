"""A virtual machine comes back with its own id, repaired where that is known how, and is compared with what it was."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from uuid import UUID

import pytest

from gates.contract.case import Change
from gates.contract.cases.disk_world import marker, put
from gates.contract.cases.import_cases import BASE, DISK_A, WEB, renamed
from migrator.domain.concern import Severity, Subject, SubjectKind
from migrator.domain.config import SwitchMapping
from migrator.domain.external_disk import root_id
from migrator.domain.importing import CopyComparison, Finding, ResolvedPath
from migrator.domain.plan import StepHost
from migrator.domain.rules.importable import importable_concerns
from migrator.errors import ConfigurationNotFound, ExitCode, ImportStopped, RestoreNotProven
from migrator.journal.words import Truth
from migrator.lab.cmdlets.api import PsError
from migrator.lab.world.model import Host, Vm, World
from migrator.lab.world.placing import place_of
from migrator.lab.world.vmcx import save_configuration
from migrator.steps.comparing import COMPARE_HOST, COMPARE_VM
from migrator.steps.file_access import SET_FILE_ACCESS
from migrator.steps.importing import IMPORT_VM, remove_imported
from migrator.steps.proving_importable import PROVE_IMPORTABLE
from migrator.steps.situation import Situation
from tests.unit.domain.builders import config
from tests.unit.steps.vm_lab import VMLab, vm_lab, with_parameters


@contextmanager
def left(folder: Path, name: str, *changes: Change) -> Iterator[VMLab]:
    """Take the inventory, then let the machine's register be lost and the host become what the changes make of it."""
    with vm_lab(folder, name, world="imports") as lab:
        here = lab.cmdlets.context
        here.host.vms.remove(lab.vm)
        for change in changes:
            change(here.world, here.host)
        yield lab


def at(lab: VMLab) -> Situation:
    """Stand before the import."""
    return with_parameters(lab.situation("import-vm", StepHost.DESTINATION), "Import-VirtualMachine")


def now(lab: VMLab) -> Vm:
    """Return the machine as it is registered now."""
    return next(vm for vm in lab.cmdlets.context.host.vms if vm.id == lab.vm.id)


def test_it_is_registered_with_its_own_id_and_nothing_repaired(tmp_path: Path) -> None:
    """A new id would be a new machine to DHCP, backup and licences."""
    with left(tmp_path, "web") as lab:
        answer = lab.take(IMPORT_VM, at(lab))
        assert (answer.truth, answer.found) == (Truth.TRUE, {"repairs": []})
        assert now(lab).id == lab.vm.id
        assert lab.cmdlets.context.host.planned == []


def test_one_that_is_registered_is_left_alone(tmp_path: Path) -> None:
    """A run that goes on after a crash imports nothing twice."""
    with vm_lab(tmp_path, "web", world="imports") as lab:
        assert lab.take(IMPORT_VM, at(lab)).truth is Truth.TRUE
        assert lab.changes() == []


def test_repairs_are_told_with_before_and_after(tmp_path: Path) -> None:
    """Switch by its configured name, missing ISO ejected: the report says both, also after a crash."""

    def no_iso(_world: World, host: Host) -> None:
        place_of(host.volumes, "D:\\ISO\\tools.iso").real.unlink()

    with left(tmp_path, "web", renamed("LAN", "Elsewhere"), no_iso) as lab:
        lab.settings["switches"] = (SwitchMapping(switch="LAN", new_name="New LAN"),)
        answer = lab.take(IMPORT_VM, at(lab))
        assert answer.truth is Truth.TRUE
        told = answer.found["repairs"]
        assert isinstance(told, list)
        assert [(one["kind"], one["before"], one["after"]) for one in told if isinstance(one, dict)] == [
            ("switch", "LAN", "New LAN"),
            ("media", "D:\\ISO\\tools.iso", ""),
        ]
        assert IMPORT_VM.check(at(lab)) == answer


def test_a_disk_that_lies_elsewhere_is_found_by_its_name(tmp_path: Path) -> None:
    """Files that were gathered in another folder are still this machine's."""

    def moved(_world: World, host: Host) -> None:
        old = place_of(host.volumes, f"D:\\{WEB[0]}").real
        new = place_of(host.volumes, f"D:\\VMs\\web\\{PureWindowsPath(WEB[0]).name}").real
        old.rename(new)

    with left(tmp_path, "web", moved) as lab:
        assert lab.take(IMPORT_VM, at(lab)).truth is Truth.TRUE
        assert now(lab).hard_disk_drives[0].path == "D:\\VMs\\web\\web.vhdx"


def test_an_unknown_finding_is_told_in_windows_words_and_nothing_is_imported(tmp_path: Path) -> None:
    """No remedy is made up."""

    def unheard_of(_world: World, host: Host) -> None:
        host.faults.incompatibilities["web"] = "Unbekanntes Ger\u00e4t"

    with left(tmp_path, "web", unheard_of) as lab:
        with pytest.raises(ImportStopped) as raised:
            IMPORT_VM.apply(at(lab))
        assert raised.value.parameters["found"] == "Unbekanntes Ger\u00e4t"
        assert raised.value.exit_code is ExitCode.BLOCKERS
        assert IMPORT_VM.check(at(lab)).truth is Truth.FALSE
        assert lab.cmdlets.context.host.planned == []


def test_a_version_that_the_host_does_not_know_stops_it(tmp_path: Path) -> None:
    """The old host was to raise it; here nothing can."""

    def newer(_world: World, host: Host) -> None:
        host.hyperv.supported_versions = ["10.0"]

    with left(tmp_path, "web", newer) as lab, pytest.raises(PsError, match="32784"):
        IMPORT_VM.apply(at(lab))


def test_nothing_is_imported_whose_restore_is_not_proven(tmp_path: Path) -> None:
    """A copy with a bad byte must not become the machine."""
    with left(tmp_path, "web") as lab:
        own = at(lab)
        proof = "verify-vm/vm/13db963c"
        own = replace(own, step=own.step.model_copy(update={"needs": (proof,)}))
        with pytest.raises(RestoreNotProven) as raised:
            IMPORT_VM.apply(own)
        assert raised.value.exit_code is ExitCode.INTEGRITY
        lab.past.confirmed.add(proof)
        assert lab.take(IMPORT_VM, own).truth is Truth.TRUE


def test_a_folder_without_a_configuration_is_named(tmp_path: Path) -> None:
    """A person sees where it was looked for."""

    def without(_world: World, host: Host) -> None:
        shutil.rmtree(place_of(host.volumes, "D:\\VMs\\web\\Virtual Machines").real)

    with left(tmp_path, "web", without) as lab, pytest.raises(ConfigurationNotFound):
        IMPORT_VM.apply(at(lab))


def test_undoing_the_import_leaves_the_disks(tmp_path: Path) -> None:
    """What was restored stays restored."""
    with vm_lab(tmp_path, "web", world="imports") as lab:
        remove_imported(at(lab))
        host = lab.cmdlets.context.host
        assert all(vm.id != lab.vm.id for vm in host.vms)
        assert all(place_of(host.volumes, f"D:\\{path}").real.is_file() for path in WEB)


def test_files_that_may_not_be_opened_are_named_and_cured(tmp_path: Path) -> None:
    """A copy knows nothing of the machine's own account; without it the start is refused."""

    def forgetful(_world: World, host: Host) -> None:
        host.faults.import_grants_access = False
        for volume in host.volumes:
            volume.files.clear()

    with left(tmp_path, "web", forgetful) as lab:
        lab.take(IMPORT_VM, at(lab))
        before = SET_FILE_ACCESS.check(at(lab))
        assert before.found == {"files": 2, "denied": sorted(f"D:\\{path}" for path in WEB)}
        after = lab.take(SET_FILE_ACCESS, at(lab))
        assert (after.truth, after.found) == (Truth.TRUE, {"files": 2, "denied": []})


def test_a_faithful_import_has_no_drift(tmp_path: Path) -> None:
    """Every captured setting is as it was; only what says nothing is left out."""
    with left(tmp_path, "web") as lab:
        lab.take(IMPORT_VM, at(lab))
        answer = COMPARE_VM.check(at(lab))
        assert answer.truth is Truth.TRUE
        assert answer.found["differences"] == []
        assert answer.concerns == ()


def test_drift_is_a_concern_with_before_and_after(tmp_path: Path) -> None:
    """A setting that got lost on the way wants a decision."""
    with left(tmp_path, "web") as lab:
        lab.vm.processor.count = 7
        save_configuration(lab.cmdlets.context.host, lab.vm)
        lab.take(IMPORT_VM, at(lab))
        (concern,) = COMPARE_VM.check(at(lab)).concerns
        assert (concern.rule, concern.severity) == ("drift.setting", Severity.WARNING)
        assert (concern.found["field"], concern.found["before"], concern.found["after"]) == (
            "processor.count",
            "2",
            "7",
        )


def test_the_hosts_own_settings_are_compared(tmp_path: Path) -> None:
    """Switches belong to no virtual machine, so they are looked at by themselves."""
    with vm_lab(tmp_path, "web", world="imports") as lab:
        assert COMPARE_HOST.check(at(lab)).concerns == ()
        lab.cmdlets.context.host.hyperv.enhanced_session_mode_enabled ^= True
        (concern,) = COMPARE_HOST.check(at(lab)).concerns
        assert (concern.rule, concern.found["field"]) == ("drift.host-setting", "host.enhanced_session_mode_enabled")


def copied(name: str) -> Change:
    """Copy the machine's home into the bag on the external disk, under the ids of its volumes."""

    def change(_world: World, host: Host) -> None:
        root = root_id(place_of(host.volumes, "D:\\x").volume.unique_id)
        target = place_of(host.volumes, f"E:\\migrator-{config().name}\\data\\{root}\\VMs\\{name}").real
        shutil.copytree(place_of(host.volumes, f"D:\\VMs\\{name}").real, target)

    return change


def trying(lab: VMLab) -> Situation:
    """Stand before the proof on disk A."""
    return with_parameters(lab.situation("prove-importable", StepHost.SOURCE), "Compare-VMCopy", VolumeId=DISK_A)


MARKED = put("E:\\migrator-disk.json", marker(migration=config().name, bag=f"migrator-{config().name}"))


def test_a_whole_copy_is_proven_importable_and_the_disk_says_so(tmp_path: Path) -> None:
    """Another controller that adopts the disk reads the same."""
    with vm_lab(tmp_path, "web", copied("web"), MARKED, world="imports") as lab:
        answer = lab.take(PROVE_IMPORTABLE, trying(lab))
        assert (answer.truth, answer.concerns) == (Truth.TRUE, ())
        assert (answer.found["disks_tested"], answer.found["resolved_outside"]) == (2, [])
        assert PROVE_IMPORTABLE.check(trying(lab)) == answer
        assert lab.cmdlets.context.host.planned == []


def test_a_parent_that_is_not_in_the_copy_is_named(tmp_path: Path) -> None:
    """A chain whose base was not copied looks whole while the source is there."""

    def without_base(_world: World, host: Host) -> None:
        root = root_id(place_of(host.volumes, "D:\\x").volume.unique_id)
        place_of(host.volumes, f"E:\\migrator-{config().name}\\data\\{root}\\{BASE}").real.unlink()

    with vm_lab(tmp_path, "chain", copied("chain"), MARKED, without_base, world="imports") as lab:
        with pytest.raises(PsError, match=r"chain\.vhdx"):
            lab.take(PROVE_IMPORTABLE, trying(lab))
        assert PROVE_IMPORTABLE.check(trying(lab)).truth is Truth.FALSE
        assert lab.cmdlets.context.host.planned == []


def test_files_outside_the_disk_close_the_gate() -> None:
    """No person can waive that: after the wipe the files are gone."""
    compared = CopyComparison(
        id=UUID(int=1),
        volume_id=DISK_A,
        tested=(),
        resolved=(ResolvedPath(path=PureWindowsPath("D:\\VMs\\x.vhdx"), inside=False),),
        written=(),
        findings=(Finding(message_id=33012, message="no switch", source="VMNetworkAdapter", subject="LAN"),),
    )
    subject = Subject(kind=SubjectKind.VM, id="x", name="x")
    outside, other = importable_concerns(subject, "a", compared)
    assert not compared.proves
    assert (outside.rule, outside.severity, outside.waivable) == (
        "importable.resolves-outside",
        Severity.BLOCKER,
        False,
    )
    assert (other.rule, other.severity) == ("importable.other-finding", Severity.NOTE)
