"""What the state file says stays readable and true, however much there is to say."""

from pathlib import Path

from migrator.copying.job import Operation
from migrator.copying.state import LINES_AT_MOST, ComparedWith, JobStatus
from tests.unit.copying.two_disks import run, sources, state


def test_a_long_list_is_cut_and_says_so(tmp_path: Path) -> None:
    """A share with many files does not make the state file too large to be fetched; what is wrong comes first."""
    sources(tmp_path)
    folder = tmp_path / "source" / "vm"
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    for number in range(LINES_AT_MOST // 2 + 1):
        (folder / f"{number:04}.txt").write_bytes(b"x")
    assert run(tmp_path, Operation.COPY) is JobStatus.DONE
    (folder / "0200.txt").write_bytes(b"changed")
    assert run(tmp_path, Operation.COMPARE_SOURCE) is JobStatus.FAILED
    said = state(tmp_path)
    assert said.cut == ("comparisons",)
    assert len(said.comparisons) == LINES_AT_MOST
    assert [(one.path, one.result) for one in said.comparisons[:2]] == [("vm/0200.txt", ComparedWith.CHANGED)] * 2
    assert said.files_done == LINES_AT_MOST // 2 + 1
