"""A scenario becomes a world with real files, the same one for the same seed."""

import hashlib
from pathlib import Path

import pytest

from migrator.lab.world.drive import HostFiles
from migrator.lab.world.model import Host, World
from migrator.lab.world.scenario import (
    ADDRESS,
    ScenarioRefused,
    load_scenario,
    read_scenario,
    scale_of,
    scenario_names,
)
from migrator.lab.world.vhd import read_vhd_footer
from migrator.lab.world.vhdx import read_data_write_guid, read_vhdx

MINIMAL = """
title: t
clock: "2026-01-01T00:00:00Z"
source: &box
  name: A
  disks: [{volumes: [{letter: C, windows: true}, {letter: D}]}]
destination: *box
"""


def build(tmp_path: Path, extra: str) -> Host:
    """Build a world of the minimal scenario with further lines in the source host."""
    file = tmp_path / "scenario.yaml"
    file.write_text(MINIMAL.replace("destination:", f"{extra}\ndestination:"), encoding="utf-8")
    return load_scenario(str(file), tmp_path / "world").hosts[ADDRESS]


def fingerprint(world: World, folder: Path) -> str:
    """Digest of the model and of all bytes and times below the folder."""
    digest = hashlib.sha256(repr(world).replace(str(folder), "").encode())
    for real in sorted(folder.rglob("*")):
        digest.update(f"{real.relative_to(folder)} {real.stat().st_mtime}".encode())
        if real.is_file():
            digest.update(real.read_bytes())
    return digest.hexdigest()


def test_scenarios_shipped() -> None:
    """The documentation names exactly these."""
    assert scenario_names() == (
        "arrays-stay",
        "company",
        "exporting",
        "none",
        "one",
        "scattered",
        "small",
        "stubborn",
        "thread",
        "two-hosts",
        "unpleasant",
        "vm500",
    )


@pytest.mark.parametrize("name", [name for name in scenario_names() if name != "vm500"])
def test_every_named_file_is_there_unless_said_missing(tmp_path: Path, name: str) -> None:
    """Each disk, parent and configuration that a VM names is a real file; chains lead to the parent they were made on."""
    world = load_scenario(name, tmp_path)
    host = world.hosts[ADDRESS]
    files = HostFiles(host)
    missing = set()
    for vm in host.vms:
        folder = vm.configuration_location or vm.path
        suffix = "xml" if vm.version == "5.0" else "vmcx"
        assert files.find(f"{folder}\\Virtual Machines\\{str(vm.id).upper()}.{suffix}") is not None
        for drive in vm.hard_disk_drives:
            path = drive.path
            while path is not None:
                entry = files.find(path)
                if entry is None:
                    missing.add(path)
                    break
                declared = files.virtual_disk(entry)
                assert declared is not None
                path = declared.parent_path
                if path is not None:
                    parent = read_vhdx(entry.real).parent
                    assert parent is not None
                    assert parent.absolute_win32_path == path
                    assert parent.data_write_guid == read_data_write_guid(files.entry(path).real)
    assert missing == ({"D:\\weg\\fehlt.vhdx"} if name == "unpleasant" else set())


def test_same_seed_same_world(tmp_path: Path) -> None:
    """Ids, addresses, times and bytes repeat; another seed gives another world."""
    first = fingerprint(load_scenario("small", tmp_path / "a", 7), tmp_path / "a")
    again = fingerprint(load_scenario("small", tmp_path / "b", 7), tmp_path / "b")
    other = fingerprint(load_scenario("small", tmp_path / "c", 8), tmp_path / "c")
    assert first == again
    assert first != other


def test_a_world_stands_for_more_than_it_takes(tmp_path: Path) -> None:
    """A rehearsal of terabytes fits on a laptop."""
    scale = scale_of(load_scenario("company", tmp_path))
    assert scale.declared_bytes > 5 * 10**12
    assert scale.real_bytes < 50 * 10**6


def test_company_has_what_check_and_plan_speak_of(tmp_path: Path) -> None:
    """Fifteen VMs: two domain controllers, both generations, old versions, checkpoints, vTPM, saved, scattered."""
    host = load_scenario("company", tmp_path).hosts[ADDRESS]
    vms = {vm.name: vm for vm in host.vms}
    assert len(vms) == 15
    assert [name for name, vm in vms.items() if vm.guest.get("ProductType") == "2"] == ["DC01", "DC02"]
    assert {vm.generation for vm in vms.values()} == {1, 2}
    assert {vm.version for vm in vms.values()} == {"5.0", "8.0"}
    assert [c.state for c in vms["ERP"].checkpoints] == ["Saved", "Off"]
    assert vms["ERP"].parent_checkpoint_id == vms["ERP"].checkpoints[1].id
    thumbprints = {c.thumbprint for c in host.certificates if c.store == "Shielded VM Local Certificates"}
    assert set(vms["TERMINAL"].security.guardian_thumbprints) == thumbprints
    assert len(thumbprints) == 2
    assert vms["TEST-ERP"].state == "Saved"
    assert {str(d.path)[0] for d in vms["SCANNER"].hard_disk_drives} == {"D", "E"}
    assert vms["OLD-CRM"].network_adapters[0].switch_name not in {s.name for s in host.switches}
    assert [d.friendly_name for d in host.disks if d.bus_type == "USB"] == ["WD Elements 25A3", "Seagate Expansion HDD"]


