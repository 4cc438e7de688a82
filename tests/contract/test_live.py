"""With a PowerShell on the PATH: every script runs in it, and says what both the recording and the python engine say."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gates.analyzer import powershell
from gates.contract import python_side
from gates.contract.case import Case
from gates.contract.cases import ALL
from gates.contract.differences import differences
from gates.contract.live_side import LiveSide
from gates.contract.recording import read
from migrator.hyperv.scripts import READING_SCRIPTS
from migrator.ports.host_session import ParameterValue

ENGINE = powershell()
BY_ID = {case.id: case for case in ALL}

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(ENGINE is None, reason="no PowerShell on the PATH"),
]


@pytest.fixture(scope="module")
def live() -> Iterator[LiveSide]:
    assert ENGINE is not None
    with LiveSide(ENGINE) as side:
        yield side


@pytest.mark.parametrize("case_id", BY_ID)
def test_both_engines_say_the_same(case_id: str, live: LiveSide, tmp_path: Path) -> None:
    """What people rehearse against is what the script does in a real PowerShell."""
    case = BY_ID[case_id]
    (tmp_path / "live").mkdir()
    (tmp_path / "python").mkdir()
    answer = live.answer(case, tmp_path / "live")
    assert differences(python_side.answer(case, tmp_path / "python"), answer.observed) == [], answer.messages
    recording = read(case_id)
    assert recording is not None
    assert differences(recording.observed, answer.observed, "recorded", "live") == []
    assert answer.executed_lines == set(recording.executed_lines)


PARAMETERS: dict[str, dict[str, ParameterValue]] = {
    "Get-FolderInventory": {"LiteralPath": ["C:\\", "D:\\"]},
    "Get-VolumeContentInventory": {"MinimumBytes": 1},
    "Test-CommandTable": {"Table": '{"Hyper-V\\\\Get-VM":["Id"]}'},
    "Test-HostSession": {"Nonce": "n", "Values": ["v"]},
}


@pytest.mark.parametrize("scenario", ["company", "thread", "unpleasant"])
def test_both_engines_say_the_same_of_shipped_scenarios(scenario: str, live: LiveSide, tmp_path: Path) -> None:
    """Whoever rehearses with or without a PowerShell reads the same inventory and gets the same plan."""
    for script in READING_SCRIPTS:
        case = Case(script, scenario, scenario, parameters=PARAMETERS.get(script, {}))
        (tmp_path / script / "live").mkdir(parents=True)
        (tmp_path / script / "python").mkdir()
        answer = live.answer(case, tmp_path / script / "live")
        assert differences(python_side.answer(case, tmp_path / script / "python"), answer.observed) == [], script
        assert answer.observed.errors == ()
