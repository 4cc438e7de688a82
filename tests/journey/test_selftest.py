"""`selftest` tells a host that is as we believe from one that is not, and names nobody."""

import json
import shutil
from pathlib import Path

import pytest

from migrator.cli.app import run
from migrator.errors import ExitCode
from migrator.lab.client import LabClient

Output = pytest.CaptureFixture[str]


def _selftest(lab: LabClient, monkeypatch: pytest.MonkeyPatch, *more: str) -> int:
    for name, value in lab.environment.items():
        monkeypatch.setenv(name, value)
    return run(["selftest", "-c", lab.lab.config_file, *more])


def test_a_host_as_we_believe_is_clean_and_its_file_names_nobody(
    small_lab: LabClient, at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    assert _selftest(small_lab, monkeypatch) == ExitCode.DONE, capsys.readouterr().err
    written = (at_home / "selftest.json").read_text()
    report = json.loads(written)
    assert len(report["trials"]) == 17
    assert all(one["fault"] is None for one in report["trials"])
    assert all(one["found"] for one in report["commands"] if one["expected"])
    for name in ('"dc01"', "\\dc01\\", "files.example.test", "192.168.10.11", "HV01", "WD My Passport"):
        assert name.lower() not in written.lower(), name


@pytest.mark.live
@pytest.mark.skipif(shutil.which("pwsh") is None, reason="no PowerShell 7 (pwsh) on the PATH")
def test_a_host_that_runs_the_real_scripts_is_clean_too(
    tmp_path: Path, at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """The same in a real PowerShell, with the stand-in modules' own commands and parameters."""
    with LabClient.start("small", tmp_path / "lab", engine="pwsh") as lab:
        assert _selftest(lab, monkeypatch) == ExitCode.DONE, capsys.readouterr().err
        report = json.loads((at_home / "selftest.json").read_text())
        assert [one["fault"] for one in report["trials"]] == [None] * 17


def test_a_missing_cmdlet_is_reported(
    lab: LabClient, at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    lab.do("remove-cmdlet", command="Hyper-V\\Get-VMSwitch")
    assert _selftest(lab, monkeypatch) == ExitCode.FAILED
    report = json.loads((at_home / "selftest.json").read_text())
    assert next(one for one in report["trials"] if one["script"] == "Get-SwitchInventory")["fault"]
    assert not next(one for one in report["commands"] if one["command"] == "Hyper-V\\Get-VMSwitch")["found"]
    assert "missing command    Hyper-V\\Get-VMSwitch" in capsys.readouterr().err


def test_a_renamed_property_is_reported_with_the_scripts_name(
    lab: LabClient, at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    lab.do("rename-property", command="Hyper-V\\Get-VM", old="State", new="Status2")
    assert _selftest(lab, monkeypatch) == ExitCode.FAILED
    report = json.loads((at_home / "selftest.json").read_text())
    fault = next(one for one in report["trials"] if one["script"] == "Get-VMInventory")
    assert fault["fault"] == "script-failed"
    assert "PropertyNotFoundStrict" in str(fault["fault_said"]["error_id"])
    assert "failed Get-VMInventory" in capsys.readouterr().err


def test_slow_answers_are_reported(
    small_lab: LabClient, at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """Whatever takes longer than the person allows is named."""
    assert _selftest(small_lab, monkeypatch, "--slow-after", "0") == ExitCode.FAILED
    assert all(one["slow"] for one in json.loads((at_home / "selftest.json").read_text())["trials"])
    assert "slow   Get-HostInventory" in capsys.readouterr().err
