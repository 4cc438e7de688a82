"""A virtual machine is started on the new host only, never from two places, and is as well there as before."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from gates.contract.cases.vm_power_cases import a_stranger_may_connect
from gates.contract.changes import delete_file, vm, with_settings
from migrator.domain.config_health import Health, HealthOf, Probe
from migrator.domain.plan import StepHost
from migrator.errors import ExitCode, VMMayRunElsewhere, VMStartRefused
from migrator.journal.words import Truth
from migrator.steps.vm_health import SEE_HEALTH
from migrator.steps.vm_start import START
from tests.unit.steps.vm_lab import VMLab, vm_lab

OFF = with_settings("dc01", state="Off")


def start(lab: VMLab) -> Truth:
    lab.past.confirmed.add("allow-wipe")
    return lab.take(START, lab.situation("start-vm", StepHost.DESTINATION)).truth


def test_it_runs_afterwards(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01", *OFF) as lab:
        assert start(lab) is Truth.TRUE
        assert lab.changes() == ["Start-VirtualMachine"]


def test_nothing_is_started_before_a_person_allowed_the_wipe(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01", *OFF) as lab:
        with pytest.raises(VMMayRunElsewhere) as raised:
            START.apply(lab.situation("start-vm", StepHost.DESTINATION))
        assert raised.value.exit_code is ExitCode.HOST_NOT_AS_PLANNED
        assert lab.changes() == []
        assert lab.vm.state == "Off"


def test_nothing_is_ever_started_on_the_source(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01", *OFF) as lab:
        lab.past.confirmed.add("allow-wipe")
        with pytest.raises(VMMayRunElsewhere):
            START.apply(lab.situation("start-vm", StepHost.SOURCE))
        assert lab.vm.state == "Off"


@pytest.mark.parametrize(
    ("state", "action", "starts"),
    [
        ("Running", "Nothing", False),
        ("Saved", "Nothing", False),
        ("Off", "StartIfRunning", False),
        ("Off", "Nothing", True),
        (None, "", True),
    ],
)
def test_where_the_old_host_lives_on_its_registration_must_be_off_for_good(
    state: str | None, action: str, starts: bool, tmp_path: Path
) -> None:
    """Both hosts exist: the old machine must be off and must not come up with its host, or be gone."""
    with ExitStack() as stack:
        new = stack.enter_context(vm_lab(tmp_path / "new", "dc01", *OFF))
        old = stack.enter_context(vm_lab(tmp_path / "old", "dc01"))
        new.gate, new.other = False, old.session
        if state is None:
            old.cmdlets.context.host.vms.remove(old.vm)
        else:
            old.vm.state, old.vm.automatic_start_action = state, action
        at = new.situation("start-vm", StepHost.DESTINATION)
        if starts:
            assert new.take(START, at).truth is Truth.TRUE
        else:
            with pytest.raises(VMMayRunElsewhere):
                START.apply(at)
            assert new.vm.state == "Off"


def test_entries_of_unknown_accounts_are_cured(tmp_path: Path) -> None:
    """0x80070539: one grant makes the host write them anew, and the machine starts."""
    with vm_lab(tmp_path, "dc01", *OFF, vm("dc01", a_stranger_may_connect)) as lab:
        assert start(lab) is Truth.TRUE
        assert lab.changes() == ["Start-VirtualMachine", "Grant-VMConnection", "Start-VirtualMachine"]


def test_a_refusal_says_the_host_s_code_and_words(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01", *OFF, delete_file("D:\\VMs\\dc01\\Virtual Hard Disks\\dc01.vhdx")) as lab:
        with pytest.raises(VMStartRefused) as raised:
            start(lab)
        assert raised.value.parameters["codes"] == "0x80070002"
        assert "dc01.vhdx" in str(raised.value.parameters["found"])


def test_the_pause_between_starts_reaches_the_host(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01", *OFF) as lab:
        lab.settings["health"] = {"pause_between_starts_s": 15}
        start(lab)
        assert [call.parameters["DelayS"] for call in lab.session.calls if "DelayS" in call.parameters] == [15]


def test_a_guest_is_given_its_time_to_come_up(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01") as lab:
        lab.vm.state, lab.vm.boot_looks = "Off", 9
        start(lab)
        at = lab.situation("see-health", StepHost.DESTINATION)
        assert SEE_HEALTH.check(at).truth is Truth.FALSE
        answer = lab.take(SEE_HEALTH, at)
        assert answer.truth is Truth.TRUE
        assert answer.found == {
            "heartbeat": "OkApplicationsHealthy",
            "addresses": ["192.168.10.11"],
            "ports": {},
        }


def test_a_guest_that_lost_its_network_is_not_well(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01") as lab:
        lab.vm.network_adapters[0].ip_addresses = ()
        assert SEE_HEALTH.check(lab.situation("see-health", StepHost.DESTINATION)).truth is Truth.FALSE


def test_a_guest_that_never_told_anything_is_not_asked_for_it(tmp_path: Path) -> None:
    """No integration services before, none now: that is no fault of the move."""
    with vm_lab(tmp_path, "dc01", *with_settings("dc01", integration_services_disabled={"heartbeat"})) as lab:
        assert SEE_HEALTH.check(lab.situation("see-health", StepHost.DESTINATION)).truth is Truth.TRUE


def test_a_guest_that_feels_ill_is_a_warning(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01") as lab:
        lab.vm.heartbeat = "OkApplicationsCritical"
        answer = SEE_HEALTH.check(lab.situation("see-health", StepHost.DESTINATION))
        assert answer.truth is Truth.TRUE
        assert [concern.rule for concern in answer.concerns] == ["vm.heartbeat-critical"]


def test_a_port_that_does_not_answer_is_not_well(tmp_path: Path) -> None:
    """Port 1 of this computer: nothing listens there."""
    with vm_lab(tmp_path, "dc01") as lab:
        probe = {"port": 1, "address": "127.0.0.1"}
        lab.settings["health"] = {"exceptions": [{"vm": "dc01", "probes": [probe]}]}
        answer = SEE_HEALTH.check(lab.situation("see-health", StepHost.DESTINATION))
        assert answer.truth is Truth.FALSE
        assert answer.found["ports"] == {"127.0.0.1:1": False}


def test_an_exception_keeps_what_it_does_not_say() -> None:
    whole = Health(time_limit_s=60, exceptions=(HealthOf(vm="APP", probes=(Probe(port=443),)),))
    assert whole.of("app", "7").time_limit_s == 60
    assert whole.of("app", "7").probes == (Probe(port=443),)
    assert whole.of("db", "8").probes == ()
    assert Health(exceptions=(HealthOf(vm="7", time_limit_s=0),)).of("app", "7").time_limit_s == 0
