"""The look before the wipe gate: whether the source is what the plan was made for, and still what was copied."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from pydantic import JsonValue

from migrator.domain.plan import PlanStep, StepHost
from migrator.hyperv.copy_task import get_copy_task
from migrator.journal.words import Truth
from migrator.steps.copy_jobs import job_name
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import StepLogic, truth
from migrator.steps.situation import Migration, Situation
from migrator.steps.source_unchanged import compare_source, source_is_unchanged
from migrator.steps.take_inventory import same_source

STEP: Final = "look-again"
_COPIES: Final = frozenset({"copy-vm", "copy-exported"})
_FRESH_S: Final = 600.0
"""An older comparison is made again: in between somebody may have started something."""


def changed_files(run: Migration) -> dict[str, tuple[str, ...]]:
    """Return the files that the last comparison found changed, by VMId."""
    changed = run.past.found(STEP).get("changed")
    if not isinstance(changed, dict):
        return {}
    return {vm: tuple(str(file) for file in files) for vm, files in changed.items() if isinstance(files, list)}


def was_compared(run: Migration) -> bool:
    """Tell whether the source was compared with the copies."""
    return run.past.found(STEP).get("compared") is True


def looked(at: Situation) -> CheckAnswer:
    """Say true when the host was read and every file compared in the last minutes, whatever came of it: the gate judges."""
    changed: dict[str, JsonValue] = {}
    waits = False
    for copy in _copies(at):
        task = get_copy_task(at.session, at.migration.plan.migration, job_name("compare", copy.id))
        answer = source_is_unchanged(replace(at, step=copy), copy.id)
        if answer.truth is Truth.IN_PROGRESS:
            waits = True
        elif "compared" not in answer.found or task.silent_s > _FRESH_S:
            return truth(False, compared=False)
        elif answer.truth is Truth.FALSE:
            changed[copy.subject.id] = _names(answer.found)
    if waits:
        return CheckAnswer(truth=Truth.IN_PROGRESS)
    return same_source(at).model_copy(update={"found": {"compared": True, "changed": changed}})


def look(at: Situation) -> None:
    """Let the host compare each virtual machine's files with its copies."""
    for copy in _copies(at):
        compare_source(replace(at, step=copy), copy.id)


def _copies(at: Situation) -> tuple[PlanStep, ...]:
    return tuple(step for step in at.migration.plan.steps if step.text in _COPIES and step.host is StepHost.SOURCE)


def _names(found: Mapping[str, JsonValue]) -> list[JsonValue]:
    """Return each differing file once, or the disk that could not be asked."""
    changed, lost = found.get("changed"), found.get("lost")
    files = [str(one.get("path")) for one in changed if isinstance(one, dict)] if isinstance(changed, list) else []
    disks = [f"disk {disk}" for disk in lost] if isinstance(lost, list) else []
    return [*sorted(set(files)), *disks]


LOOK_AGAIN: Final = StepLogic(check=looked, apply=look)
