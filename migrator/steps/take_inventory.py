"""The first step: the source host must still be what the plan was made for."""

from migrator.domain.projection import source_sha256
from migrator.domain.source_difference import SourceDifference, unexpected_differences
from migrator.errors import SourceChanged
from migrator.hyperv.take_inventory import take_inventory as read_all
from migrator.steps.driver import CheckAnswer
from migrator.steps.logic import StepLogic, truth
from migrator.steps.situation import Situation

_SHOWN = 5


def same_source(at: Situation) -> CheckAnswer:
    """Read the source host again; raises SourceChanged where it differs by more than what our own steps did."""
    run = at.migration
    now = read_all(at.session, taken_at=run.now())
    if source_sha256(now) != run.plan.source_sha256:
        tried = [step for step in run.plan.steps if run.past.was_tried(step.id)]
        differences = unexpected_differences(run.inventory, now, tried)
        if differences:
            said = "; ".join(_said(one) for one in differences[:_SHOWN])
            raise SourceChanged(host=run.plan.source_host, count=len(differences), found=said)
    return truth(True, source_sha256=run.plan.source_sha256)


def _said(one: SourceDifference) -> str:
    what = f"{one.section} {one.name}" + ("" if one.field is None else f" {one.field}")
    return f"{what}: {_value(one.before)} -> {_value(one.after)}"


def _value(value: object) -> str:
    return "-" if value is None else "..." if isinstance(value, dict | list) else str(value)


TAKE_INVENTORY = StepLogic(check=same_source)
