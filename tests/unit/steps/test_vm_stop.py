"""Shutting down: guests are asked within a limit, power is cut with consent only, and off is proven."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from gates.contract.changes import with_settings
from migrator.domain.config_shutdown import Consent, Shutdown, ShutdownOf, WhenStillOn
from migrator.domain.inventory.virtual_machine import VMState
from migrator.domain.plan import StepHost
from migrator.errors import ExitCode, VMNotRegistered, VMStillOn, VMWantsPerson
from migrator.hyperv.get_vm_status import get_vm_status
from migrator.journal.words import Truth
from migrator.steps.vm_stop import PROVE_STOPPED, STOP, stopped_answer
from tests.unit.steps.vm_lab import vm_lab

CONSENT = {"person": "Anna", "reason": "the appliance has no shutdown service"}


def test_a_guest_that_answers_is_off_afterwards(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01") as lab:
        answer = lab.take(STOP, lab.situation("stop-vm", StepHost.SOURCE))
        assert answer.truth is Truth.TRUE
        assert answer.found == {"state": "Off"}
        assert lab.changes() == ["Stop-VirtualMachine"]


def test_one_that_is_off_already_is_not_touched(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "lone") as lab:
        assert lab.take(STOP, lab.situation("stop-vm", StepHost.SOURCE)).truth is Truth.TRUE
        assert lab.changes() == []


def test_a_guest_that_installs_updates_is_waited_for_and_never_cut(tmp_path: Path) -> None:
    """Also where the configuration would cut the power: a guest on its way down is not one that does not answer."""
    with vm_lab(tmp_path, "dc01", *with_settings("dc01", shutdown_looks=9)) as lab:
        lab.settings["shutdown"] = {"time_limit_s": 4, "then": "turn-off", "consent": CONSENT}
        at = lab.situation("stop-vm", StepHost.SOURCE)
        STOP.apply(at)
        assert STOP.check(at).truth is Truth.IN_PROGRESS
        assert lab.take(STOP, at).truth is Truth.TRUE
        assert not any(call.parameters.get("TurnOff") for call in lab.session.calls)


def test_a_deaf_guest_is_asked_again_until_the_time_is_over(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01", *with_settings("dc01", shutdown_looks=None)) as lab:
        lab.settings["shutdown"] = {"time_limit_s": 10, "give_up_after_s": 30}
        with pytest.raises(VMStillOn) as raised:
            STOP.apply(lab.situation("stop-vm", StepHost.SOURCE))
        assert raised.value.exit_code is ExitCode.FAILED
        assert lab.changes() == ["Stop-VirtualMachine"] * 3
        assert lab.vm.state == "Running"


def test_a_person_is_asked_where_the_configuration_says_so(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01", *with_settings("dc01", shutdown_looks=None)) as lab:
        lab.settings["shutdown"] = {"time_limit_s": 4, "then": "ask"}
        with pytest.raises(VMWantsPerson) as raised:
            STOP.apply(lab.situation("stop-vm", StepHost.SOURCE))
        assert raised.value.exit_code is ExitCode.WAITING_FOR_PERSON
        assert lab.changes() == ["Stop-VirtualMachine"]
        assert lab.vm.state == "Running"


def test_power_is_cut_for_the_one_machine_that_a_person_named(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01", *with_settings("dc01", shutdown_looks=None)) as lab:
        exception = {"vm": "DC01", "then": "turn-off", "time_limit_s": 2, "consent": CONSENT}
        lab.settings["shutdown"] = {"exceptions": [exception]}
        [consent] = STOP.prepare(lab.situation("stop-vm", StepHost.SOURCE))
        assert (consent.name, consent.value) == ("consent-to-turn-off", CONSENT)
        assert lab.take(STOP, lab.situation("stop-vm", StepHost.SOURCE)).truth is Truth.TRUE
        assert [call.parameters.get("TurnOff") for call in lab.session.calls if "TurnOff" in call.parameters] == [
            False,
            True,
        ]


def test_one_without_a_shutdown_service_is_not_asked_for_hours(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01", *with_settings("dc01", integration_services_disabled={"shutdown"})) as lab:
        with pytest.raises(VMStillOn):
            STOP.apply(lab.situation("stop-vm", StepHost.SOURCE))
        assert lab.changes() == ["Stop-VirtualMachine"]


def test_a_saved_one_is_not_stopped(tmp_path: Path) -> None:
    """Its memory would not start under another maker's processor."""
    with vm_lab(tmp_path, "old") as lab:
        assert STOP.check(lab.situation("stop-vm", StepHost.SOURCE)).truth is Truth.FALSE


def test_one_that_somebody_removed_is_said_so(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01") as lab:
        lab.cmdlets.context.host.vms.remove(lab.vm)
        with pytest.raises(VMNotRegistered):
            STOP.check(lab.situation("stop-vm", StepHost.SOURCE))


def test_off_is_proven_by_processes_and_files(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01", *with_settings("dc01", state="Off")) as lab:
        assert PROVE_STOPPED.check(lab.situation("prove-stopped", StepHost.SOURCE)).truth is Truth.TRUE
        lab.vm.worker_lingers = True
        answer = PROVE_STOPPED.check(lab.situation("prove-stopped", StepHost.SOURCE))
        assert answer.truth is Truth.FALSE
        assert answer.found["worker_processes"] == 1


def test_a_running_one_is_not_proven_stopped(tmp_path: Path) -> None:
    with vm_lab(tmp_path, "dc01") as lab:
        assert PROVE_STOPPED.check(lab.situation("prove-stopped", StepHost.SOURCE)).truth is Truth.FALSE


@pytest.mark.parametrize("state", [one for one in VMState if one is not VMState.OFF])
def test_nothing_but_off_is_off(state: VMState, tmp_path: Path) -> None:
    with vm_lab(tmp_path, "lone") as lab:
        status = get_vm_status(lab.session, lab.vm.id)
        assert status is not None
        assert stopped_answer(status.model_copy(update={"state": state})).truth is not Truth.TRUE


@pytest.mark.parametrize(
    "unallowed",
    [
        lambda: Shutdown(then=WhenStillOn.TURN_OFF),
        lambda: Shutdown(exceptions=(ShutdownOf(vm="app", then=WhenStillOn.TURN_OFF),)),
        lambda: Consent(person=" ", reason="why"),
    ],
)
def test_power_is_never_cut_without_a_name_and_a_reason(unallowed: Callable[[], object]) -> None:
    with pytest.raises(ValidationError):
        unallowed()


def test_an_exception_keeps_what_it_does_not_say() -> None:
    whole = Shutdown(time_limit_s=100, exceptions=(ShutdownOf(vm="app", then=WhenStillOn.ASK),))
    own = whole.of("App", "7")
    assert (own.time_limit_s, own.then) == (100, WhenStillOn.ASK)
    assert whole.of("db", "8") is whole
