"""The way back undoes what was tried, the last first, and is refused when it would lose what was done since."""

import pytest

from migrator.domain.inventory.virtual_machine import StartAction
from migrator.domain.plan import Plan, StepHost, StepId
from migrator.errors import BackOutTooLate
from migrator.playbook.back_out import back_out_plan, undone
from migrator.playbook.shipped import load_playbook
from migrator.playbook.unfold import unfold
from tests.unit.domain.builders import APP_ID, DC_ID, adapter, config, guest, inventory, vm

APP, DC = "vm/7c10de44", "vm/3f2a91bc"
HOST = inventory(
    virtual_machines=(
        vm(DC_ID, "dc01", automatic_start_action=StartAction.START),
        vm(APP_ID, "app", version="5.0", network_adapters=(adapter(dynamic_mac_address=True),)),
    ),
    guests=(guest(DC_ID, 2, "dc01.example.test"),),
)
ONWARD = unfold(load_playbook("rebuild"), HOST, config(), frozenset(), made_by="0.1.0")


class Tried:
    """A journal that announced these steps."""

    def __init__(self, *steps: StepId) -> None:
        self._steps = {step.id for step in ONWARD.steps} & set(steps)
        assert self._steps == set(steps), set(steps) - self._steps

    def was_tried(self, step: StepId) -> bool:
        """Tell whether it is one of them."""
        return step in self._steps


def _back(*tried: StepId) -> Plan:
    return back_out_plan(ONWARD, Tried(*tried), load_playbook("back-out"), frozenset(), frozenset())


def _ids(plan: Plan) -> list[StepId]:
    return [step.id for step in plan.steps]


PROVE = ["undo/see-as-before", "undo/resume-as-before"]
PREPARED = (f"hold-start/{DC}", f"stop-vm/{APP}", f"stop-domain-controller/{DC}", f"pin-address/{APP}")
COPIED = (*PREPARED, f"copy-vm/{APP}", f"copy-vm/{DC}")


def test_nothing_tried_leaves_only_the_proof() -> None:
    """Who changed nothing has nothing to undo, and can still have it compared."""
    assert _ids(_back()) == PROVE


def test_undone_in_reverse_order_domain_controllers_first() -> None:
    """Addresses while everything is off, start actions before the starts, the domain controller before who needs it."""
    assert _ids(_back(*PREPARED)) == [
        f"undo/pin-address/{APP}",
        f"undo/stop-domain-controller/{DC}",
        f"undo/stop-vm/{APP}",
        f"undo/hold-start/{DC}",
        *PROVE,
    ]


def test_each_step_of_the_way_back_waits_for_the_one_before() -> None:
    """What was done last stands in the way of what was done before."""
    plan = _back(*COPIED, "change-hardware")
    assert [step.needs for step in plan.steps] == [(), *((one,) for one in _ids(plan)[:-1])]


def test_files_are_brought_back_only_after_the_box_was_opened() -> None:
    """As long as the old system was never shut down for the rebuild, its arrays are as they were."""
    assert "bring-files-back" not in {step.text for step in _back(*COPIED).steps}
    plan = _back(*COPIED, "change-hardware")
    assert _ids(plan)[:5] == [
        "undo/change-hardware",
        f"undo/bring-files-back/copy-vm/{DC}",
        f"undo/set-file-access/copy-vm/{DC}",
        f"undo/bring-files-back/copy-vm/{APP}",
        f"undo/set-file-access/copy-vm/{APP}",
    ]


def test_new_host_is_left_alone_where_the_old_disks_go_back_in() -> None:
    """It does not exist any more then."""
    plan = _back(*COPIED, "change-hardware", "set-host", f"import-vm/{APP}")
    assert not [step for step in plan.steps if step.host is StepHost.DESTINATION]
    beside = _back(*COPIED, f"import-vm/{APP}")
    assert _ids(beside)[0] == f"undo/import-vm/{APP}"
    assert beside.steps[0].host is StepHost.DESTINATION


@pytest.mark.parametrize("start", [f"start-vm/{APP}", f"start-domain-controller/{DC}"])
def test_refused_after_the_first_start_on_the_new_host(start: StepId) -> None:
    """The old virtual machine is of the past then; the reason names which one was started."""
    with pytest.raises(BackOutTooLate) as caught:
        _back(*COPIED, start)
    assert caught.value.parameters["step"] == start


def test_what_nothing_brings_back_is_said() -> None:
    """A raised version stays; the plan of the way back names it."""
    plan = _back(f"raise-version/{APP}")
    assert [(one.rule, one.subject.name) for one in plan.concerns] == [("undo.stays", "app")]
    assert plan.concerns[0].found == {"step": f"raise-version/{APP}", "expects": ("version-raised",)}


def test_same_journal_gives_the_same_plan_and_another_one_another_hash() -> None:
    """A run takes the plan that was read, and no other."""
    assert _back(*PREPARED) == _back(*PREPARED)
    assert len({_back().plan_hash, _back(*PREPARED).plan_hash, ONWARD.plan_hash}) == 3


def test_parameters_are_those_of_the_step_that_is_undone() -> None:
    step = _back(*PREPARED).steps[0]
    assert step.apply is not None
    assert step.apply.parameters == {"Id": str(APP_ID)}
    assert undone(step.id) == f"pin-address/{APP}"
