"""The new host is held against what was declared, gets the old one's settings and letters, and is never taken for another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from migrator.domain.concern import Severity
from migrator.errors import DestinationIsSource, DestinationIsStranger, HostUnreachable
from migrator.journal.words import Truth
from migrator.lab.world.model import Service
from tests.unit.steps.rehearsal_box import Box


@pytest.fixture
def box(tmp_path: Path) -> Box:
    """`small` after its rebuild."""
    made = Box("small", tmp_path / "box")
    made.hands.rebuild()
    return made


def declared(**changes: object) -> Callable[[dict[str, object]], None]:
    """Declare another destination than the one that comes."""

    def configure(said: dict[str, object]) -> None:
        said["destination"]["host"].update(changes)  # type: ignore[index]

    return configure


def rebuilt(tmp_path: Path, **changes: object) -> Box:
    """Rebuild a box of which something else was declared."""
    made = Box("small", tmp_path / "box", declared(**changes))
    made.hands.rebuild()
    return made


def spoken(box: Box, step: str = "read-destination") -> dict[str, Severity]:
    """Return what the check says, by rule."""
    return {one.rule: one.severity for one in box.check(step).concerns}


def test_a_host_as_declared_raises_no_concern(box: Box) -> None:
    """Nothing is said where everything is as planned."""
    answer = box.check("read-destination")
    assert (answer.truth, answer.concerns) == (Truth.TRUE, ())
    assert box.check("read-volumes").concerns == ()


def test_the_same_state_is_described_the_same_way(box: Box) -> None:
    """Two runs are compared by what checks found: no time and no chance in it."""
    assert box.check("read-destination").found == box.check("read-destination").found


@pytest.mark.parametrize("step", ["read-destination", "read-volumes"])
def test_the_old_host_at_the_other_end_is_refused(tmp_path: Path, step: str) -> None:
    """The old system disk is back in the box: nothing is done there, exit code 14."""
    box = Box("small", tmp_path / "box")
    with pytest.raises(DestinationIsSource) as raised:
        box.check(step)
    assert raised.value.exit_code == 14
    assert raised.value.parameters["source"] == "HV01"


def test_a_stranger_is_refused(box: Box) -> None:
    """A host of another name answers at the address: exit code 14."""
    box.host.name = "PRINTSERVER"
    with pytest.raises(DestinationIsStranger) as raised:
        box.check("read-destination")
    assert (raised.value.exit_code, raised.value.parameters["found"]) == (14, "PRINTSERVER")


@pytest.mark.parametrize(
    ("changes", "rule", "severity"),
    [
        ({"release": "2025"}, "destination.other-release", Severity.BLOCKER),
        ({"release": "2019"}, "destination.other-release", Severity.WARNING),
        ({"edition": "datacenter"}, "destination.other-edition", Severity.WARNING),
        ({"cpu_vendor": "intel"}, "destination.other-cpu-vendor", Severity.BLOCKER),
        ({"numa_nodes": 4}, "destination.other-numa-nodes", Severity.WARNING),
        ({"logical_processors": 64}, "destination.fewer-processors", Severity.WARNING),
        ({"memory_bytes": "256 GiB"}, "destination.less-memory", Severity.WARNING),
    ],
)
def test_each_difference_from_the_declaration_is_said(
    tmp_path: Path, changes: dict[str, object], rule: str, severity: Severity
) -> None:
    """The administrator hears of it before anything is copied back."""
    assert spoken(rebuilt(tmp_path, **changes))[rule] is severity


def test_memory_without_correction_is_said(box: Box) -> None:
    """The old host's memory corrected errors."""
    box.host.ecc_memory = False
    assert "destination.memory-without-ecc" in spoken(box)


def test_another_time_zone_is_said(box: Box) -> None:
    """Setup's default is not where the company is."""
    box.host.time_zone = "Pacific Standard Time"
    assert "destination.other-time-zone" in spoken(box)


@pytest.mark.parametrize(
    ("minutes", "severity"), [(0.5, None), (2, Severity.WARNING), (-4, Severity.WARNING), (6, Severity.BLOCKER)]
)
def test_a_wrong_clock_is_said_before_a_domain_controller_starts(
    box: Box, minutes: float, severity: Severity | None
) -> None:
    """Five minutes are what Kerberos bears."""
    box.host.clock_offset_s = minutes * 60
    assert spoken(box).get("destination.clock-off") is severity


