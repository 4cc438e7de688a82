"""The way through: configuration, inventory, check, plan, over real remoting against a rehearsal host."""

import io
import json
import re
from pathlib import Path

import pytest

from migrator.adapters.config_file import read_config
from migrator.cli.app import run
from migrator.errors import ExitCode
from migrator.lab.client import LabClient

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _password(small_lab: LabClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in small_lab.environment.items():
        monkeypatch.setenv(name, value)


def _inventory(lab: LabClient) -> None:
    assert run(["inventory", "-c", lab.lab.config_file]) == ExitCode.DONE


def test_a_plan_is_made_of_a_host_and_then_needs_it_no_more(
    small_lab: LabClient, at_home: Path, capsys: Output
) -> None:
    """Inventory reads the host; check and plan work from its file, and the same input gives the same plan."""
    _inventory(small_lab)
    assert run(["plan", "-c", small_lab.lab.config_file]) in (
        ExitCode.DONE,
        ExitCode.BLOCKERS,
        ExitCode.FINISHED_WITH_WARNINGS,
    )
    first = (at_home / "plan.json").read_text()
    page = (at_home / "plan.html").read_text()
    assert run(["plan", "-c", small_lab.lab.config_file, "-o", "again.json"]) != ExitCode.FAILED
    assert (at_home / "again.json").read_text() == first
    plan = json.loads(first)
    assert [phase["id"] for phase in plan["phases"]]
    for name in ("dc01", "files", "web"):
        assert name in page
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", page)
    said = capsys.readouterr()
    assert said.out == ""
    assert "Nothing has been changed on any host" in said.err


def test_an_older_inventory_is_kept_and_compared(small_lab: LabClient, at_home: Path, capsys: Output) -> None:
    """A second reading costs nothing of the first, and says that nothing that matters has changed."""
    _inventory(small_lab)
    _inventory(small_lab)
    assert (at_home / "inventory.1.json").exists()
    assert run(["inventory", "--diff", "inventory.1.json", "--with", "inventory.json", "--json"]) == ExitCode.DONE
    assert isinstance(json.loads(capsys.readouterr().out), list)


def test_an_edited_inventory_is_refused(small_lab: LabClient, at_home: Path, capsys: Output) -> None:
    """What `check` and `plan` work from is what the host said."""
    _inventory(small_lab)
    file = at_home / "inventory.json"
    file.write_text(file.read_text().replace('"dc01"', '"dc02"'))
    assert run(["check", "-c", small_lab.lab.config_file]) == ExitCode.INTEGRITY
    assert "inventory.json" in capsys.readouterr().err


def test_init_reads_the_host_and_writes_a_configuration_that_plans(
    small_lab: LabClient, at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """Enter on every question gives a configuration without faults, and no password in it."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{small_lab.password}\n"))
    monkeypatch.setattr("typer.prompt", lambda _question, default=None, **_: default)
    port = str(small_lab.lab.https_port)
    code = run(
        [
            "init",
            "--from",
            "127.0.0.1",
            "--port",
            port,
            "--ca-file",
            small_lab.lab.ca_file,
            "--user",
            small_lab.lab.user,
        ]
    )
    assert code == ExitCode.DONE, capsys.readouterr().err
    config = read_config(at_home / "migrator.yaml")
    assert config.source.connection.port == int(port)
    assert set(config.destination.host.volumes) == {"C", "D"}
    text = (at_home / "migrator.yaml").read_text()
    assert small_lab.password not in text
    assert "000 GB" not in text, "people say 4 TB"
    # The password was there once only: what was read is kept, and the next command needs no host.
    assert run(["check"]) in {ExitCode.DONE, ExitCode.FINISHED_WITH_WARNINGS, ExitCode.BLOCKERS}


def test_a_configuration_with_faults_names_all_of_them_with_their_lines(at_home: Path, capsys: Output) -> None:
    (at_home / "migrator.yaml").write_text(
        "schema_version: 1\nname: Not A Slug\nsource: {connection: {address: hv01, transport: telnet}}\nmisspelt: 1\n"
    )
    assert run(["check"]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert "migrator.yaml:2" in said
    assert "migrator.yaml:3" in said
    assert "migrator.yaml:4" in said


@pytest.mark.parametrize("arguments", [["nonsense"], ["plan", "--nonsense"], []])
def test_a_mistyped_command_is_a_usage_error(arguments: list[str], capsys: Output) -> None:
    assert run(arguments) == ExitCode.USAGE
    capsys.readouterr()


@pytest.mark.usefixtures("at_home")
def test_a_wrong_password_is_said_without_the_password(
    small_lab: LabClient, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setenv("MIGRATOR_LAB_PASSWORD", "wrong-sentinel")
    assert run(["inventory", "-c", small_lab.lab.config_file]) == ExitCode.CONNECTION
    said = capsys.readouterr()
    assert "refused the login" in said.err
    assert "wrong-sentinel" not in said.err + said.out
