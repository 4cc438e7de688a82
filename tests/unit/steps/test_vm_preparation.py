"""What is changed on the old host before the copy, what is written down of it, and what is true already."""

from pathlib import Path

from pydantic import JsonValue

from gates.contract.cases.vm_power_cases import a_stranger_may_connect
from gates.contract.changes import vm, with_settings
from migrator.domain.plan import StepHost
from migrator.hyperv.vm_settings import ConsoleAccess
from migrator.journal.words import Truth
from migrator.steps import vm_preparation as steps
from migrator.steps.logic import StepLogic
from migrator.steps.situation import Situation
from migrator.steps.vm_files import GATHER
from migrator.steps.vm_preparation import granted_answer
from tests.unit.steps.vm_lab import VMLab, vm_lab

SOURCE = StepHost.SOURCE


def at_step(lab: VMLab, template: str, script: str, **parameters: str | int) -> Situation:
    lab.script = script
    return lab.situation(template, SOURCE, **parameters)


def twice(lab: VMLab, logic: StepLogic, at: Situation) -> int:
    """Take the step, take it again, and return how many changes were made in all."""
    assert lab.take(logic, at).truth is Truth.TRUE
    first = logic.check(at).found
    assert lab.take(logic, at).found == first
    return len(lab.changes())


def test_the_start_action_is_held_and_what_it_was_is_written_down(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01", *with_settings("dc01", automatic_start_delay_s=30)) as lab:
        at = at_step(lab, "hold-start", "Set-VMStartAction", Action="Nothing", DelaySeconds=0)
        before = {one.name: one.value for one in steps.START_ACTION.prepare(at)}
        assert before == {"start-action": "StartIfRunning", "start-delay": 30}
        assert twice(lab, steps.START_ACTION, at) == 1
        back = at_step(lab, "let-start", "Set-VMStartAction", Action="StartIfRunning", DelaySeconds=30)
        assert lab.take(steps.START_ACTION, back).truth is Truth.TRUE
        assert lab.vm.automatic_start_delay_s == 30


def test_checkpoints_are_merged_and_the_merge_is_waited_for(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "files", *with_settings("files", merge_looks=5)) as lab:
        at = at_step(lab, "merge-checkpoint", "Remove-VMCheckpoint")
        names = [one.value for one in steps.MERGE.prepare(at)]
        assert names == [{"name": "before update", "memory": False}, {"name": "after update", "memory": True}]
        steps.MERGE.apply(at)
        assert steps.MERGE.check(at).truth is Truth.IN_PROGRESS
        assert twice(lab, steps.MERGE, at) == 1
        assert all(str(drive.path).endswith(".vhdx") for drive in lab.vm.hard_disk_drives)
        assert not any("avhdx" in str(drive.path) for drive in lab.vm.hard_disk_drives)


def test_a_saved_state_is_dropped(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "old") as lab:
        at = at_step(lab, "drop-saved-state", "Remove-VMSavedState")
        assert steps.DROP_SAVED_STATE.check(at).truth is Truth.FALSE
        assert twice(lab, steps.DROP_SAVED_STATE, at) == 1
        assert lab.vm.state == "Off"


def test_an_iso_is_ejected_and_its_path_written_down(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "old") as lab:
        at = at_step(lab, "eject-iso", "Set-VMDvdMedia")
        [before] = steps.EJECT.prepare(at)
        assert (before.subject, before.value) == (f"{lab.vm.id}/IDE/1/0", "D:\\ISO\\tools.iso")
        assert twice(lab, steps.EJECT, at) == 1
        assert steps.EJECT.prepare(at) == ()


def test_a_dynamic_address_is_pinned_as_it_is(tmp_path: Path) -> None:
    """The guest and its licences know it."""
    with vm_lab(tmp_path, "dc01", *with_settings("dc01", state="Off")) as lab:
        address = lab.vm.network_adapters[0].mac_address
        at = at_step(lab, "pin-address", "Set-VMMacAddress")
        [before] = steps.PIN.prepare(at)
        assert (before.name, before.value) == ("dynamic-mac-address", address)
        assert twice(lab, steps.PIN, at) == 1
        assert (lab.vm.network_adapters[0].mac_address, lab.vm.network_adapters[0].dynamic_mac_address) == (
            address,
            False,
        )


def test_an_adapter_that_never_had_an_address_has_none_to_be_kept(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01", *with_settings("dc01", state="Off")) as lab:
        lab.vm.network_adapters[0].mac_address = "000000000000"
        assert steps.PIN.check(at_step(lab, "pin-address", "Set-VMMacAddress")).truth is Truth.TRUE


def test_a_version_is_raised_on_the_old_host_only_as_far_as_needed(tmp_path: Path) -> None:
    """The floor of the new host counts before the copy, its newest version only after the acceptance."""
    with vm_lab(tmp_path, "lone", *with_settings("lone", version="5.0")) as lab:
        at = at_step(lab, "raise-version", "Update-VMConfigurationVersion")
        assert steps.RAISE_VERSION.check(at).truth is Truth.FALSE
        assert twice(lab, steps.RAISE_VERSION, at) == 1
        assert steps.UPGRADE.check(at).truth is Truth.FALSE


def test_a_version_that_nobody_knows_is_not_new_enough(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "lone", *with_settings("lone", version="8.0-beta")) as lab:
        at = at_step(lab, "raise-version", "Update-VMConfigurationVersion")
        assert steps.RAISE_VERSION.check(at).truth is Truth.FALSE


def test_who_may_open_the_console_is_noted(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01", vm("dc01", a_stranger_may_connect)) as lab:
        answer = steps.NOTE_CONNECTION.check(at_step(lab, "note-connection", "Get-VMConnection"))
        assert answer.truth is Truth.TRUE
        assert answer.found == {
            "entries": [{"account": "OLD\\anna", "sid": "S-1-5-21-1-2-3-1001", "access": "Allowed"}]
        }


def test_what_was_noted_is_granted_on_the_new_host(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01") as lab:
        at = at_step(lab, "grant-connection", "Grant-VMConnection")
        entry: JsonValue = {"account": "BUILTIN\\Users", "sid": "S-1-5-32-545", "access": "Allowed"}
        lab.past.seen[at.step.id.replace("grant-", "note-")] = {"entries": [entry]}
        lab.vm.console_access.clear()
        assert steps.GRANT_CONNECTION.check(at).truth is Truth.FALSE


def test_accounts_of_the_old_host_itself_are_told_and_not_granted() -> None:
    """They are other accounts on the new host, even with the same name."""
    domain = ConsoleAccess(account="EXAMPLE\\anna", sid="S-1-5-21-7-8-9-1001", access="Allowed")
    local = ConsoleAccess(account="HV01\\bert", sid="S-1-5-21-1-2-3-1002", access="Allowed")
    answer = granted_answer((domain, local), (domain,), "hv01")
    assert answer.truth is Truth.TRUE
    assert answer.found == {"granted": ["EXAMPLE\\anna"], "missing": [], "left": ["HV01\\bert"]}
    assert granted_answer((domain, local), (local,), "hv01").truth is Truth.FALSE


def test_scattered_files_come_together_and_the_move_is_waited_for(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "files", *with_settings("files", move_looks=5)) as lab:
        at = at_step(lab, "gather-files", "Move-VMFile", Destination="G:\\Homes\\files")
        before = {one.name: one.value for one in GATHER.prepare(at)}
        assert before["configuration"] == "D:\\VMs\\files"
        assert GATHER.check(at).truth is Truth.FALSE
        GATHER.apply(at)
        assert GATHER.check(at).truth is Truth.IN_PROGRESS
        assert twice(lab, GATHER, at) == 1
        assert {one.value for one in GATHER.prepare(at)} != set(before.values())
        assert all(str(one.value).startswith("G:\\Homes\\files") for one in GATHER.prepare(at))


def test_a_new_home_is_suggested_for_names_that_a_folder_can_have(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "files") as lab:
        at = at_step(lab, "gather-files", "Move-VMFile", Destination="G:\\Homes\\files")
        assert [one.value for one in GATHER.suggest(at, "new-home")] == ["D:\\VMs\\files"]
        lab.vm.name = "..\\..\\Windows"
        outside = at_step(lab, "gather-files", "Move-VMFile", Destination="G:\\Homes\\files")
        assert GATHER.suggest(outside, "new-home") == ()