def test_a_virtual_machine_too_large_for_the_real_host_is_a_blocker(tmp_path: Path) -> None:
    """The plan's rules look at the host as it stands: more processors were declared than came."""
    box = Box("company", tmp_path / "box")
    box.hands.rebuild()
    box.host.cpu.logical_per_socket = 16
    assert spoken(box)["vm.too-many-processors"] is Severity.BLOCKER


def test_a_missing_volume_is_a_blocker(box: Box) -> None:
    """Files come back under the path they had; without D: there is no such place."""
    box.hands.lose_volume(letter="D")
    assert spoken(box, "read-volumes")["destination.volume-missing"] is Severity.BLOCKER


def test_a_smaller_volume_is_said(tmp_path: Path) -> None:
    """One disk too few in the array."""
    box = rebuilt(tmp_path, volumes={"C": {"size_bytes": "480 GB"}, "D": {"size_bytes": "8 TB"}})
    assert "destination.smaller-volume" in spoken(box, "read-volumes")


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [("file_system", "exFAT", "destination.file-system"), ("health", "Warning", "destination.volume-unhealthy")],
)
def test_a_volume_that_cannot_hold_virtual_machines_is_a_blocker(box: Box, field: str, value: str, rule: str) -> None:
    """Nothing is copied back onto it."""
    setattr(next(one for one in box.host.volumes if one.drive_letter == "D"), field, value)
    assert spoken(box, "read-volumes")[rule] is Severity.BLOCKER


def test_settings_come_from_the_old_host(box: Box) -> None:
    """Address pool, NUMA spanning and the rest are set once, and the old values are written down."""
    box.host.hyperv.mac_address_minimum, box.host.hyperv.mac_address_maximum = "00155D630000", "00155D6300FF"
    box.host.hyperv.numa_spanning_enabled = False
    assert box.check("set-host").truth is Truth.FALSE
    box.apply("set-host")
    assert box.check("set-host").truth is Truth.TRUE
    settings = box.host.hyperv
    assert (settings.mac_address_minimum, settings.numa_spanning_enabled) == ("00155D010A00", True)
    assert box.written["set-host"][("HV02", "MacAddressMinimum")] == "00155D630000"


def test_a_default_folder_without_its_volume_stays_and_is_said(tmp_path: Path) -> None:
    """The old default folder was on a volume that the new host does not have: setup's own stays."""
    box = Box("company", tmp_path / "box")
    box.hands.rebuild()
    box.hands.lose_volume(letter="D")
    before = box.host.hyperv.virtual_machine_path
    box.apply("set-host")
    assert box.host.hyperv.virtual_machine_path == before
    assert spoken(box, "set-host") == {"destination.default-folder-kept": Severity.WARNING}


def test_an_optical_drive_moves_out_of_the_way(box: Box) -> None:
    """D: belongs to the virtual machines' volume, not to a DVD drive."""
    next(one for one in box.host.volumes if one.label == "VMs").drive_letter = None
    box.host.optical_letter = "D"
    assert box.check("set-letter/volume/d").truth is Truth.FALSE
    box.apply("set-letter/volume/d")
    assert box.check("set-letter/volume/d").truth is Truth.TRUE
    assert next(one for one in box.host.volumes if one.label == "VMs").drive_letter == "D"
    assert box.host.optical_letter == "Z"


def test_an_external_disk_moves_out_of_the_way(box: Box) -> None:
    """Windows gave D: to the first external disk; the built-in volume gets it back."""
    built_in = next(one for one in box.host.volumes if one.label == "VMs")
    external = next(one for disk in box.host.disks if disk.bus_type == "USB" for one in disk.volumes)
    built_in.drive_letter, external.drive_letter = None, "D"
    box.apply("set-letter/volume/d")
    assert built_in.drive_letter == "D"
    assert external.drive_letter == "Z"


