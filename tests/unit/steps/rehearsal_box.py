"""A rehearsal host in this process, before and after its rebuild, with a plan of its own and the steps that take it."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

from pydantic import JsonValue

from migrator.adapters.answer import ErrorReport, refusal_of
from migrator.domain.config import Config
from migrator.domain.plan import Plan, PlanStep, StepHost, StepId
from migrator.errors import OutcomeUnknown, SessionLost
from migrator.hyperv.scripts import shipped_scripts
from migrator.hyperv.take_inventory import take_inventory
from migrator.lab.cmdlets.api import PsError, PsValue
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.engines.python.parameters import bind, read_parameters
from migrator.lab.engines.python.shapers import SHAPERS
from migrator.lab.service_files import _destination
from migrator.lab.tasks.switch_task import SwitchTask
from migrator.lab.world.actions import Person
from migrator.lab.world.model import Host, World
from migrator.lab.world.scenario import ADDRESS, build_world, read_scenario
from migrator.lab.world.work import TaskWork
from migrator.playbook.shipped import load_playbook
from migrator.playbook.unfold import unfold
from migrator.ports.host_session import CancelToken, ScriptCall, ScriptProgress, ScriptResult
from migrator.ports.secret import Secret
from migrator.steps.driver import CheckAnswer, Original
from migrator.steps.every import STEPS
from migrator.steps.logic import StepLogic
from migrator.steps.situation import Migration, Progress, Situation
from tests.unit.steps.pasts import DisksInPlace

MIGRATION = UUID("11111111-2222-4333-8444-555555555555")


class BoxSession:
    """A session with whatever stands at the address now; scripts are answered by the python engine's shapers."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.tasks = SwitchTask(world)
        self.scripts: list[str] = []
        self.unreachable: Exception | None = None
        self.lost_on: str | None = None
        """The script whose answers do not come."""
        self.lost_after: str | None = None
        """The change that is made, and whose answer does not come, once."""
        self.work: TaskWork | None = None
        """Carries out what the host's scheduler starts."""

    @property
    def host(self) -> str:
        """As configured."""
        return ADDRESS

    def run(
        self,
        call: ScriptCall,
        *,
        deadline_s: float = 300.0,
        cancel: CancelToken | None = None,
        on_progress: Callable[[ScriptProgress], None] | None = None,
    ) -> ScriptResult:
        """Let the shaper speak."""
        del deadline_s, cancel, on_progress
        if self.unreachable is not None:
            raise self.unreachable
        self.scripts.append(call.script.name)
        if call.script.name == self.lost_on:
            raise SessionLost(host=ADDRESS, attempted=call.script.name, found="reset by peer")
        cmdlets = HostCmdlets(self._world, self._world.hosts[ADDRESS], lambda _: None, self.work or self.tasks)
        given: dict[str, object] = dict(call.parameters)
        given |= {name: one.reveal() for name, one in call.secrets.items() if isinstance(one, Secret)}
        try:
            bound: Mapping[str, PsValue] = bind(read_parameters(call.script.text), given.items())
            said = [json.dumps(document) for document in SHAPERS[call.script.name](cmdlets, bound)]
        except PsError as error:
            report = ErrorReport(error.error_id, error.category, error.message)
            raise refusal_of(report, ADDRESS, call.script.name) from error
        if call.script.name == self.lost_after:
            self.lost_after = None
            raise OutcomeUnknown(host=ADDRESS, attempted=call.script.name, found="reset by peer")
        return ScriptResult(tuple(said))

    def close(self) -> None:
        """Do nothing."""


class Box:
    """Plays one migration step by step, without runner or journal."""

    def __init__(
        self, scenario: str, folder: Path, configure: Callable[[dict[str, object]], None] = lambda _: None
    ) -> None:
        self.scenario = read_scenario(scenario)
        self.world = build_world(self.scenario, folder, name=scenario)
        self.hands = Person(self.world, self.scenario, folder)
        self.session = BoxSession(self.world)
        self.inventory = take_inventory(self.session, taken_at=self.world.now)
        said: dict[str, object] = {
            "name": "box",
            "source": {"connection": {"address": "192.168.10.5", "user": ".\\Administrator"}},
            "destination": {"host": _destination(self.scenario.destination)},
        }
        configure(said)
        self.config = Config.model_validate(said)
        self.plan: Plan = unfold(
            load_playbook("rebuild"),
            self.inventory,
            self.config,
            frozenset(shipped_scripts()),
            made_by="0",
            own_steps=frozenset(STEPS),
        )
        self.answers: dict[StepId, str | int | bool | tuple[str, ...]] = {}
        self.tried: set[StepId] = set()
        self.given_up: list[str] = []
        self.written: dict[StepId, dict[tuple[str, str], JsonValue]] = {}
        self.passphrase = "correct horse"

    @property
    def host(self) -> Host:
        """Whatever stands at the address."""
        return self.world.hosts[ADDRESS]

    def step(self, start: str) -> PlanStep:
        """Return the first step whose id begins so."""
        return next(step for step in self.plan.steps if step.id.startswith(start))

    def check(self, start: str) -> CheckAnswer:
        """Ask whether the step is true."""
        return self._logic(start).check(self._at(start))

    def prepare(self, start: str) -> tuple[Original, ...]:
        """Read what would be written down."""
        return self._logic(start).prepare(self._at(start))

    def apply(self, start: str) -> None:
        """Take the step once."""
        step = self.step(start)
        self.written[step.id] = {(one.subject, one.name): one.value for one in self.prepare(start)}
        self.tried.add(step.id)
        self._logic(start).apply(self._at(start))

    def suggest(self, start: str) -> tuple[str, ...]:
        """Return the values that are offered for the step's first question."""
        step = self.step(start)
        return tuple(one.value for one in self._logic(start).suggest(self._at(start), step.answers[0]))

    def _logic(self, start: str) -> StepLogic:
        return STEPS[self.step(start).text]

    def _at(self, start: str) -> Situation:
        return Situation(
            Migration(
                id=MIGRATION,
                epoch=1,
                config=self.config,
                plan=self.plan,
                inventory=self.inventory,
                hosts=_Hosts(self.session),
                past=_Past(self),
                secrets=_Secrets(self),
                now=self._now,
                made_by="0",
                on_progress=_no_progress,
            ),
            self.step(start),
            self.answers,
        )

    def _now(self) -> datetime:
        return self.world.now


def _no_progress(_step: StepId, _places: tuple[Progress, ...]) -> None:
    """Nobody looks."""


class _Hosts:
    def __init__(self, session: BoxSession) -> None:
        self._session = session

    def session(self, host: StepHost) -> BoxSession:
        del host
        return self._session


class _Past(DisksInPlace):
    def __init__(self, box: Box) -> None:
        self._box = box
        self.given_up = box.given_up

    def originals(self, step: StepId) -> Mapping[tuple[str, str], JsonValue]:
        return self._box.written.get(step, {})

    def found(self, step: StepId) -> Mapping[str, JsonValue]:
        del step
        return {}

    def was_tried(self, step: StepId) -> bool:
        return step in self._box.tried

    def is_confirmed(self, step: StepId) -> bool:
        del step
        return False


class _Secrets:
    def __init__(self, box: Box) -> None:
        self._box = box

    def secret(self, name: str) -> Secret:
        assert name == "certificates"
        return Secret(self._box.passphrase)
