"""Two disks from one read: stock tools agree, a kill loses nothing, a bad chunk comes from the other disk."""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import bagit
import pytest

from migrator.copying.job import Operation
from migrator.copying.local_files import LocalFiles
from migrator.copying.run_job import run_job
from migrator.copying.state import FailureReason, JobStatus
from tests.unit.copying.two_disks import CHUNK, NAMES, copied, job, state

SHA256SUM = shutil.which("sha256sum") or "sha256sum"


def test_stock_tools_accept_a_closed_bag_whose_journal_grows(tmp_path: Path) -> None:
    """Whoever has no copy of this program can recheck both disks, at any time."""
    copied(tmp_path)
    for disk in ("a", "b"):
        bag = tmp_path / disk / "bag"
        with (bag / "migrator" / "journal.jsonl").open("a") as journal:
            journal.write('{"a": 1}\n')
        bagit.Bag(str(bag)).validate()
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            subprocess.run([SHA256SUM, "--quiet", "--strict", "-c", manifest], cwd=bag, check=True)
    assert run_job(job(tmp_path, Operation.VERIFY), LocalFiles()) is JobStatus.DONE


def test_a_flipped_byte_is_named_and_restored_from_the_other_disk(tmp_path: Path) -> None:
    """One bad chunk on A costs nothing; the same chunk bad on B too costs that file, and no other."""
    copied(tmp_path)
    for disk in ("a", "b"):
        bad = tmp_path / disk / "bag" / "data" / "src" / "vm" / "Größe 1.vhdx"
        content = bytearray(bad.read_bytes())
        content[CHUNK + 1] ^= 1
        bad.write_bytes(content)
        back = tmp_path / f"back-{disk}"
        back.mkdir()
        status = run_job(job(tmp_path, Operation.RESTORE, restore_to={"src": str(back)}), LocalFiles())
        there = {path for path in NAMES if (back / "vm" / path).exists()}
        if disk == "a":
            assert status is JobStatus.DONE
            assert [(r.offset_bytes, r.bad_on, r.taken_from) for r in state(tmp_path).rescues] == [(CHUNK, "a", "b")]
            assert all((back / "vm" / n).read_bytes() == (tmp_path / "source/vm" / n).read_bytes() for n in NAMES)
        else:
            assert status is JobStatus.FAILED
            assert [f.reason for f in state(tmp_path).failures] == [FailureReason.NO_GOOD_COPY]
            assert there == set(NAMES) - {"Größe 1.vhdx"}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_killed_copy_goes_on_to_the_same_bag(tmp_path: Path, seed: int) -> None:
    """Power off at any moment: the next start of the same job ends with the same manifest."""
    asked = tmp_path / "job.json"
    asked.write_text(job(tmp_path, Operation.COPY).model_dump_json())
    process = subprocess.Popen([sys.executable, "-m", "migrator.copying", str(asked)])
    wanted = random.Random(seed).randrange(1, 60)  # noqa: S311 -- a moment, not a secret
    chunks = tmp_path / "a" / "bag" / "migrator" / "chunks"
    while process.poll() is None:
        if chunks.exists() and sum(path.stat().st_size for path in chunks.iterdir()) >= wanted * 65:
            os.kill(process.pid, signal.SIGKILL)
            break
    assert process.wait() == -signal.SIGKILL
    copied(tmp_path)
    manifests = [(tmp_path / disk / "bag" / "manifest-sha256.txt").read_text() for disk in ("a", "b")]
    assert manifests[0] == manifests[1]
    assert manifests[0].count("\n") == len(NAMES)