def test_two_volumes_that_could_be_meant_are_left_to_a_person(box: Box) -> None:
    """The wrong volume under the right letter would be filled."""
    built_in = next(disk for disk in box.host.disks if any(one.label == "VMs" for one in disk.volumes))
    twin = Box("small", box.hands.folder / "twin")
    twin.hands.rebuild()
    other = next(disk for disk in twin.host.disks if any(one.label == "VMs" for one in disk.volumes))
    other.number, other.unique_id = 77, "twin"
    other.volumes[0].unique_id = "\\\\?\\Volume{00000000-0000-0000-0000-000000000077}\\"
    for disk in (built_in, other):
        disk.volumes[0].drive_letter = None
    box.host.disks.append(other)
    assert spoken(box, "set-letter/volume/d") == {"destination.letter-ambiguous": Severity.BLOCKER}


def test_people_s_work_on_the_new_host_is_seen(box: Box) -> None:
    """Windows, name, volume, Hyper-V and remoting are looked at, not only asked about."""
    manual = ("install-windows", "make-volume", "name-host", "add-hyper-v", "allow-remoting", "trust-destination")
    assert {step: box.check(step).truth for step in manual} == dict.fromkeys(manual, Truth.TRUE)


def test_unfinished_work_on_the_new_host_is_seen(box: Box) -> None:
    """A host without Hyper-V, under setup's own name, with an older Windows."""
    box.host.name, box.host.release = "WIN-7Q2", "2019"
    box.host.faults.missing_modules.add("Hyper-V")
    for step in ("install-windows", "name-host", "add-hyper-v"):
        assert box.check(step).truth is Truth.FALSE, step


def test_the_old_host_is_no_finished_work(tmp_path: Path) -> None:
    """Before the rebuild the old host answers at the address: no step of the rebuild is done."""
    box = Box("small", tmp_path / "box")
    for step in ("install-windows", "name-host", "add-hyper-v", "allow-remoting", "trust-destination"):
        assert box.check(step).truth is Truth.FALSE, step


def test_a_box_in_pieces_leaves_it_to_the_person(box: Box) -> None:
    """While nothing answers, a person's word counts, and nothing fails."""
    box.session.unreachable = HostUnreachable(host="h", attempted="x", found="nothing there")
    assert box.check("install-windows").truth is Truth.UNKNOWN


def test_a_backup_product_that_stands_still_is_seen(tmp_path: Path) -> None:
    """All services of known products are stopped; while one runs only a person knows about its jobs."""
    source = Box("company", tmp_path / "box")
    assert source.check("pause-backup").truth is Truth.UNKNOWN
    for service in source.host.services:
        if "veeam" in service.name.lower():
            service.state = "Stopped"
    assert source.check("pause-backup").truth is Truth.TRUE


def test_windows_update_switched_off_is_seen(tmp_path: Path) -> None:
    """No reboot can come in the middle of the copy."""
    source = Box("small", tmp_path / "box")
    assert source.check("pause-updates").truth is Truth.UNKNOWN
    source.host.services = [one for one in source.host.services if one.name.lower() != "wuauserv"]
    source.host.services.append(Service("wuauserv", "Windows Update", "Stopped", "Disabled"))
    assert source.check("pause-updates").truth is Truth.TRUE


@pytest.mark.parametrize(
    ("address", "user", "truth"),
    [
        ("192.168.10.5", ".\\Administrator", Truth.TRUE),
        ("192.168.10.5", "HV01\\admin", Truth.TRUE),
        ("hv01.example.test", ".\\Administrator", Truth.UNKNOWN),
        ("192.168.10.5", "EXAMPLE\\admin", Truth.UNKNOWN),
        ("192.168.10.5", "admin@example.test", Truth.UNKNOWN),
    ],
)
def test_a_login_that_needs_no_domain_is_seen(tmp_path: Path, address: str, user: str, truth: Truth) -> None:
    """Once the domain controllers are down, only a local account by address opens the host."""

    def configure(said: dict[str, object]) -> None:
        said["source"] = {"connection": {"address": address, "user": user}}

    assert Box("small", tmp_path / "box", configure).check("test-local-login").truth is truth


def test_disks_that_grew_worse_since_the_plan_are_said(tmp_path: Path) -> None:
    """The plan's own concerns are not said again; a new one is."""
    source = Box("small", tmp_path / "box")
    assert source.check("read-disk-health").concerns == ()
    source.host.disks[1].health = "Unhealthy"
    assert [one.rule for one in source.check("read-disk-health").concerns] == ["host.disk-unhealthy"]
