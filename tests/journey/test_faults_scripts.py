"""Every changing script of a whole job is refused once, answers late, and loses its answer after it has acted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from migrator.errors import ExitCode
from migrator.hyperv.scripts import load_script
from migrator.journal.entries import RunEnded, StepAboutToApply, StepApplied
from migrator.journal.words import ApplyResult
from migrator.ports.host_session import Effect
from migrator.report.view.normalised import normalised
from migrator.report.view.report_file import read_report
from tests.journey.faulty_walk import Walk, told, walk_in

pytestmark = pytest.mark.whole_job

TWO = Path(__file__).with_name("two_with_history.yaml")
ENDED = {ExitCode.DONE, ExitCode.FINISHED_WITH_WARNINGS}
CHANGING_VERBS = frozenset(
    {"Add", "Disable", "Dismount", "Enable", "Export", "Import", "Invoke", "Merge", "Move", "New", "Optimize"}
    | {"Register", "Rename", "Remove", "Restart", "Set", "Start", "Stop", "Update", "Unregister"}
)
REPEATED = frozenset({"Set-Content", "New-Item", "Add-Content"})
"""The journal's lines are as many as there are runs; everything else happens once."""
MOST_RUNS = 60


@dataclass(frozen=True)
class Undisturbed:
    """A whole job in which nothing goes wrong."""

    report: dict[str, Any]
    machines: dict[str, str]
    changes: Counter[str]
    scripts: tuple[str, ...]
    """The changing ones, in the order of their first run."""


def _report(walk: Walk) -> dict[str, Any]:
    return normalised(read_report((walk.place / "report.json").read_text(), "report.json"))


def _changes(walk: Walk) -> Counter[str]:
    log: Any = walk.lab.log()
    names = (str(command).rpartition("\\")[2] for command in log["cmdlets"])
    return Counter(name for name in names if name.partition("-")[0] in CHANGING_VERBS and name not in REPEATED)


def _scripts(walk: Walk) -> tuple[str, ...]:
    log: Any = walk.lab.log()
    return tuple(name for name in dict.fromkeys(log["scripts"]) if load_script(name).effect is Effect.CHANGES)


@pytest.fixture(
    scope="module",
    params=[TWO, pytest.param("small", marks=pytest.mark.soak), pytest.param("unpleasant", marks=pytest.mark.soak)],
    ids=str,
)
def scenario(request: pytest.FixtureRequest) -> Path | str:
    """Two machines here; richer hosts, with more scripts, where there is time."""
    asked: Path | str = request.param
    return asked


@pytest.fixture(scope="module")
def undisturbed(scenario: Path | str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undisturbed]:
    """Walk the job that all others are compared with."""
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        walk_in(scenario, tmp_path_factory.mktemp("calm"), monkeypatch) as walk,
    ):
        outcome = walk.run()
        assert outcome.exit_code in ENDED, told(outcome)
        yield Undisturbed(_report(walk), walk.machines(), _changes(walk), _scripts(walk))


def _to_the_end(walk: Walk, meanwhile: set[ExitCode]) -> list[ExitCode]:
    """Say `run` again and again; each ends with one of the codes, the last one well."""
    codes: list[ExitCode] = []
    while not codes or codes[-1] not in ENDED:
        assert len(codes) < MOST_RUNS
        outcome = walk.run()
        assert outcome.exit_code in ENDED | meanwhile, told(outcome)
        codes.append(outcome.exit_code)
    return codes


def _results(walk: Walk) -> dict[str, set[ApplyResult]]:
    """Return by script what came back from the changes of steps."""
    found: dict[str, set[ApplyResult]] = {}
    script: str | None = None
    for entry in walk.journal():
        if isinstance(entry, StepAboutToApply):
            script = entry.script
        elif isinstance(entry, StepApplied) and script is not None:
            found.setdefault(script, set()).add(entry.result)
    return found


def test_a_script_that_is_refused_once_and_late_the_second_time_changes_nothing_twice(
    scenario: Path | str, undisturbed: Undisturbed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 1, the journal says refused, `run` goes on; in the end everything happened once and the report is the same."""
    with walk_in(scenario, tmp_path, monkeypatch) as walk:
        for name in undisturbed.scripts:
            walk.lab.do("fault", kind="refused", script=name)
            walk.lab.do("fault", kind="delay", script=name, nth=2, seconds=0.2)
        codes = _to_the_end(walk, {ExitCode.FAILED})
        assert ExitCode.FAILED in codes
        assert [entry.exit_code for entry in walk.journal() if isinstance(entry, RunEnded)] == codes
        results = _results(walk)
        assert {name for name, came in results.items() if ApplyResult.REFUSED not in came} == set()
        assert ApplyResult.UNKNOWN not in set().union(*results.values())
        assert _changes(walk) == undisturbed.changes
        assert walk.machines() == undisturbed.machines
        assert _report(walk) == undisturbed.report


def test_a_script_whose_answer_is_lost_after_it_has_acted_is_not_taken_twice(
    scenario: Path | str, undisturbed: Undisturbed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host is asked what happened; where it cannot tell yet, exit 16, and the next run looks before it acts."""
    with walk_in(scenario, tmp_path, monkeypatch) as walk:
        for name in undisturbed.scripts:
            walk.lab.do("fault", kind="reset-after", script=name)
        _to_the_end(walk, {ExitCode.OUTCOME_UNKNOWN})
        results = _results(walk)
        assert {name for name, came in results.items() if ApplyResult.UNKNOWN not in came} == set()
        assert ApplyResult.REFUSED not in set().union(*results.values())
        # What a try of an import found is lost with its answer: that one is tried again, and leaves nothing behind.
        assert _changes(walk) == undisturbed.changes + Counter({"Remove-VM": 1})
        assert _changes(walk)["Remove-VMSnapshot"] >= 1  # a checkpoint is merged, and not a second time
        assert walk.machines() == undisturbed.machines
        report = _report(walk)
        # Where no host can show whether it happened, a person was asked; that stands in the report, and nothing else.
        asked = [one for one in report["answers"] if one not in undisturbed.report["answers"]]
        assert {one["question"].split("/")[0] for one in asked} <= {"flush-disk"}
        report["answers"] = [one for one in report["answers"] if one not in asked]
        assert report == undisturbed.report
