"""What a person is promised about external disks and copies, played on a rehearsal host that copies by itself."""

import pytest

from migrator.errors import (
    CopyEngineMissing,
    ExitCode,
    ExternalDisksSame,
    ScriptFailed,
)
from migrator.journal.words import Truth
from migrator.lab.world.model_disk import UnreadablePart
from tests.unit.steps.copy_box import VM, CopyBox


def test_only_volumes_that_fit_are_offered_as_external_disks(box: CopyBox) -> None:
    """Neither Windows nor a machine's volume is; the other disk's is not offered twice."""
    both = {box.volume("DISK-A").unique_id, box.volume("DISK-B").unique_id}
    assert set(box.suggest("plug-in-disk/disk/a")) == both
    box.answers["external-disk/disk/a"] = box.volume("DISK-A").unique_id
    assert box.suggest("plug-in-disk/disk/b") == (box.volume("DISK-B").unique_id,)
    assert box.check("plug-in-disk/disk/a").truth is Truth.TRUE


def test_one_disk_cannot_be_both(box: CopyBox) -> None:
    """Two copies on one disk die together."""
    for name in "ab":
        box.answers[f"external-disk/disk/{name}"] = box.volume("DISK-A").unique_id
    with pytest.raises(ExternalDisksSame):
        box.check("plug-in-disk/disk/b")


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [("file_system", "exFAT", "external.other-file-system"), ("is_boot", True, "external.holds-windows")],
)
def test_a_volume_that_does_not_fit_stops_before_anything_is_written(
    box: CopyBox, field: str, value: object, rule: str
) -> None:
    """The reason has its own words, and the script would refuse it as well."""
    setattr(box.volume("DISK-A"), field, value)
    box.answers["external-disk/disk/a"] = box.volume("DISK-A").unique_id
    assert [one.rule for one in box.check("mark-disk/disk/a").concerns] == [rule]
    with pytest.raises(ScriptFailed):
        box.apply("mark-disk/disk/a")
    assert not (box.volume("DISK-A").root / "migrator-disk.json").exists()


def test_a_disk_of_another_migration_is_left_alone(box: CopyBox) -> None:
    """Its copies may be the only ones of something."""
    box.answers["external-disk/disk/a"] = box.volume("DISK-A").unique_id
    box.apply("mark-disk/disk/a")
    marker = box.volume("DISK-A").root / "migrator-disk.json"
    marker.write_text(marker.read_text().replace('"box"', '"other"'))
    assert [one.rule for one in box.check("mark-disk/disk/a").concerns] == ["external.of-another"]
    assert box.volume("DISK-A").unique_id not in box.suggest("plug-in-disk/disk/a")


def test_a_marked_disk_is_known_under_any_letter(box: CopyBox) -> None:
    """By marker, serial number and disk id; a marker that was copied to another disk is not believed."""
    box.mark_both()
    assert box.check("mark-disk/disk/a").truth is Truth.TRUE
    box.volume("DISK-A").drive_letter = "Q"
    assert box.check("plug-in-again").found == {"disks": ["a", "b"]}
    marker = (box.volume("DISK-A").root / "migrator-disk.json").read_bytes()
    box.world.unplug(box.disk("DISK-A"))
    (box.volume("DISK-B").root / "migrator-disk.json").write_bytes(marker)
    assert box.check("plug-in-again").truth is Truth.FALSE


def test_a_machine_is_copied_to_both_disks_proven_and_closed(box: CopyBox) -> None:
    """Every step is true only after the host has done it, and is not done twice."""
    box.mark_both()
    assert box.check(VM).truth is Truth.FALSE
    answer = box.done(VM)
    assert (answer.truth, answer.found["disks"], answer.concerns) == (Truth.TRUE, ["a", "b"], ())
    for disk in "ab":
        prove = next(step.id for step in box.plan.steps if step.text == "prove-copy" and step.id.endswith(f"/{disk}"))
        proven = box.done(prove)
        assert proven.truth is Truth.TRUE
        files = proven.found["files"]
        assert isinstance(files, list)
        assert len(files) == answer.found["files"]
        box.apply(f"flush-disk/disk/{disk}")
        kit = box.done(f"add-restore-kit/disk/{disk}")
        assert kit.truth is Truth.TRUE
        assert box.done(f"close-bag/disk/{disk}").truth is Truth.TRUE
    assert (box.volume("DISK-A").root / "migrator-box" / "manifest-sha256.txt").is_file()


