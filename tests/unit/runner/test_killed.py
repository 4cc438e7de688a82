"""A real process, really killed: the next one goes on from files alone."""

import signal
import subprocess
import sys
from pathlib import Path

from migrator.journal.chain import Chain
from migrator.journal.sink import file_lines
from tests.unit.runner.killed_job import STEPS

REPOSITORY = Path(__file__).resolve().parents[3]


def _start(folder: Path, points: int) -> int:
    command = [sys.executable, "-m", "tests.unit.runner.killed_job", str(folder), str(points)]
    return subprocess.run(command, cwd=REPOSITORY, check=False).returncode


def test_a_job_killed_with_signal_9_comes_to_its_end(tmp_path: Path) -> None:
    """Killed in the middle of a record, around a change, and at a gate; then once to the end."""
    for points in (0, 3, 6, 8, 11, 16):
        assert _start(tmp_path, points) == -signal.SIGKILL, points
    assert _start(tmp_path, -1) == 0
    assert sorted(path.name for path in (tmp_path / "world").iterdir()) == sorted(STEPS)
    both = [(tmp_path / name).read_bytes() for name in ("controller.jsonl", "disk-a.jsonl")]
    assert both[0] == both[1]
    kinds = [record.entry.kind for record in Chain(file_lines(tmp_path / "disk-a.jsonl"), "disk-a")]
    assert kinds.count("run-ended") == 1
    assert kinds.count("tail-cut") > 0
    assert list(tmp_path.glob("controller.jsonl.torn-*"))
