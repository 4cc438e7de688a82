"""A power cut in the middle of a line: what was written whole counts, the rest is kept aside and told."""

from pathlib import Path

import pytest

from migrator.errors import ExitCode
from migrator.journal.entries import TailCut
from tests.journey.faulty_walk import told, walk_in

pytestmark = pytest.mark.whole_job

TWO = Path(__file__).with_name("two.yaml")
TORN = b'{"seq": 4711, "time": "2026-03-14T'


def test_a_torn_last_line_is_cut_kept_and_told_here_and_on_a_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal goes on behind its last whole line, the piece lies in a file of its own, and nothing is done twice."""
    with walk_in(TWO, tmp_path, monkeypatch) as walk:
        assert walk.run(until="prepare").exit_code == ExitCode.DONE
        changes = _changes(walk.lab.log()["scripts"])
        (on_disk,) = walk.root_of("DISK-A").rglob("migrator/journal.jsonl")
        for file in (walk.place / "journal.jsonl", on_disk):
            with file.open("ab") as journal:
                journal.write(TORN)
        again = walk.run(until="prepare")
        assert again.exit_code == ExitCode.DONE, told(again)
        cut = [entry for entry in walk.journal() if isinstance(entry, TailCut)]
        assert {(entry.sink, entry.size_bytes) for entry in cut} == {("controller", len(TORN)), ("disk-a", len(TORN))}
        kept = {entry.sink: entry.kept_as for entry in cut}
        assert (walk.place / kept["controller"]).read_bytes() == TORN
        assert (on_disk.parent / kept["disk-a"]).read_bytes() == TORN
        assert (walk.place / "journal.jsonl").read_bytes().startswith(on_disk.read_bytes())
        assert _changes(walk.lab.log()["scripts"]) == changes


def _changes(scripts: object) -> list[object]:
    assert isinstance(scripts, list)
    return [name for name in scripts if name in {"Set-VMStartAction", "Initialize-ExternalDisk", "Remove-VMCheckpoint"}]
