"""Own commands around steps: run once per attempt, journalled however they end, and never after a step was left alone."""

from dataclasses import dataclass, field

from migrator.domain.config_hooks import Hook, HookMoment
from migrator.domain.plan import PlanStep, StepHost
from migrator.errors import ExitCode
from migrator.journal.entries import Hook as HookEntry
from migrator.journal.words import HookResult, Moment
from migrator.runner.hooks import HookAnswer, Hooks
from tests.unit.runner.plans import plan, step
from tests.unit.runner.runs import Rig, shown

PLAN = plan(step("stop-1"), step("copy-1", "stop-1"))


@dataclass
class Runner:
    """Remembers what it was asked to run, and answers as it was told."""

    result: HookResult = HookResult.DONE
    ran: list[tuple[str, str]] = field(default_factory=list)

    def run(self, hook: Hook, step: PlanStep) -> HookAnswer:
        """Remember."""
        self.ran.append((hook.name, step.id))
        return HookAnswer(StepHost.CONTROLLER, self.result, 1 if self.result is HookResult.FAILED else 0)


def _hook(name: str, moment: HookMoment, *, stops_step: bool = True) -> Hook:
    return Hook(name=name, step="stop-1", moment=moment, command=("true",), stops_step=stops_step)


def _rig(runner: Runner, *hooks: Hook) -> Rig:
    rig = Rig()
    rig.hooks = Hooks(hooks, runner)
    return rig


def test_hooks_are_run_around_the_step_they_belong_to_and_journalled() -> None:
    runner = Runner()
    rig = _rig(runner, _hook("quiet", HookMoment.BEFORE), _hook("tell", HookMoment.AFTER))
    assert rig.run(PLAN).exit_code is ExitCode.DONE
    assert runner.ran == [("quiet", "stop-1"), ("tell", "stop-1")]
    entries = [record.entry for record in rig.open().records() if isinstance(record.entry, HookEntry)]
    assert [(entry.name, entry.moment, entry.result) for entry in entries] == [
        ("quiet", Moment.BEFORE, HookResult.DONE),
        ("tell", Moment.AFTER, HookResult.DONE),
    ]


def test_a_failing_hook_before_a_step_keeps_it_from_being_taken() -> None:
    """The host is as it was, and the next run tries both again."""
    runner = Runner(HookResult.FAILED)
    rig = _rig(runner, _hook("quiet", HookMoment.BEFORE))
    outcome = rig.run(PLAN)
    assert shown(outcome)["stop-1"] == "failed (error)"
    assert outcome.states["stop-1"].error == "hook-failed"
    assert not rig.world.things["stop-1"].true
    runner.result = HookResult.DONE
    assert rig.run(PLAN).exit_code is ExitCode.DONE


def test_a_failing_hook_after_a_step_or_one_that_stops_nothing_undoes_nothing() -> None:
    runner = Runner(HookResult.FAILED)
    rig = _rig(runner, _hook("quiet", HookMoment.BEFORE, stops_step=False), _hook("tell", HookMoment.AFTER))
    assert rig.run(PLAN).exit_code is ExitCode.DONE


def test_a_step_that_is_true_already_has_no_hooks() -> None:
    runner = Runner()
    rig = _rig(runner, _hook("quiet", HookMoment.BEFORE), _hook("tell", HookMoment.AFTER))
    rig.world.things["stop-1"].true = True
    rig.run(PLAN)
    assert runner.ran == []


def test_a_hook_after_a_step_is_not_run_twice_but_is_made_up_for_after_a_crash() -> None:
    runner = Runner()
    rig = _rig(runner, _hook("tell", HookMoment.AFTER))
    rig.run(PLAN)
    rig.run(PLAN)
    assert runner.ran == [("tell", "stop-1")]
