"""Virtual switches come back by the names that virtual machines ask for, or the step says why not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from migrator.domain.concern import Severity
from migrator.errors import ScriptFailed, SessionLost
from migrator.journal.words import Truth
from migrator.lab.world.model import IpConfiguration, Switch, named_guid
from tests.unit.steps.rehearsal_box import Box

LAN = "create-external-switch/switch/"


def mapped(**mapping: object) -> Callable[[dict[str, object]], None]:
    """Map the one external switch of `small`."""

    def configure(said: dict[str, object]) -> None:
        said["switches"] = [{"switch": "LAN", "adapters": ["Ethernet 2"], **mapping}]

    return configure


@pytest.fixture
def box(tmp_path: Path) -> Box:
    """`small` after its rebuild, with the adapter mapped."""
    made = Box("small", tmp_path / "box", mapped())
    made.hands.rebuild()
    return made


def rules(box: Box, step: str = LAN) -> list[str]:
    """Return the rules that speak when the step is checked."""
    return [one.rule for one in box.check(step).concerns]


def test_a_missing_switch_is_created_with_the_old_name_and_then_true(box: Box) -> None:
    """The switch stands on the mapped adapter, and asking again finds nothing left to do."""
    assert box.check(LAN).truth is Truth.FALSE
    box.apply(LAN)
    assert box.check(LAN).truth is Truth.TRUE
    assert [(one.name, one.adapters) for one in box.host.switches] == [("LAN", ("Ethernet 2",))]


def test_taking_the_step_again_makes_no_second_switch(box: Box) -> None:
    """Hyper-V would allow two switches of one name; a lost answer must not lead to that."""
    box.apply(LAN)
    box.apply(LAN)
    assert len(box.host.switches) == 1


def test_a_switch_that_somebody_made_is_used(box: Box) -> None:
    """Same name and kind: nothing is created, and what differs is said."""
    box.host.switches.append(Switch("lan", named_guid(1, "x"), adapters=("Ethernet 2",), notes="by hand"))
    answer = box.check(LAN)
    assert answer.truth is Truth.TRUE
    assert [one.rule for one in answer.concerns] == ["switch.differs"]
    assert "notes" in answer.concerns[0].found["differences"]  # type: ignore[operator]


def test_a_switch_of_another_kind_stops_the_step(box: Box) -> None:
    """Virtual machines would sit in the wrong network."""
    box.host.switches.append(Switch("LAN", named_guid(1, "x"), "Private"))
    [concern] = box.check(LAN).concerns
    assert (concern.rule, concern.severity) == ("switch.other-kind", Severity.BLOCKER)


def test_two_switches_of_that_name_stop_the_step(box: Box) -> None:
    """Nobody could say which one a virtual machine gets."""
    box.host.switches += [Switch("LAN", named_guid(1, str(n)), adapters=()) for n in range(2)]
    assert rules(box) == ["switch.same-name-twice"]


def test_a_renamed_adapter_is_named_together_with_those_that_are_there(box: Box) -> None:
    """The administrator reads which adapter was meant and which ones the box has."""
    box.host.adapters[0].name = "Slot 4"
    box.host.adapters[0].interface_description = "Other"
    [concern] = box.check(LAN).concerns
    assert concern.rule == "switch.adapter-missing"
    assert concern.found["adapter"] == "Ethernet 2"
    assert "Slot 4" in str(concern.found["adapters"])


def test_a_renamed_adapter_is_still_found_by_its_address(tmp_path: Path) -> None:
    """A declared hardware address decides, whatever Windows calls the adapter."""
    probe = Box("small", tmp_path / "probe", mapped())
    probe.hands.rebuild()
    mac = probe.host.adapters[0].mac_address

    def configure(said: dict[str, object]) -> None:
        mapped()(said)
        said["destination"]["host"]["physical_adapters"][0]["mac_address"] = mac  # type: ignore[index]

    box = Box("small", tmp_path / "box", configure)
    box.hands.rebuild()
    box.host.adapters[0].name = "Slot 4"
    box.apply(LAN)
    assert box.host.switches[0].adapters == ("Slot 4",)


def test_an_adapter_that_carries_another_switch_stops_the_step(box: Box) -> None:
    """Setup's own switch on the mapped adapter is named."""
    box.host.switches.append(Switch("Default", named_guid(1, "x"), adapters=("Ethernet 2",)))
    [concern] = box.check(LAN).concerns
    assert (concern.rule, concern.found["other"]) == ("switch.adapter-taken", "Default")


def test_the_hosts_own_adapter_gets_its_vlan_and_addresses_where_wanted(tmp_path: Path) -> None:
    """With `restore_addresses` the new host answers where the old one did."""
    box = Box("small", tmp_path / "box", mapped(restore_addresses=True))
    box.hands.rebuild()
    box.apply(LAN)
    assert box.check(LAN).truth is Truth.TRUE
    wanted = IpConfiguration(("192.168.10.5/24",), ("192.168.10.1",), ("192.168.10.11",))
    assert box.host.addresses["vEthernet (LAN)"] == wanted


def test_addresses_stay_as_they_are_where_nobody_asked(box: Box) -> None:
    """The new host keeps the address that setup gave it."""
    box.host.addresses["Ethernet 2"] = IpConfiguration(("192.168.10.77/24",))
    box.apply(LAN)
    assert box.host.addresses["vEthernet (LAN)"].addresses == ("192.168.10.77/24",)


