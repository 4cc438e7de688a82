"""What a person does behind the controller's back shows in the world as it would on a real box."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrator.lab.world.actions import ActionRefused, Person, actions_of
from migrator.lab.world.drive import HostFiles
from migrator.lab.world.model import Host
from migrator.lab.world.scenario import ADDRESS, build_world, read_scenario
from migrator.lab.world.vhdx import read_data_write_guid

WEB = "D:\\VMs\\web\\Virtual Hard Disks\\web.vhdx"


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Somebody at the box of scenario `small`."""
    scenario = read_scenario("small")
    return Person(build_world(scenario, tmp_path), scenario, tmp_path)


def host_of(person: Person) -> Host:
    """Give the host that answers now."""
    return person.world.hosts[ADDRESS]


def letters(host: Host) -> list[str | None]:
    """Drive letters of USB disks."""
    return [v.drive_letter for d in host.disks if d.bus_type == "USB" for v in d.volumes]


def test_a_rebuilt_box_is_a_stranger(person: Person) -> None:
    """New identity, new certificate, the new release, no VMs, empty volumes; the external disks and their files stay."""
    old = host_of(person)
    old_root = next(v.root for v in old.volumes if v.drive_letter == "D")
    external = next(v.root for v in old.volumes if v.drive_letter == "E")
    (external / "kept.txt").write_text("kept", encoding="ascii")
    person.rebuild()
    new = host_of(person)
    assert (new.name, new.release, new.vms, new.switches) == ("HV02", "2022", [], [])
    assert new.machine_guid != old.machine_guid
    assert new.certificate_thumbprint != old.certificate_thumbprint
    assert new.installed_at == person.world.now
    assert not old_root.exists()
    assert HostFiles(new).find("D:\\VMs") is None
    assert letters(new) == ["E", "F"]
    assert HostFiles(new).read(HostFiles(new).entry("E:\\kept.txt")) == b"kept"


def test_two_rebuilds_are_two_strangers(person: Person) -> None:
    """A box rebuilt again is not taken for the first rebuild."""
    person.rebuild()
    first = host_of(person).machine_guid
    person.rebuild()
    assert host_of(person).machine_guid != first


def test_arrays_that_survive_keep_their_files(tmp_path: Path) -> None:
    """With `keeps`, the disk of that volume is carried over with all that lies on it."""
    scenario = read_scenario("small").model_copy(update={"keeps": ("D",)})
    person = Person(build_world(scenario, tmp_path), scenario, tmp_path)
    person.rebuild()
    kept = [v for v in host_of(person).volumes if (v.root / "VMs" / "web").is_dir()]
    assert len(kept) == 1


def test_a_disk_goes_to_the_shelf_and_back(person: Person) -> None:
    """Unplugged, its letter is gone from the host; plugged in again, its files are as they were."""
    person.unplug(disk="disk-a")
    assert letters(host_of(person)) == ["F"]
    person.plug(disk="WD My Passport")
    assert sorted(str(letter) for letter in letters(host_of(person))) == ["E", "F"]


def test_a_pulled_disk_leaves_its_event(person: Person) -> None:
    """The system log tells of a surprise removal."""
    person.pull(disk="F:")
    assert letters(host_of(person)) == ["E"]
    assert [(e.provider, e.event_id) for e in host_of(person).events] == [("disk", 157)]


def test_a_corrupted_byte_shows_in_no_size_and_no_time(person: Person) -> None:
    """Only reading the bytes finds it."""
    entry = HostFiles(host_of(person)).entry(WEB)
    before = entry.real.read_bytes()
    person.corrupt(path=WEB, offset=4096)
    after = entry.real.read_bytes()
    assert [i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b] == [4096]
    assert HostFiles(host_of(person)).entry(WEB).written_at == entry.written_at


def test_corrupting_beyond_the_end_is_refused(person: Person) -> None:
    """Nothing is appended by mistake."""
    with pytest.raises(ActionRefused):
        person.corrupt(path=WEB, offset=10**9)
    with pytest.raises(ActionRefused, match=r"there is no file D:\\nothing"):
        person.corrupt(path="D:\\nothing")