def test_an_old_format_disk_has_its_footer(tmp_path: Path) -> None:
    """DC02's .vhd ends in a valid footer with the disk's identifier."""
    host = load_scenario("company", tmp_path).hosts[ADDRESS]
    files = HostFiles(host)
    entry = files.entry("D:\\VMs\\DC02\\Virtual Hard Disks\\DC02.vhd")
    declared = files.virtual_disk(entry)
    assert declared is not None
    assert declared.vhd_format == "VHD"
    assert read_vhd_footer(entry.real).unique_id == declared.identifier


def test_dynamic_addresses_come_from_the_hosts_range(tmp_path: Path) -> None:
    """No two adapters share an address, and dynamic ones lie inside the range that the host announces."""
    host = load_scenario("company", tmp_path).hosts[ADDRESS]
    adapters = [adapter for vm in host.vms for adapter in vm.network_adapters]
    macs = [adapter.mac_address for adapter in adapters]
    assert len(set(macs)) == len(macs)
    low, high = host.hyperv.mac_address_minimum, host.hyperv.mac_address_maximum
    assert all(low <= a.mac_address <= high for a in adapters if a.dynamic_mac_address)


def test_two_names_that_differ_in_case_have_homes_of_their_own(tmp_path: Path) -> None:
    """`web [1]` and `WEB [1]` are two VMs with two ids and no file in common."""
    host = load_scenario("unpleasant", tmp_path).hosts[ADDRESS]
    twins = [vm for vm in host.vms if vm.name.lower() == "web [1]"]
    assert len({vm.id for vm in twins}) == 2
    assert len({vm.hard_disk_drives[0].path for vm in twins}) == 2
    assert host.language == "de-DE"
    assert next(v for v in host.volumes if v.drive_letter == "D").free_bytes == 0


def test_a_template_is_repeated(tmp_path: Path) -> None:
    """`repeat` makes numbered VMs with ids, homes and guests of their own."""
    spec = "  vms: [{name: 'v{n}', repeat: 3, disks: [], guest: {fqdn: 'v{n}.test'}}]"
    host = build(tmp_path, spec)
    assert [vm.name for vm in host.vms] == ["v001", "v002", "v003"]
    assert [vm.path for vm in host.vms] == ["D:\\VMs\\v001", "D:\\VMs\\v002", "D:\\VMs\\v003"]
    assert host.vms[2].guest["FullyQualifiedDomainName"] == "v003.test"
    assert len({vm.id for vm in host.vms}) == 3


def test_files_take_from_the_free_space_they_declare(tmp_path: Path) -> None:
    """What a scenario says of sizes is what the host says of its volumes."""
    host = build(tmp_path, "  files: [{path: 'D:\\a.iso', size: 1 TB}]\n  vms: [{name: v, disks: [{used: 500 GB}]}]")
    (volume,) = (v for v in host.volumes if v.drive_letter == "D")
    assert volume.free_bytes == 4 * 10**12 - 1500 * 10**9


@pytest.mark.parametrize(
    ("extra", "fault"),
    [
        ("  vmz: []", "source.vmz: Extra inputs are not permitted"),
        ("  vms: [{name: v, memory: much}]", "source.vms.0.memory"),
        ("  vms: [{name: v, settings: {colour: red}}]", "Vm has no field 'colour'"),
        ("  vms: [{name: v, settings: {processor: {cuont: 3}}}]", "Processor has no field 'cuont'"),
        ("  vms: [{name: v, settings: {generation: two}}]", "Vm.generation: Input should be a valid integer"),
        ("  vms: [{name: v, home: 'Q:\\v'}]", "NoSuchVolume: Q:\\v"),
        (
            "  vms: [{name: torn, disks: [{missing: true}], checkpoints: [{name: before}]}]",
            "checkpoint before of torn: ",
        ),
        ("  cpu: {corse: 4}", "source.cpu.corse: Unexpected keyword argument"),
        ("  vms: [", "while parsing"),
    ],
)
def test_a_mistake_in_a_scenario_is_named(tmp_path: Path, extra: str, fault: str) -> None:
    """Whoever writes a scenario learns which key is wrong, not that something is."""
    with pytest.raises(ScenarioRefused) as refused:
        build(tmp_path, extra)
    assert fault in "; ".join(refused.value.faults)


def test_all_mistakes_at_once() -> None:
    """An unknown scenario names those there are."""
    with pytest.raises(ScenarioRefused, match="company, exporting, none, one"):
        read_scenario("compny")