def test_a_host_without_an_engine_is_told_as_that(box: CopyBox) -> None:
    """Nothing is queued that nobody would carry out."""
    box.mark_both()
    (next(v for v in box.host.volumes if v.is_boot).root / "ProgramData/migrator/engine/Invoke-CopyQueue.ps1").unlink()
    with pytest.raises(CopyEngineMissing):
        box.apply(VM)


def test_a_disk_pulled_for_good_leaves_the_other_whole_and_says_so(box: CopyBox) -> None:
    """The copy is told as made, the disk is named; when it is there again, it gets what it lacks."""
    box.mark_both()
    box.volume("DISK-B").faults.slow_s = 1
    box.meanwhile.append(lambda: box.world.unplug(box.disk("DISK-B")))
    answer = box.done(VM)
    assert (answer.truth, answer.found["disks"]) == (Truth.TRUE, ["a"])
    assert [(one.rule, one.found["disk"]) for one in answer.concerns] == [("copy.disk-lost", "B")]
    assert len(box.payload("DISK-A")) == answer.found["files"]
    box.world.plug(box.disk("DISK-B"), box.host)
    assert box.check(VM).truth is Truth.FALSE
    assert (answer := box.done(VM)).truth is Truth.TRUE
    assert answer.found["disks"] == ["a", "b"]


def test_a_disk_that_takes_nothing_stops_the_copy_until_a_person_gives_it_up(box: CopyBox) -> None:
    """It may be a matter of room; once it is given up, nothing waits for it, and nothing more is said of it."""
    box.mark_both()
    box.volume("DISK-B").faults.full = True
    answer = box.done(VM)
    assert (answer.truth, [one.rule for one in answer.concerns]) == (Truth.FALSE, ["copy.disk-lost"])
    box.given_up.append("b")
    answer = box.done(VM)
    assert (answer.truth, answer.found["disks"], answer.concerns) == (Truth.TRUE, ["a"], ())


def test_a_part_that_cannot_be_read_leaves_the_machine_uncovered(box: CopyBox) -> None:
    """The file and the place are named, and nothing is filled up."""
    box.mark_both()
    source = next(volume for volume in box.host.volumes if volume.drive_letter == "D")
    name = f"vms\\{box.step(VM).subject.name}"
    disk = next(path for path in source.virtual_disks if path.startswith(name))
    source.faults.unreadable[disk] = [UnreadablePart(5000, 512)]
    answer = box.done(VM)
    assert answer.truth is Truth.FALSE
    (concern,) = answer.concerns
    assert (concern.rule, concern.found["reason"]) == ("copy.file-not-copied", "source-unreadable")


def test_a_bad_copy_is_seen_by_the_reread_and_made_good_by_the_next_run(box: CopyBox) -> None:
    """One flipped byte on A: not proven, then copied once more and proven."""
    box.copied()
    box.spoil("DISK-A")
    prove = next(step.id for step in box.plan.steps if step.text == "prove-copy" and step.id.endswith("/a"))
    answer = box.done(prove)
    assert (answer.truth, [one.rule for one in answer.concerns]) == (Truth.FALSE, ["copy.not-proven"])
    assert answer.concerns[0].found["count"] == 1
    assert answer.error is not None
    assert answer.error.exit_code is ExitCode.INTEGRITY
    assert box.done(prove).truth is Truth.TRUE


def test_a_copy_in_progress_is_waited_for_and_never_begun_twice(box: CopyBox) -> None:
    """While the task works the check says so."""
    box.mark_both()
    seen: list[Truth] = []
    box.volume("DISK-A").faults.slow_s = 1
    box.meanwhile.append(lambda: seen.append(box.check(VM).truth))
    box.done(VM)
    assert seen == [Truth.IN_PROGRESS]
