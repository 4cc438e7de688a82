"""The lab's process: serves a world's hosts on loopback until it is told to stop or its starter is gone."""

import argparse
import gc
import json
import os
import secrets
import shutil
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError, validate_call

from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.control import Answer, ControlServer, Refused
from migrator.lab.service_engines import ENGINES, open_room
from migrator.lab.service_files import (
    CONFIG_FILE,
    PASSWORD_FILE,
    LabFile,
    shipped_scripts_sha256,
    write_config,
    write_private,
)
from migrator.lab.service_host import ServedHost
from migrator.lab.service_network import SessionNetwork
from migrator.lab.service_state import calls_of, state_of
from migrator.lab.service_wire import Wire
from migrator.lab.tasks.copy_queue import CopyQueue
from migrator.lab.tasks.switch_task import EveryTask, SwitchTask
from migrator.lab.wire.certificate import Authority
from migrator.lab.world.actions import ActionRefused, Person, actions_of
from migrator.lab.world.damage import Damage
from migrator.lab.world.model import Host
from migrator.lab.world.placing import NoSuchVolume
from migrator.lab.world.running import HeldDisks
from migrator.lab.world.scenario import ADDRESS, DEFAULT_SEED, DESTINATION, ScenarioRefused, build_world, read_scenario
from migrator.lab.world.seeding import Seeding

SCENARIO_REFUSED = 2


class Service:
    """A world being served; `lab` says where."""

    def __init__(self, scenario_name: str, folder: Path, engine: str, seed: int) -> None:
        self._folder = folder
        scenario = read_scenario(scenario_name)
        self._world = build_world(scenario, folder / "world", seed, name=scenario_name)
        self._person = Person(self._world, scenario, folder / "world")
        self._work = CopyQueue(self._world)
        self._tasks = EveryTask(self._work, SwitchTask(self._world, self._changed))
        self._held = HeldDisks()
        self._held.renew(self._world)
        self._network = SessionNetwork(lambda: [one for one in (self._served, self._beside) if one is not None])
        self.stopping = threading.Event()
        password = f"Lab-{Seeding(seed).digits(16, 'password')}"
        self._authorities = (Authority("Rehearsal source"), Authority("Rehearsal destination"))
        host = self._world.hosts[ADDRESS]
        self._served = ServedHost(
            host,
            make_cmdlets=self._cmdlets,
            open_room=lambda cmdlets, scripts: open_room(engine, cmdlets, scripts),
            password=password,
        )
        new = self._world.hosts.get(DESTINATION)
        self._beside = (
            None
            if new is None
            else ServedHost(
                new,
                make_cmdlets=self._cmdlets,
                open_room=lambda cmdlets, scripts: open_room(engine, cmdlets, scripts),
                password=password,
            )
        )
        self._control = ControlServer(
            secrets.token_urlsafe(32),
            {"state": self._state, "do": self._do, "log": self._log, "stop": self._stop},
        )
        write_private(folder / PASSWORD_FILE, password + "\n")
        self._served.listen(self._authorities[0], folder / "tls")
        if self._beside is not None:
            self._beside.listen(self._authorities[1], folder / "tls-destination")
        self._control.serve()
        self.lab = LabFile(
            scenario=scenario_name,
            engine=engine,
            seed=seed,
            pid=os.getpid(),
            address=ADDRESS,
            http_port=self._served.http.port if self._served.http else 0,
            https_port=self._served.https.port if self._served.https else 0,
            control_port=self._control.port,
            token=self._control.token,
            user=host.administrator,
            ca_file=str(self._authorities[0].write(folder / "ca.pem")),
            destination_ca_file=str(self._authorities[1].write(folder / "ca-destination.pem")),
            password_file=str(folder / PASSWORD_FILE),
            config_file=str(folder / CONFIG_FILE),
            scripts_sha256=shipped_scripts_sha256(),
        )
        write_config(folder / CONFIG_FILE, self.lab, self._world, scenario, self._connection_beside())
        self.lab.write(folder)

    def close(self) -> None:
        """Stop listening, and all work with it."""
        self._served.close()
        if self._beside is not None:
            self._beside.close()
        self._work.close()
        self._control.shutdown()
        self._control.server_close()
        self._held.close()

    def _connection_beside(self) -> dict[str, object] | None:
        if self._beside is None or self._beside.https is None:
            return None
        return {"port": self._beside.https.port, "user": self._beside.host.administrator}

    def _cmdlets(self, host: Host) -> HostCmdlets:
        self._work.install(host)
        return HostCmdlets(self._world, host, work=self._tasks, changed=self._changed)

    def _changed(self) -> None:
        self._held.renew(self._world)
        self._network.look()

    def _state(self, _: Answer) -> Answer:
        return state_of(self._world, self._served)

    def _log(self, _: Answer) -> Answer:
        return calls_of(self._served)

    def _stop(self, _: Answer) -> Answer:
        self.stopping.set()
        return {"stopping": True}

    def _do(self, asked: Answer) -> Answer:
        action, arguments = asked.get("action"), asked.get("arguments", {})
        actions = {**actions_of(self._person), **actions_of(Damage(self._world)), **actions_of(Wire(self._served))}
        if not isinstance(action, str) or action not in actions or not isinstance(arguments, dict):
            raise Refused(f"unknown action {action}; there are: {', '.join(sorted(actions))}")
        try:
            said = validate_call(actions[action])(**arguments)
        except ActionRefused as refused:
            raise Refused(str(refused)) from refused
        except NoSuchVolume as missing:
            raise Refused(f"there is no volume for {missing}") from missing
        except ValidationError as refused:
            faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in refused.errors())
            raise Refused(f"{action}: {faults}") from refused
        self._held.renew(self._world)
        if self._world.hosts[ADDRESS] is not self._served.host:
            authority = self._authorities[0 if self._person.has_old_host else 1]
            self._served.replace(self._world.hosts[ADDRESS], authority, self._folder / "tls")
            self.lab = replace(self.lab, user=self._served.host.administrator)
            self.lab.write(self._folder)
        return {"done": said}


