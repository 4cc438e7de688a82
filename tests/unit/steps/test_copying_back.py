"""What is copied back to the new host: proven chunks, the other disk only where one is bad, and what is told when none is good."""

import pytest

from migrator.domain.external_disk import root_id
from migrator.errors import (
    ExternalDiskMissing,
    NoGoodCopy,
    OtherDiskNeeded,
)
from migrator.journal.words import Truth
from migrator.steps.source_unchanged import compare_source, source_is_unchanged
from tests.unit.steps.copy_box import VM, CopyBox


def test_a_machine_comes_back_to_its_old_paths_on_the_new_host(box: CopyBox) -> None:
    """From disk A alone, with the files as they were."""
    home = f"VMs/{box.step(VM).subject.name}"
    old = next(volume for volume in box.host.volumes if volume.drive_letter == "D")
    before = {path.relative_to(old.root): path.read_bytes() for path in (old.root / home).rglob("*") if path.is_file()}
    box.copied()
    box.rebuild()
    answer = box.done("restore-vm/vm/")
    assert (answer.truth, answer.found["rescues"], answer.concerns) == (Truth.TRUE, [], ())
    new = next(volume for volume in box.host.volumes if volume.drive_letter == "D")
    after = {path.relative_to(new.root): path.read_bytes() for path in (new.root / home).rglob("*") if path.is_file()}
    assert after == before
    assert box.done("verify-vm/vm/").truth is Truth.TRUE


def test_the_other_disk_is_asked_for_only_where_a_chunk_is_bad(box: CopyBox) -> None:
    """One flipped byte on A: the step waits for B, then takes only that chunk from it and says so."""
    box.copied()
    box.rebuild()
    box.spoil("DISK-A")
    with pytest.raises(OtherDiskNeeded) as waits:
        box.done("restore-vm/vm/")
    assert (waits.value.parameters["disk"], waits.value.parameters["other"]) == ("A", "B")
    box.world.plug(box.disk("DISK-B"), box.host)
    assert box.check("restore-vm/vm/").truth is Truth.FALSE
    answer = box.done("restore-vm/vm/")
    assert answer.truth is Truth.TRUE
    (concern,) = answer.concerns
    assert (concern.rule, concern.found["disk"], concern.found["other"]) == ("copy.restored-from-other", "A", "B")


def test_what_is_bad_on_both_disks_is_an_integrity_error_of_that_machine(box: CopyBox) -> None:
    """Nothing is made up; the file is named, in the journal too, and a next run may try again."""
    box.copied()
    box.rebuild()
    box.spoil("DISK-A")
    box.spoil("DISK-B")
    box.world.plug(box.disk("DISK-B"), box.host)
    answer = box.done("restore-vm/vm/")
    assert answer.truth is Truth.FALSE
    assert isinstance(answer.error, NoGoodCopy)
    assert answer.error.parameters["disks"] == "A, B"
    assert [one.rule for one in answer.concerns] == ["copy.no-good-copy"]
    assert "error" not in answer.evidence


def test_without_any_disk_the_step_waits(box: CopyBox) -> None:
    """And says which one it wants."""
    box.copied()
    box.rebuild()
    box.world.unplug(box.disk("DISK-A"))
    with pytest.raises(ExternalDiskMissing):
        box.apply("restore-vm/vm/")


def test_a_machine_that_ran_after_the_copy_is_seen(box: CopyBox) -> None:
    """What the wipe gate asks: each file that is not as it was copied, by name."""
    box.copied()
    step = box.step(VM).id
    at = box.situation(VM)
    compare_source(at, step)
    assert box.queue.wait_until_idle(60)
    assert source_is_unchanged(at, step).truth is Truth.TRUE
    box.hands.start_vm(vm=box.step(VM).subject.name)
    compare_source(at, step)
    assert box.queue.wait_until_idle(60)
    answer = source_is_unchanged(at, step)
    assert answer.truth is Truth.FALSE
    assert "data_write_guid" in str(answer.found["changed"])


def test_the_journal_knows_what_was_copied_for_when_the_source_is_no_more(box: CopyBox) -> None:
    """Volume, path, and where it goes back to."""
    box.mark_both()
    (original,) = box.prepare(VM)
    source = next(volume for volume in box.host.volumes if volume.drive_letter == "D")
    name = box.step(VM).subject.name
    assert original.value == [
        {"root": root_id(source.unique_id), "path": f"VMs/{name}", "host_path": f"D:\\VMs\\{name}"}
    ]
