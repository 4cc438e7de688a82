"""A job in a process of its own that kills itself: `python -m tests.unit.runner.killed_job FOLDER POINTS`."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from migrator.domain.plan import Plan, PlanStep, StepId, StepKind
from migrator.journal.chain import TornTail
from migrator.journal.opening import Opening, open_journal
from migrator.journal.sink import FileSink, Sink
from migrator.journal.words import Truth
from migrator.runner.desk import Desk
from migrator.runner.history import History
from migrator.runner.run import run_plan
from migrator.steps.driver import Answers, CheckAnswer, GateView, Given, Prepared, Verdict
from tests.unit.runner.plans import plan, step

STEPS: Final = ("stop-1", "stop-2", "copy-1", "copy-2", "build", "import-1", "import-2")


def job_plan() -> Plan:
    """Return the job that is done."""
    return plan(
        step("stop-1"),
        step("stop-2"),
        step("copy-1", "stop-1"),
        step("copy-2", "stop-2"),
        step("wipe", "copy-1", "copy-2", kind=StepKind.GATE),
        step("build", "wipe", kind=StepKind.MANUAL),
        step("import-1", "build"),
        step("import-2", "build"),
    )


def killer(points: int) -> Callable[[], None]:
    """Return what kills this process for good at the given point; -1: never."""
    left = [points]

    def tick() -> None:
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1

    return tick


class MortalSink:
    """A file's place; the process may die before and after each record."""

    def __init__(self, inner: FileSink, tick: Callable[[], None]) -> None:
        self._inner = inner
        self._tick = tick

    @property
    def name(self) -> str:
        """The file's name."""
        return self._inner.name

    def lines(self) -> Iterator[bytes]:
        """Yield the file's lines."""
        return self._inner.lines()

    def append(self, line: bytes) -> None:
        """Write, or leave half a line behind and die."""
        with self._inner.path.open("ab") as file:
            file.write(line[:9])
            file.flush()
            self._tick()
            file.truncate(file.tell() - len(line[:9]))
        self._inner.append(line)
        self._tick()

    def cut(self, torn: TornTail) -> str:
        """Cut the file."""
        return self._inner.cut(torn)

    def close(self) -> None:
        """Close the file."""
        self._inner.close()


class FileWorld:
    """A world in files: a second change of one thing is impossible, and ends the process with an error."""

    def __init__(self, folder: Path, tick: Callable[[], None]) -> None:
        self._folder = folder
        self._tick = tick

    def can_take(self, step: PlanStep) -> bool:
        """Take all."""
        del step
        return True

    def check(self, step: PlanStep, answers: Answers) -> CheckAnswer:
        """Look whether the file is there."""
        del answers
        return CheckAnswer(truth=Truth.TRUE if (self._folder / step.id).exists() else Truth.FALSE)

    def prepare(self, step: PlanStep, answers: Answers) -> Prepared:
        """Have nothing to say."""
        del step, answers
        return Prepared()

    def apply(self, step: PlanStep, answers: Answers) -> None:
        """Make the file, for the first and only time."""
        del answers
        self._tick()
        (self._folder / step.id).touch(exist_ok=False)
        self._tick()

    def look(self, step: PlanStep, answers: Answers) -> GateView:
        """Show what is there."""
        del answers
        return GateView(host_name="HV1", seen={need: (self._folder / need).exists() for need in step.needs})

    def answer(self, step: PlanStep, questions: tuple[StepId, ...]) -> Given | None:
        """Do the manual step as a person would."""
        (self._folder / step.id).touch(exist_ok=False)
        return Given("Jörg", dict.fromkeys(questions, True))

    def approve(self, step: PlanStep, view: GateView, approved_by: tuple[str, ...]) -> Verdict | None:
        """Approve."""
        del step, approved_by
        return Verdict("Jörg", approved=True, host_name=view.host_name)


def main(folder: Path, points: int) -> int:
    """Run the job once; the exit code is the run's."""
    tick = killer(points)
    (folder / "world").mkdir(exist_ok=True)
    world = FileWorld(folder / "world", tick)
    time = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
    places: list[Sink] = [
        MortalSink(FileSink("controller", folder / "controller.jsonl"), tick),
        FileSink("disk-a", folder / "disk-a.jsonl"),
    ]
    opening = Opening("hv1", UUID(int=1), "0.2.0", "run-1", time, lambda _name, _found: None)
    journal = open_journal(places, opening)
    desk = Desk(job_plan(), world, world, journal, History(journal.records()), lambda: time)
    outcome = run_plan(
        desk, made_by="0.2.0", controller="laptop", pause=lambda: None, on_state=lambda _step, _state: None
    )
    journal.close()
    return outcome.exit_code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
