"""Faults that are planted for one script and not for a request."""

import pytest

from migrator.lab.cmdlets.api import PsError
from migrator.lab.engines.engine import EngineGone
from migrator.lab.service_scripts import ScriptRuns
from migrator.lab.wire.planted import FaultKind, PlantedFault, PlantedFaults


def test_a_script_is_refused_once_and_late_the_next_time() -> None:
    """Other scripts and requests neither meet its faults nor use them up."""
    waited: list[float] = []
    planted = PlantedFaults(
        PlantedFault(FaultKind.REFUSED, script="Set-VMStartAction"),
        PlantedFault(FaultKind.DELAY, nth=2, seconds=3.0, script="Set-VMStartAction"),
    )
    runs = ScriptRuns(planted, waited.append)
    assert planted.take("Command") is None
    runs.begin("Get-VMStatus")()
    with pytest.raises(PsError, match="planted"):
        runs.begin("set-vmstartaction")
    assert waited == []
    runs.begin("Set-VMStartAction")()
    runs.begin("Set-VMStartAction")()
    assert waited == [3.0]
    assert runs.names == ["Get-VMStatus", "set-vmstartaction", "Set-VMStartAction", "Set-VMStartAction"]


def test_an_answer_is_lost_only_after_the_script_has_acted() -> None:
    """What comes before the end of the script happens."""
    acted = ScriptRuns(PlantedFaults(PlantedFault(FaultKind.RESET_AFTER, script="Start-VirtualMachine"))).begin(
        "Start-VirtualMachine"
    )
    with pytest.raises(EngineGone):
        acted()


def test_a_fault_that_a_script_cannot_have_is_refused() -> None:
    """A request can be unavailable, a script cannot."""
    with pytest.raises(ValueError, match="unavailable"):
        PlantedFault(FaultKind.UNAVAILABLE, script="Start-VirtualMachine")
