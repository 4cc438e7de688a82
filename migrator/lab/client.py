"""Starting a lab in a process of its own, and talking to it: for the command line, the demo and tests."""

import http.client
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Self

from migrator.lab.control import Answer, JsonValue
from migrator.lab.service_files import LAB_FILE, MARK, MARK_FILE, PASSWORD_VARIABLE, LabFile, shipped_scripts_sha256
from migrator.lab.world.scenario import DEFAULT_SEED

_PATIENCE_S = 60.0


class LabNotStarted(Exception):
    """The process ended before it was ready; `faults` says why."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class LabRefused(Exception):
    """The lab answered, and refuses; the text says why."""


class NoLab(Exception):
    """No lab runs in that folder."""


class LabClient:
    """A running lab, known by its folder."""

    def __init__(self, folder: Path, process: "subprocess.Popen[bytes] | None" = None) -> None:
        self.folder = folder
        self._process = process
        if not (folder / LAB_FILE).is_file():
            raise NoLab(str(folder))
        self.lab = LabFile.read(folder)

    @classmethod
    def start(
        cls, scenario: str, folder: Path, *, engine: str = "python", seed: int = DEFAULT_SEED, detached: bool = False
    ) -> Self:
        """Start the process and wait until it serves. One that is not detached ends with this process."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK_FILE).write_text(MARK, encoding="utf-8")
        command = [sys.executable, "-m", "migrator.lab.service", "--folder", str(folder), "--scenario", scenario]
        command += ["--engine", engine, "--seed", str(seed)]
        with (folder / "service.log").open("wb") as log:
            process = subprocess.Popen(  # noqa: S603 our own interpreter and module
                command if detached else [*command, "--until-eof"],
                stdin=subprocess.DEVNULL if detached else subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
                # The interpreter finds this very package, wherever it was started from.
                env={
                    **os.environ,
                    "PYTHONUTF8": "1",
                    "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
                },
            )
        first = _first_line(process.stdout)
        if process.stdout is not None:
            process.stdout.close()
        if not first.get("ready"):
            if process.stdin is not None:
                process.stdin.close()
            process.wait(_PATIENCE_S)
            refused = first.get("refused")
            faults = tuple(map(str, refused)) if isinstance(refused, list) else ()
            raise LabNotStarted(faults or ((folder / "service.log").read_text(encoding="utf-8", errors="replace"),))
        if detached:
            # Nobody waits for it: to Popen it counts as ended, or it would warn of a process left behind.
            process.returncode = 0
        return cls(folder, None if detached else process)

    @property
    def same_version(self) -> bool:
        """Whether the lab was started with the scripts that this version ships; else it refuses them as unknown."""
        return self.lab.scripts_sha256 == shipped_scripts_sha256()

    @property
    def environment(self) -> dict[str, str]:
        """What the ready configuration wants in the environment."""
        return {PASSWORD_VARIABLE: self.password}

    @property
    def password(self) -> str:
        """The password of `lab.user`."""
        return Path(self.lab.password_file).read_text(encoding="utf-8").strip()

    def do(self, action: str, **arguments: JsonValue) -> str:
        """Do something behind the controller's back; returns what was done, in words."""
        done = str(self._ask("do", {"action": action, "arguments": arguments})["done"])
        self.lab = LabFile.read(self.folder)
        return done

    def state(self) -> Answer:
        """Return a summary of the world."""
        return self._ask("state", {})

    def log(self) -> Answer:
        """Return the cmdlet calls and the requests so far."""
        return self._ask("log", {})

    def stop(self) -> None:
        """End the process; the folder stays, but it is no lab any more."""
        try:
            self._ask("stop", {})
        finally:
            (self.folder / LAB_FILE).unlink(missing_ok=True)
            self.wait()

    def wait(self) -> None:
        """Wait for the end of a process that this client started."""
        if self._process is not None:
            if self._process.stdin is not None:
                self._process.stdin.close()
            self._process.wait(_PATIENCE_S)

    def wait_until_stopped(self) -> None:
        """Wait, as long as it takes, until somebody ends the lab."""
        if self._process is not None:
            self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _ask(self, route: str, asked: Answer) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.lab.control_port, timeout=_PATIENCE_S)
        try:
            headers = {"Authorization": f"Bearer {self.lab.token}", "Content-Type": "application/json"}
            connection.request("POST", f"/{route}", json.dumps(asked), headers)
            answer: Answer = json.loads(connection.getresponse().read())
        except ConnectionRefusedError as refused:
            raise NoLab(str(self.folder)) from refused
        finally:
            connection.close()
        if "refused" in answer:
            raise LabRefused(str(answer["refused"]))
        return answer


def _first_line(stream: IO[bytes] | None) -> Answer:
    line = stream.readline() if stream is not None else b""
    answer: Answer = json.loads(line) if line else {}
    return answer
