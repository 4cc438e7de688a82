"""With which host a step without one of its own is concerned: behind the gate there is only the new one."""

from migrator.domain.plan import PlanStep, StepHost, StepKind
from migrator.domain.sides import sides
from tests.unit.runner.plans import plan, step


def _at(host: StepHost, name: str, kind: StepKind = StepKind.PROGRAM) -> PlanStep:
    return step(name, kind=kind).model_copy(update={"host": host})


def test_up_to_the_gate_it_is_the_source_and_after_it_the_destination() -> None:
    found = sides(
        plan(
            _at(StepHost.CONTROLLER, "take-inventory"),
            _at(StepHost.SOURCE, "stop"),
            _at(StepHost.PERSON, "allow-wipe", StepKind.GATE),
            _at(StepHost.PERSON, "trust", StepKind.MANUAL),
            _at(StepHost.DESTINATION, "import"),
            _at(StepHost.PERSON, "accept", StepKind.GATE),
        )
    )
    assert [name for name, host in found.items() if host is StepHost.SOURCE] == ["take-inventory", "stop", "allow-wipe"]


def test_without_a_gate_the_first_step_on_the_new_host_is_the_border() -> None:
    found = sides(plan(_at(StepHost.CONTROLLER, "a"), _at(StepHost.DESTINATION, "b"), _at(StepHost.CONTROLLER, "c")))
    assert list(found.values()) == [StepHost.SOURCE, StepHost.DESTINATION, StepHost.DESTINATION]


def test_a_plan_that_never_leaves_the_source_stays_there() -> None:
    found = sides(
        plan(_at(StepHost.CONTROLLER, "a"), _at(StepHost.PERSON, "gate", StepKind.GATE), _at(StepHost.PERSON, "c"))
    )
    assert set(found.values()) == {StepHost.SOURCE}
