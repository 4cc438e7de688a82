"""A bag of the first day is read by every later version: after the wipe it is all there is."""

import json
import shutil
import subprocess
from pathlib import Path

import bagit
import jsonschema
import pytest

from gates.schemas import FOLDER as SCHEMAS
from migrator.bag.entry import Entry, read_entries
from migrator.bag.marker import read_marker
from migrator.bag.validation import uncovered_of, validate
from migrator.copying.job import Job, Operation
from migrator.copying.local_files import LocalFiles
from migrator.copying.progress import Progress, Stage
from migrator.copying.run_job import run_job
from migrator.copying.state import JobState, JobStatus
from migrator.domain.canonical import canonical_json, plain
from tests.unit.copying.golden import BAG, CONTENT, FOLDER, LOST, golden_marker, make_bag, state, vectors
from tests.unit.copying.test_copier import SHA256SUM

DISK = FOLDER / "disk"


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_old_bag_is_whole_for_us_and_for_stock_tools() -> None:
    bag = DISK / BAG
    assert validate(bag, LocalFiles()) == ()
    bagit.Bag(str(bag)).validate()
    subprocess.run([SHA256SUM, "--quiet", "--strict", "-c", "manifest-sha256.txt"], cwd=bag, check=True)
    assert [(gap.path, gap.reason) for gap in uncovered_of(bag, LocalFiles())] == [(LOST, "source-unreadable")]
    assert read_marker((DISK / "migrator-disk.json").read_bytes()) == golden_marker()
    assert set(Progress(bag, LocalFiles()).stages.values()) == {Stage.PROVEN, Stage.BEGUN}


def test_the_old_bag_gives_every_file_back(tmp_path: Path) -> None:
    """True names, true content, from a disk that an earlier version of the program wrote."""
    shutil.copytree(DISK, tmp_path / "disk")
    job = Job.model_validate(
        {
            "job": "back",
            "migration": "weekend",
            "epoch": 1,
            "operation": Operation.RESTORE,
            "roots": {"disk-a": str(tmp_path / "disk")},
            "bags": ({"disk": "a", "root": "disk-a", "bag": BAG},),
            "restore_to": {"volume-d": str(tmp_path / "back")},
            "state_file": str(tmp_path / "state.json"),
            "stop_file": str(tmp_path / "stop"),
        }
    )
    assert run_job(job, LocalFiles()) is JobStatus.DONE
    shutil.rmtree(tmp_path / "back" / ".migrator-restore")
    assert _tree(tmp_path / "back") == CONTENT


def test_the_bag_is_written_the_same_to_the_byte(tmp_path: Path) -> None:
    """Two implementations and all versions make the same bag of the same files."""
    make_bag(tmp_path)
    made, golden = _tree(tmp_path / "disk"), _tree(DISK)
    assert sorted(made) == sorted(golden)
    assert {name for name in golden if made[name] != golden[name]} == set()


def test_old_jobs_and_states_are_read_and_written_the_same() -> None:
    """A task that an older controller queued is understood, and so is what it said."""
    for name, text in vectors().items():
        assert (FOLDER / name).read_bytes().decode() == text, name
    for line in (FOLDER / "jobs.jsonl").read_text(encoding="utf-8").splitlines():
        assert canonical_json(plain(Job.model_validate_json(line))) == line
    assert JobState.model_validate_json((FOLDER / "state.json").read_bytes()) == state()
    (odd,) = read_entries((FOLDER / "odd-entries.jsonl").read_text(encoding="utf-8"))
    assert odd.true_path == "VMs/\ud83d.vhdx"


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("bag-entry", f"disk/{BAG}/migrator/entries.jsonl"),
        ("bag-entry", "odd-entries.jsonl"),
        ("bag-uncovered", f"disk/{BAG}/migrator/uncovered.jsonl"),
        ("bag-progress", f"disk/{BAG}/migrator/progress.jsonl"),
        ("disk-marker", "disk/migrator-disk.json"),
        ("job", "jobs.jsonl"),
        ("job-state", "state.json"),
    ],
)
def test_golden_files_follow_their_published_schemas(schema: str, file: str) -> None:
    """What other programs are told about a file is true."""
    published = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(published)
    text = (FOLDER / file).read_text(encoding="utf-8")
    documents = [json.loads(text)] if file.endswith(".json") else [json.loads(line) for line in text.splitlines()]
    assert documents
    for document in documents:
        jsonschema.validate(document, published)


def test_a_newer_entry_is_refused() -> None:
    """An entry that says more than we know is not half understood."""
    line = json.loads((FOLDER / "odd-entries.jsonl").read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match="extra"):
        Entry.model_validate({**line, "compressed": True})