def test_a_half_made_switch_is_finished_on_the_next_run(box: Box) -> None:
    """The session was lost between creating and setting: nothing is created again, the rest is set."""
    box.apply(LAN)
    box.host.switches[0].notes = "half"
    assert box.check(LAN).truth is Truth.FALSE
    box.apply(LAN)
    assert (len(box.host.switches), box.host.switches[0].notes) == (1, "")
    assert box.check(LAN).truth is Truth.TRUE


def test_a_new_name_is_created_where_the_configuration_says_so(tmp_path: Path) -> None:
    """The switch, and the host's own adapter on it, get the new name."""
    box = Box("small", tmp_path / "box", mapped(new_name="-WhatIf $(calc)"))
    box.hands.rebuild()
    box.apply(LAN)
    assert [one.name for one in box.host.switches] == ["-WhatIf $(calc)"]
    assert box.check(LAN).truth is Truth.TRUE


def test_a_team_of_the_old_kind_becomes_embedded_teaming(tmp_path: Path) -> None:
    """Two adapters for a switch that stood on an LBFO team: newer releases take nothing else."""

    def configure(said: dict[str, object]) -> None:
        said["switches"] = [
            {"switch": "LAN", "adapters": ["Slot 1 Port 1", "Slot 1 Port 2"]},
            {"switch": "DMZ", "adapters": ["Onboard"]},
        ]

    box = Box("company", tmp_path / "box", configure)
    box.hands.rebuild()
    step = next(one.id for one in box.plan.steps if one.id.startswith(LAN) and one.subject.name == "LAN")
    box.apply(step)
    [switch] = box.host.switches
    assert (switch.embedded_teaming, switch.adapters) == (True, ("Slot 1 Port 1", "Slot 1 Port 2"))
    assert box.check(step).truth is Truth.TRUE


def test_adapters_are_offered_and_an_answer_is_held_against_the_host(tmp_path: Path) -> None:
    """Without a mapping a person chooses among adapters that carry nothing; a wrong name is not taken."""
    box = Box("small", tmp_path / "box")
    box.hands.rebuild()
    assert box.suggest("choose-adapters") == ("Ethernet 2",)
    assert box.check("choose-adapters").truth is Truth.FALSE
    [question] = box.step("choose-adapters").answers
    box.answers[question] = ("Nowhere",)
    assert rules(box, "choose-adapters") == ["switch.adapter-missing"]
    box.answers[question] = ("Ethernet 2",)
    assert box.check("choose-adapters").truth is Truth.TRUE
    box.apply(LAN)
    assert box.host.switches[0].adapters == ("Ethernet 2",)


def test_which_switches_were_there_is_written_down_before(box: Box) -> None:
    """Going back takes away ours only."""
    box.host.switches.append(Switch("Default", named_guid(1, "x"), "Private"))
    [original] = box.prepare(LAN)
    assert original.value == [str(named_guid(1, "x"))]


def test_what_windows_refuses_is_not_hidden(box: Box) -> None:
    """A refusal of New-VMSwitch ends the step with Windows' own words."""
    box.host.adapters[0].name = "Elsewhere"
    box.host.adapters[0].interface_description = "Other"
    with pytest.raises(ScriptFailed) as raised:
        box.apply(LAN)
    assert "No network adapter" in str(raised.value.parameters["message"])


def managed(box: Box) -> None:
    """Let the remote session come in over the one adapter of the new host."""
    box.host.addresses["Ethernet 2"] = IpConfiguration(("192.168.10.77/24",), ("192.168.10.1",))
    box.host.session_address = "192.168.10.77"


def test_the_switch_under_the_session_is_made_by_a_task_and_confirmed(box: Box) -> None:
    """The host creates it by itself; it stays because the controller was heard again, and the address went along."""
    managed(box)
    box.apply(LAN)
    box.session.tasks.wait(30)
    assert "New-ExternalSwitch" not in box.session.scripts
    assert [one.name for one in box.host.switches] == ["LAN"]
    assert box.host.addresses["vEthernet (LAN)"].addresses == ("192.168.10.77/24",)
    assert box.check(LAN).truth is Truth.TRUE


def test_the_switch_under_the_session_is_undone_when_nobody_answers(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    """The session does not come back: the host takes the switch away and has its address on the adapter again."""
    managed(box)
    monkeypatch.setattr("migrator.hyperv.switch_task.UNDO_AFTER_S", 1)
    box.session.lost_on = "Confirm-SwitchTask"
    with pytest.raises(SessionLost):
        box.apply(LAN)
    box.session.tasks.wait(30)
    assert box.host.switches == []
    assert box.host.addresses["Ethernet 2"].addresses == ("192.168.10.77/24",)
    assert box.check(LAN).truth is Truth.FALSE


@pytest.mark.parametrize("script", ["Start-SwitchTask", "Confirm-SwitchTask"])
def test_an_answer_that_the_new_switch_swallowed_costs_nothing(box: Box, script: str) -> None:
    """The start is not repeated, the confirmation is; the switch stays."""
    managed(box)
    box.session.lost_after = script
    box.apply(LAN)
    box.session.tasks.wait(30)
    assert box.session.scripts.count("Start-SwitchTask") == 1
    assert box.check(LAN).truth is Truth.TRUE


def test_a_switch_beside_the_session_needs_no_task(box: Box) -> None:
    """The session comes in over another adapter."""
    box.host.session_address = "10.0.0.1"
    box.apply(LAN)
    assert "Start-SwitchTask" not in box.session.scripts