def main(argv: list[str] | None = None) -> int:
    """Serve; the first line on standard output is the content of lab.json, or what is wrong with the scenario."""
    parser = argparse.ArgumentParser(prog="python -m migrator.lab.service", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="an empty folder for world and secrets")
    parser.add_argument("--scenario", required=True, help="a name, or the path of a YAML file")
    parser.add_argument("--engine", choices=ENGINES, default=ENGINES[0])
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--until-eof", action="store_true", help="stop when standard input ends")
    asked = parser.parse_args(argv)
    asked.folder.mkdir(parents=True, exist_ok=True)
    try:
        _demand_engine(asked.engine, asked.scenario)
        service = Service(asked.scenario, asked.folder.resolve(), asked.engine, asked.seed)
    except ScenarioRefused as refused:
        print(json.dumps({"refused": list(refused.faults), "scenario": refused.scenario}), flush=True)  # noqa: T201 the starter reads it
        return SCENARIO_REFUSED
    # The world stays as long as the process: the collector need not walk all of it again and again.
    gc.freeze()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: service.stopping.set())
    if asked.until_eof:
        threading.Thread(target=_wait_for_end_of_input, args=(service.stopping,), daemon=True).start()
    print(json.dumps({"ready": True}), flush=True)  # noqa: T201 the starter reads it
    service.stopping.wait()
    service.close()
    return 0


def _demand_engine(engine: str, scenario: str) -> None:
    if engine == "pwsh" and shutil.which("pwsh") is None:
        raise ScenarioRefused(scenario, ("no `pwsh` (PowerShell 7) is on the PATH",))


def _find_engine(scenario: str, engine: str) -> None:
    if engine == "pwsh" and shutil.which("pwsh") is None:
        raise ScenarioRefused(scenario, ("no `pwsh` (PowerShell 7) is on the PATH",))


def _wait_for_end_of_input(stopping: threading.Event) -> None:
    sys.stdin.buffer.read()
    stopping.set()


if __name__ == "__main__":
    sys.exit(main())