def test_a_started_vm_has_written_to_its_disks(person: Person) -> None:
    """DataWriteGuid and time of the file change, as with a guest's first write; each start counts."""
    real = HostFiles(host_of(person)).entry(WEB).real
    guids = {read_data_write_guid(real)}
    person.start_vm(vm="WEB")
    guids.add(read_data_write_guid(real))
    assert datetime.fromtimestamp(real.stat().st_mtime, UTC) == person.world.now
    person.stop_vm(vm="web")
    assert host_of(person).vms[2].state == "Off"
    person.start_vm(vm=str(host_of(person).vms[2].id))
    guids.add(read_data_write_guid(real))
    assert len(guids) == 3
    assert host_of(person).vms[2].state == "Running"


@pytest.mark.skipif(sys.platform == "win32", reason="there the open itself is the lock, and the test cannot look")
def test_a_held_file_is_locked_until_released(person: Person) -> None:
    """Others meet a lock, and none after the release."""
    files = HostFiles(host_of(person))
    person.lock_file(path=WEB)
    assert files.is_locked(files.entry(WEB))
    person.release_file(path=WEB.upper())
    assert not files.is_locked(files.entry(WEB))
    with pytest.raises(ActionRefused, match="nobody holds"):
        person.release_file(path=WEB)


def test_what_cannot_be_held_is_refused_in_words(person: Person) -> None:
    """Neither a file that is not there nor one that is held already ends the lab with a stack trace."""
    person.lock_file(path=WEB)
    with pytest.raises(ActionRefused, match="held already"):
        person.lock_file(path=WEB)
    person.release_file(path=WEB)
    with pytest.raises(ActionRefused, match="no file"):
        person.lock_file(path=WEB + ".gone")


def test_clock_volume_and_adapter(person: Person) -> None:
    """The clock is set, a volume is full or gone, a renamed adapter stays bound to its switch."""
    person.set_clock(to=datetime(2027, 1, 1, tzinfo=UTC), host_offset_s=90)
    assert person.world.now.year == 2027
    assert host_of(person).clock_offset_s == 90
    person.fill_volume(letter="d:", free_bytes=7)
    assert next(v for v in host_of(person).volumes if v.drive_letter == "D").free_bytes == 7
    person.lose_volume(letter="E")
    assert letters_of_volumes(person) == {"C", "D", "F", None}
    person.rename_adapter(old="ethernet", new="Uplink")
    assert host_of(person).switches[0].adapters == ("Uplink",)
    with pytest.raises(ActionRefused, match="no adapter Ethernet"):
        person.rename_adapter(old="Ethernet", new="x")


def letters_of_volumes(person: Person) -> set[str | None]:
    """Letters of all volumes that are there."""
    return {v.drive_letter for v in host_of(person).volumes}


def test_faults_of_the_host_are_planted(person: Person) -> None:
    """Missing module, missing cmdlet, renamed property and slowness reach the host's faults."""
    person.remove_module()
    person.remove_cmdlet(command="Hyper-V\\Get-VMSecurity")
    person.rename_property(command="Hyper-V\\Get-VM", old="State", new="Status2")
    person.slow(command="Hyper-V\\Get-VM", seconds=2)
    faults = host_of(person).faults
    assert faults.missing_modules == {"Hyper-V"}
    assert faults.missing_commands == {"Hyper-V\\Get-VMSecurity"}
    assert faults.renamed_properties == {"Hyper-V\\Get-VM": {"State": "Status2"}}
    assert faults.slow_s == {"Hyper-V\\Get-VM": 2}


@pytest.mark.parametrize("disk", ["nothing", "", "USB"])
def test_an_unknown_disk_is_refused(person: Person, disk: str) -> None:
    """No other disk is taken instead."""
    with pytest.raises(ActionRefused, match="there is no disk"):
        person.unplug(disk=disk)


def test_actions_have_the_names_people_type() -> None:
    """Hyphens, as everywhere on the command line."""
    assert {"rebuild", "plug", "unplug", "pull", "corrupt", "set-clock", "start-vm"} <= set(actions_of(Person))
