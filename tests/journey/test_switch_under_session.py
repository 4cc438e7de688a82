"""The switch on the adapter that carries the session, over real remoting: the session breaks, comes back, and keeps it; or it is undone."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from migrator.adapters.config_file import read_config
from migrator.adapters.connect import open_session
from migrator.cli.demo_walk import DemoSecrets
from migrator.cli.execution import Execution
from migrator.cli.hosts import ask_password
from migrator.cli.interrupts import Interrupts
from migrator.cli.inventory import read_host
from migrator.cli.plan import write_plan_files
from migrator.cli.run_answers import Nobody
from migrator.cli.run_files import RunFiles, read_run_files
from migrator.cli.streams import open_streams
from migrator.domain.inventory.network import VirtualSwitch
from migrator.domain.inventory_file import write_inventory
from migrator.domain.plan import Plan
from migrator.errors import ExitCode
from migrator.hyperv.get_network_inventory import get_switch_inventory
from migrator.lab.client import LabClient
from migrator.runner.run import Outcome
from migrator.runner.states import State
from migrator.steps.every import STEPS
from tests.journey.hostile_host import SCENARIOS
from tests.journey.way import FINISHED

STEP = "create-external-switch"
CARRIER = "Ethernet 2"


@dataclass
class Network:
    """A new host whose only adapter carries the session, and one step to take on it."""

    lab: LabClient
    files: RunFiles
    said: list[str]

    def run(self) -> Outcome:
        """Take the step as `migrator run` does."""
        with Interrupts() as interrupts:
            return Execution(
                files=self.files,
                opener=lambda connection: open_session(connection, ask_password),
                secrets=DemoSecrets(),
                logics=STEPS,
                interrupts=interrupts,
                screens=(),
                person_of=lambda _driver, _history: Nobody(),
                on_away=lambda host, error, _limit_s: self.said.append(f"{host} away: {error.id}"),
                on_back=lambda host: self.said.append(f"{host} back"),
            ).run()[0]

    def switches(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return the switches of the new host, each with the names of the host's own adapters on it."""
        connection = self.files.config.destination.connection
        assert connection is not None
        session = open_session(connection, ask_password)
        try:
            return [_shown(one) for one in get_switch_inventory(session)]
        finally:
            session.close()


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Plan on the old host of `small`, rebuild, and leave only the one step in the plan."""
    yaml = YAML(typ="safe")
    world = yaml.load((SCENARIOS / "small.yaml").read_text(encoding="utf-8"))
    world["destination"]["settings"]["session_address"] = "192.168.10.5"
    world["destination"]["adapters"][0]["addresses"] = {"addresses": ["192.168.10.5/24"]}
    scenario = tmp_path / "managed.yaml"
    with scenario.open("w") as stream:
        yaml.dump(world, stream)
    place = tmp_path / "home"
    place.mkdir()
    with LabClient.start(str(scenario), tmp_path / "lab") as lab:
        for name, value in lab.environment.items():
            monkeypatch.setenv(name, value)
        config_file = place / "migrator.yaml"
        said = yaml.load(Path(lab.lab.config_file).read_text())
        said["switches"] = [{"switch": "LAN", "adapters": [CARRIER]}]
        with config_file.open("w") as stream:
            yaml.dump(said, stream)
        config, streams = read_config(config_file), open_streams()
        found = read_host(streams, config.source.connection)
        (place / "inventory.json").write_text(write_inventory(found))
        write_plan_files(streams, config, found, place / "plan.json", with_steps=False)
        lab.do("rebuild")
        files = read_run_files(place / "plan.json", config_file, place / "inventory.json")
        yield Network(lab, _only_the_switch(files), [])


def test_it_is_kept_because_the_run_is_heard_again(network: Network) -> None:
    """The session broke when the switch was made, and nobody had to do anything."""
    outcome = network.run()
    assert outcome.exit_code in FINISHED, outcome.states
    assert [state.state for state in outcome.states.values()] == [State.DONE]
    requests = network.lab.log()["requests"]
    assert isinstance(requests, list)
    assert requests.count("https Create") == 2, "one session before the break, one after it"
    assert network.switches() == [("LAN", ("LAN",))]


def test_it_is_undone_where_the_new_switch_is_not_heard(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """The host is reached again over the bare adapter, the run ends in words, and the next one may try again."""
    monkeypatch.setattr("migrator.hyperv.switch_task.UNDO_AFTER_S", 4)
    network.lab.do("deaf-switch")
    outcome = network.run()
    assert outcome.exit_code is ExitCode.FAILED, outcome.states
    assert [state.error for state in outcome.states.values()] == ["switch-undone"]
    assert [line.rpartition(" ")[2] for line in network.said][-1] == "back"
    assert network.switches() == []


def _only_the_switch(files: RunFiles) -> RunFiles:
    plan: Plan = files.plan
    phase = next(one for one in plan.phases if any(step.text == STEP for step in one.steps))
    steps = tuple(step.model_copy(update={"needs": ()}) for step in phase.steps if step.text == STEP)
    phase = phase.model_copy(update={"steps": steps})
    return replace(files, plan=plan.model_copy(update={"phases": (phase,), "gates": (), "open_inputs": ()}))


def _shown(switch: VirtualSwitch) -> tuple[str, tuple[str, ...]]:
    return switch.name, tuple(one.name for one in switch.management_adapters)
