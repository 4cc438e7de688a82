"""Shutting a virtual machine down, and proving that it is really stopped."""

from typing import Final

from migrator.domain.config_shutdown import Shutdown, WhenStillOn
from migrator.domain.inventory.virtual_machine import VMState
from migrator.domain.vm_status import VMStatus
from migrator.errors import VMStillOn, VMWantsPerson
from migrator.hyperv.vm_power import Stopped, Stopping, stop_virtual_machine, test_vm_stopped
from migrator.journal.words import Truth
from migrator.steps.driver import CheckAnswer, Original
from migrator.steps.logic import StepLogic, truth
from migrator.steps.situation import Situation
from migrator.steps.vm_situation import status_now

ON_THE_WAY: Final = frozenset({VMState.STOPPING, VMState.STOPPING_CRITICAL, VMState.FORCE_SHUTDOWN})
"""A guest that installs updates stays here for long; it is waited for."""


def stopped_answer(status: VMStatus) -> CheckAnswer:
    """Say whether it is off; only off counts, a saved or paused one is not."""
    if status.state in ON_THE_WAY:
        return CheckAnswer(truth=Truth.IN_PROGRESS, found={"state": status.state.value})
    return truth(status.is_off, state=status.state.value)


def proof_answer(seen: Stopped) -> CheckAnswer:
    """Say whether state, processes and files agree that it is stopped."""
    free = seen.state is VMState.OFF and not seen.worker_processes and not seen.held
    held = [str(path) for path in seen.held]
    return truth(free, state=seen.state.value, worker_processes=len(seen.worker_processes), files=seen.files, held=held)


def stop(at: Situation) -> None:
    """Ask its guest within the time limit; then wait, ask a person, or cut the power, as the configuration says."""
    choices = at.migration.config.shutdown.of(at.step.subject.name, at.step.subject.id)
    waited_s = 0
    while True:
        result = stop_virtual_machine(at.session, at.step.subject.id, time_limit_s=choices.time_limit_s)
        waited_s += choices.time_limit_s
        if result.state is VMState.OFF or (result.state in ON_THE_WAY and not result.refused):
            return
        if not asks_again(choices, result, waited_s):
            break
    if choices.then is WhenStillOn.TURN_OFF:
        stop_virtual_machine(at.session, at.step.subject.id, time_limit_s=choices.time_limit_s, turn_off=True)
        return
    error = VMWantsPerson if choices.then is WhenStillOn.ASK else VMStillOn
    raise error(vm=at.step.subject.name, host=at.session.host, found=result.state.value, limit_s=choices.time_limit_s)


def consent_before(choices: Shutdown, vm_id: str) -> tuple[Original, ...]:
    """Return who allowed that power is cut, and why, where it may come to that."""
    if choices.then is not WhenStillOn.TURN_OFF or choices.consent is None:
        return ()
    said = {"person": choices.consent.person, "reason": choices.consent.reason}
    return (Original(subject=vm_id, name="consent-to-turn-off", value=said),)


def asks_again(choices: Shutdown, result: Stopping, waited_s: int) -> bool:
    """Tell whether its guest is asked once more; one that cannot be asked is not."""
    can_be_asked = result.state is VMState.RUNNING and not result.refused
    return can_be_asked and choices.then is WhenStillOn.WAIT and waited_s < choices.give_up_after_s


def _consent(at: Situation) -> tuple[Original, ...]:
    choices = at.migration.config.shutdown.of(at.step.subject.name, at.step.subject.id)
    return consent_before(choices, at.step.subject.id)


STOP: Final = StepLogic(check=lambda at: stopped_answer(status_now(at)), apply=stop, prepare=_consent)
PROVE_STOPPED: Final = StepLogic(
    check=lambda at: proof_answer(test_vm_stopped(at.session, at.step.subject.id)), apply=lambda _: None
)
