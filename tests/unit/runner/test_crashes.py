"""A run may die at any point: the next one ends where an undisturbed one would have ended, and nothing is done twice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from migrator.domain.plan import Plan, StepKind
from tests.unit.runner.plans import plan, step
from tests.unit.runner.runs import Rig, shown
from tests.unit.runner.world import Fault, Thing

_KINDS = st.sampled_from([StepKind.SCRIPT] * 4 + [StepKind.PROGRAM, StepKind.MANUAL, StepKind.GATE])
_BAD_FOR_EVER = 60


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    steps = []
    for number in range(draw(st.integers(1, 8))):
        needs = draw(st.lists(st.integers(0, number - 1), unique=True, max_size=3)) if number else []
        kind = draw(_KINDS)
        answers = (f"input-{number}",) if kind is not StepKind.GATE and draw(st.booleans()) else ()
        steps.append(step(f"s{number}", *(f"s{need}" for need in needs), kind=kind, answers=answers))
    return plan(*steps, approvals=draw(st.integers(1, 2)))


@st.composite
def things(draw: st.DrawFn) -> Thing:
    probed = draw(st.booleans())
    # Without a probe nobody can find out that an answered change had no effect.
    faults = [fault for fault in Fault if probed or fault is not Fault.NO_EFFECT]
    # Different ones: two runs that fail alike would look like the end.
    drawn = draw(st.lists(st.sampled_from(faults), max_size=2, unique=True))
    if drawn and draw(st.integers(0, 3)) == 0:
        drawn = [Fault.REFUSED] * _BAD_FOR_EVER
    return Thing(
        true=draw(st.booleans()) and probed,
        probed=probed,
        rounds=draw(st.integers(0, 2)) if probed else 0,
        left=draw(st.integers(0, 2)) if probed and draw(st.booleans()) else 0,
        faults=drawn,
    )


worlds = st.lists(things(), min_size=8, max_size=8)


def _rig(made: Plan, world: list[Thing], absent: set[str]) -> Rig:
    rig = Rig()
    for one, thing in zip(made.steps, world, strict=False):
        rig.world.things[one.id] = Thing(thing.true, thing.probed, thing.rounds, list(thing.faults), left=thing.left)
        if one.kind is StepKind.GATE:
            rig.world.things[one.id].true = False
    rig.person.absent = absent
    return rig


@settings(max_examples=120, deadline=None, derandomize=True)
@given(plans(), worlds, st.sets(st.sampled_from([f"s{number}" for number in range(8)]), max_size=1), st.data())
def test_dying_anywhere_changes_nothing_about_the_end(
    made: Plan, world: list[Thing], absent: set[str], data: st.DataObject
) -> None:
    """Laptop closed, process killed, power gone, several times over: same states, same exit code, no second change."""
    undisturbed = _rig(made, world, absent)
    expected = undisturbed.run_until_stable(made, [])
    points = undisturbed.clockwork.passed
    kills = data.draw(st.lists(st.integers(0, points), min_size=1, max_size=4))
    disturbed = _rig(made, world, absent)
    assert shown(disturbed.run_until_stable(made, kills)) == shown(expected)
    assert (disturbed.world.crimes, undisturbed.world.crimes) == ([], [])


def _whole() -> Plan:
    return plan(
        step("look", kind=StepKind.PROGRAM),
        step("plug", kind=StepKind.MANUAL, answers=("disk-a",)),
        step("stop-a", "look"),
        step("stop-b", "look"),
        step("copy-a", "stop-a", "plug"),
        step("copy-b", "stop-b", "plug"),
        step("wipe", "copy-a", "copy-b", kind=StepKind.GATE),
        step("build", "wipe", kind=StepKind.MANUAL),
        step("import-a", "build"),
        step("import-b", "build"),
        step("accept", "import-a", "import-b", kind=StepKind.GATE),
        approvals=2,
    )


def _whole_rig() -> Rig:
    rig = Rig()
    rig.world.things["copy-a"].rounds = 3
    rig.world.things["copy-b"].faults = [Fault.LOST_AFTER_ACTING]
    rig.world.things["stop-b"].probed = False
    rig.world.things["import-a"].faults = [Fault.LOST_BEFORE_ACTING]
    return rig


def test_a_death_at_each_single_point_of_a_whole_job_is_survived() -> None:
    """Before, within and after each record, before and after each look and each change."""
    undisturbed = _whole_rig()
    expected = undisturbed.run_until_stable(_whole(), [])
    assert set(shown(expected).values()) == {"done"}
    for point in range(undisturbed.clockwork.passed):
        rig = _whole_rig()
        assert shown(rig.run_until_stable(_whole(), [point])) == shown(expected), point
        assert rig.world.crimes == [], point


def test_a_job_that_dies_one_point_later_at_each_start_comes_to_its_end() -> None:
    """However often it is killed, what was proven stays proven: each run gets further than the one before."""
    rig = _whole_rig()
    outcome = rig.run_until_stable(_whole(), list(range(1, 90)))
    assert set(shown(outcome).values()) == {"done"}
    assert rig.world.crimes == []
