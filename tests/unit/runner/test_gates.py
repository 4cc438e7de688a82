"""A gate is passed by named persons, for what it sees now and nothing else."""

from dataclasses import dataclass, field

from migrator.domain.concern import Concern, Severity, Subject, SubjectKind
from migrator.domain.decisions import Waiver
from migrator.domain.plan import PlanStep, StepKind
from migrator.domain.waivers import digest_of
from migrator.errors import ExitCode
from migrator.journal.chain import Chain
from migrator.journal.entries import Approval, GateSeen, WaiverGiven
from migrator.steps.driver import GateView, Verdict
from tests.unit.runner.plans import plan, step
from tests.unit.runner.runs import TIME, Rig, shown
from tests.unit.runner.world import Somebody, World

BLOCKER = Concern(
    rule="vm.pass-through-disk",
    severity=Severity.BLOCKER,
    subject=Subject(kind=SubjectKind.VM, id="vm-1", name="app"),
    found={"disk": 3},
    source="facts",
    waivable=True,
)
GATE = step("wipe", kind=StepKind.GATE)
TWO = plan(GATE, step("after", "wipe"), approvals=2)


@dataclass
class Scripted(Somebody):
    """Gives these verdicts one after the other, whatever is shown; a change of the world may come with each."""

    verdicts: list[Verdict] = field(default_factory=list)
    meanwhile: dict[str, str] = field(default_factory=dict)

    def approve(self, step: PlanStep, view: GateView, approved_by: tuple[str, ...]) -> Verdict | None:
        """Return the next verdict."""
        del view, approved_by
        self.world.things[step.id].true = True
        self.world.view.update(self.meanwhile)
        return self.verdicts.pop(0) if self.verdicts else None


def _scripted(rig: Rig, *verdicts: Verdict) -> Scripted:
    person = Scripted(rig.world, verdicts=list(verdicts))
    rig.person = person
    return person


def _yes(person: str, host_name: str = "hv1") -> Verdict:
    return Verdict(person, approved=True, host_name=host_name)


def _approvals(rig: Rig) -> list[tuple[str, bool]]:
    entries = [record.entry for record in Chain(rig.sink.lines(), "memory")]
    return [(entry.person, entry.approved) for entry in entries if isinstance(entry, Approval)]


def test_two_different_persons_open_it() -> None:
    rig = Rig()
    assert shown(rig.run(TWO)) == {"wipe": "done", "after": "done"}
    assert _approvals(rig) == [("Jörg", True), ("Ute", True)]


def test_one_person_under_two_spellings_is_one_person() -> None:
    rig = Rig()
    _scripted(rig, _yes("Jörg Klein"), _yes("  jo\u0308RG   klein "))
    outcome = rig.run(TWO)
    assert shown(outcome)["wipe"] == "pending (waiting-for-person)"
    assert outcome.exit_code is ExitCode.WAITING_FOR_PERSON
    assert _approvals(rig) == [("Jörg Klein", True)]


def test_the_second_person_may_come_later() -> None:
    rig = Rig()
    _scripted(rig, _yes("Jörg"))
    rig.run(TWO)
    _scripted(rig, _yes("Ute"))
    assert shown(rig.run(TWO))["wipe"] == "done"


def test_a_first_approval_is_void_when_something_else_is_seen() -> None:
    """Jörg approved on Friday; on Sunday a VM was started: his yes does not count for that."""
    rig = Rig()
    _scripted(rig, _yes("Jörg"))
    rig.run(TWO)
    rig.world.view["vm-1"] = "Running"
    _scripted(rig, _yes("Ute"))
    assert shown(rig.run(TWO))["wipe"] == "pending (waiting-for-person)"


def test_what_changes_while_a_person_thinks_is_not_approved() -> None:
    rig = Rig()
    person = _scripted(rig, _yes("Jörg"))
    person.meanwhile = {"vm-1": "Running"}
    assert shown(rig.run(plan(GATE)))["wipe"] == "pending (waiting-for-person)"


def test_a_wrongly_typed_host_name_is_no_approval() -> None:
    rig = Rig()
    _scripted(rig, _yes("Jörg", "hv2"))
    assert shown(rig.run(plan(GATE)))["wipe"] == "pending (waiting-for-person)"
    assert _approvals(rig) == []


def test_a_no_ends_the_run_with_13_and_voids_the_yes_before() -> None:
    rig = Rig()
    _scripted(rig, _yes("Jörg"), Verdict("Ute", approved=False, host_name="HV1", reason="not today"))
    outcome = rig.run(TWO)
    assert (shown(outcome)["wipe"], outcome.exit_code) == ("pending (declined)", ExitCode.DECLINED)
    _scripted(rig, _yes("Ute"))
    assert shown(rig.run(TWO))["wipe"] == "pending (waiting-for-person)"


def test_a_closed_gate_asks_nobody_and_says_what_closes_it() -> None:
    rig = Rig()
    rig.world.closed_by = ("wipe.running vm-1",)
    outcome = rig.run(TWO)
    assert (shown(outcome)["wipe"], outcome.exit_code) == ("pending (gate-closed)", ExitCode.BLOCKERS)
    assert outcome.states["wipe"].closed_by == ("wipe.running vm-1",)
    assert rig.person.asked == []


def test_a_blocker_of_the_plan_closes_it_until_it_is_waived() -> None:
    """The waiver is bound to what was found and stands in the journal with its name."""
    made = plan(GATE, concerns=(BLOCKER,))
    rig = Rig()
    assert rig.run(made).states["wipe"].closed_by == ("vm.pass-through-disk vm-1",)
    waiver = Waiver(rule=BLOCKER.rule, subject="vm-1", found=digest_of(BLOCKER), person="Ute", reason="empty")
    journal = rig.open()
    journal.append(WaiverGiven(waiver=waiver), TIME)
    assert shown(rig.run(made))["wipe"] == "done"


def test_all_that_was_seen_stands_in_the_journal() -> None:
    rig = Rig()
    rig.world.view["vm-1"] = "Off"
    rig.run(TWO)
    seen = [record.entry for record in Chain(rig.sink.lines(), "memory") if isinstance(record.entry, GateSeen)]
    assert [entry.seen for entry in seen] == [{"vm-1": "Off", "plan_hash": TWO.plan_hash}]


def test_behind_a_passed_gate_nobody_is_asked_again() -> None:
    """After the wipe the source host does not exist; going on must not need it."""
    made = plan(step("stop"), step("copy", "stop"), step("wipe", "copy", kind=StepKind.GATE), step("import", "wipe"))
    rig = Rig()
    rig.world.unreachable = {"import"}
    assert shown(rig.run(made))["import"] == "failed (error)"
    rig.world.unreachable = {"stop", "copy", "wipe"}
    assert shown(rig.run(made)) == {"stop": "done", "copy": "done", "wipe": "done", "import": "done"}


def test_a_world_is_a_world() -> None:
    """The simulated world itself notices a second change: the crash tests rest on it."""
    rig = Rig()
    world: World = rig.world
    world.things["wipe"].true = True
    world.sink = None
    world.apply(GATE, {})
    assert world.crimes == ["wipe changed a second time", "wipe applied without a look before"]
