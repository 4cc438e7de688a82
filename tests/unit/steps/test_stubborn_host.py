"""The scenario `stubborn`: whatever is not where it was on the new host is put right, or named with what to do."""

from pathlib import Path

import pytest

from migrator.journal.words import Truth
from migrator.lab.world.model import IpConfiguration
from migrator.report.catalogue import load_catalogue
from tests.unit.steps.rehearsal_box import Box

LAN = "create-external-switch/switch/"


def configure(said: dict[str, object]) -> None:
    """Declare what was ordered, by the names that were written on the box."""
    host = said["destination"]["host"]  # type: ignore[index]
    host["volumes"]["D"] = {"size_bytes": "4 TB", "label": "VMs"}
    host["physical_adapters"] = [{"name": "Port 1"}]
    host |= {"logical_processors": 32, "numa_nodes": 1, "cpu_vendor": "amd"}
    said["switches"] = [{"switch": "LAN", "adapters": ["Port 1"]}]


@pytest.fixture
def box(tmp_path: Path) -> Box:
    """Build it, and wipe the old host."""
    made = Box("stubborn", tmp_path / "box", configure)
    made.hands.rebuild()
    return made


def test_what_cannot_be_put_right_is_named_with_what_to_do(box: Box) -> None:
    """Too few threads for the largest virtual machine, other nodes than declared, an adapter by another name."""
    concerns = (*box.check("read-destination").concerns, *box.check(LAN).concerns)
    rules = {one.rule for one in concerns}
    assert {
        "destination.fewer-processors",
        "destination.other-numa-nodes",
        "vm.too-many-processors",
        "switch.adapter-missing",
    } <= rules
    words = load_catalogue()
    for concern in concerns:
        for field in ("found", "consequence", "remedy"):
            template = words.entries[f"concern.{concern.rule}"][field]
            assert template.format(subject=concern.subject.name, **concern.found)


def test_what_can_be_put_right_is_put_right(box: Box) -> None:
    """The letter comes back from the DVD drive; pool and NUMA spanning are the old ones."""
    for step in ("set-letter/volume/d", "set-host"):
        assert box.check(step).truth is Truth.FALSE, step
        box.apply(step)
        assert box.check(step).truth is Truth.TRUE, step
    assert box.host.optical_letter == "Z"
    assert (box.host.hyperv.mac_address_minimum, box.host.hyperv.numa_spanning_enabled) == ("00155D010A00", True)


def test_with_the_right_adapter_the_only_port_gets_its_switch_and_the_host_answers(box: Box) -> None:
    """The session comes in over that very port: the host's own task makes the switch, the address stays reachable."""
    box.host.adapters[0].name = "Port 1"
    box.host.addresses = {"Port 1": box.host.addresses["Slot 4 Port 1"]}
    box.apply(LAN)
    box.session.tasks.wait(30)
    assert box.check(LAN).truth is Truth.TRUE
    assert box.host.addresses["vEthernet (LAN)"] == IpConfiguration(("192.168.10.77/24",), ("192.168.10.1",))
