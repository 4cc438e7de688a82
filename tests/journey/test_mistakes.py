"""A mistake of the administrator ends in words and with its code: never in a stack trace, never in the wrong advice."""

import io
import json
from importlib.resources import files
from pathlib import Path

import pytest

from migrator.cli.app import run
from migrator.cli.streams import open_streams
from migrator.errors import ExitCode
from migrator.lab.client import LabClient, LabNotStarted

CASE = Path(str(files("migrator.lab") / "examples" / "thread"))
Output = pytest.CaptureFixture[str]


def _inventory_with(
    lab: LabClient, monkeypatch: pytest.MonkeyPatch, home: Path, *edits: tuple[str, str], password: str | None = None
) -> int:
    """Run `inventory` with the lab's configuration, edited."""
    for name, value in lab.environment.items():
        monkeypatch.setenv(name, password or value)
    text = Path(lab.lab.config_file).read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    (home / "migrator.yaml").write_text(text, encoding="utf-8")
    return run(["inventory", "--json"])


@pytest.mark.parametrize("content", [None, "no certificate\n"], ids=["absent", "no-pem"])
def test_a_file_that_holds_no_authority_is_named(
    small_lab: LabClient, at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output, content: str | None
) -> None:
    file = at_home / "authority.pem"
    if content is not None:
        file.write_text(content)
    assert _inventory_with(small_lab, monkeypatch, at_home, (small_lab.lab.ca_file, str(file))) == ExitCode.USAGE
    said = capsys.readouterr()
    assert json.loads(said.out)["error"] == "file-unreadable"
    assert "authority.pem" in said.err


def test_a_port_without_tls_is_not_blamed_on_the_certificate(
    small_lab: LabClient, at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    ports = (str(small_lab.lab.https_port), str(small_lab.lab.http_port))
    assert _inventory_with(small_lab, monkeypatch, at_home, ports) == ExitCode.CONNECTION
    said = capsys.readouterr()
    assert json.loads(said.out)["error"] == "host-unreachable"
    assert "not with TLS" in said.err


def test_a_password_that_nobody_can_type_is_missing_not_an_interruption(
    small_lab: LabClient, at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """Without a terminal the line is read from stdin, without a word about the interpreter; its end is no password."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    stores = ("store: environment\n      name: MIGRATOR_LAB_PASSWORD", "store: prompt")
    assert _inventory_with(small_lab, monkeypatch, at_home, stores) == ExitCode.CONNECTION
    said = capsys.readouterr()
    assert json.loads(said.out)["error"] == "password-not-typed"
    assert "No password was typed" in said.err
    assert "Warning" not in said.err


def test_a_wrong_password_is_refused_and_shown_nowhere(
    small_lab: LabClient, at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    assert _inventory_with(small_lab, monkeypatch, at_home, password="Geheim-4711") == ExitCode.CONNECTION
    said = capsys.readouterr()
    assert json.loads(said.out)["error"] == "login-refused"
    assert "Geheim" not in said.out + said.err


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        ("- a list\n", "no-config"),
        ("a: 1\nb: \0\n", "not-yaml"),
        ("a: " + "[" * 5000, "not-yaml"),
    ],
    ids=["empty", "list", "nul", "deep"],
)
def test_a_file_that_is_no_configuration_is_said_to_be_none(
    at_home: Path, capsys: Output, text: str, fault: str
) -> None:
    (at_home / "migrator.yaml").write_text(text)
    assert run(["check", "--json"]) == ExitCode.USAGE
    assert [one["kind"] for one in json.loads(capsys.readouterr().out)["faults"]] == [fault]


def test_an_inventory_nested_too_deeply_is_none(at_home: Path, capsys: Output) -> None:
    (at_home / "migrator.yaml").write_bytes((CASE / "migrator.yaml").read_bytes())
    (at_home / "inventory.json").write_text("[" * 100_000)
    assert run(["check", "--json"]) == ExitCode.USAGE
    assert json.loads(capsys.readouterr().out)["error"] == "inventory-unreadable"


def test_an_inventory_that_a_windows_editor_saved_unchanged_is_still_good(at_home: Path) -> None:
    (at_home / "migrator.yaml").write_bytes((CASE / "migrator.yaml").read_bytes())
    as_windows = (CASE / "inventory.json").read_bytes().replace(b"\n", b"\r\n")
    (at_home / "inventory.json").write_bytes(b"\xef\xbb\xbf" + as_windows)
    assert run(["check"]) == ExitCode.FINISHED_WITH_WARNINGS


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["plan", "--nope"],
        ["inventory", "--with", "inventory.json"],
        ["lab", "up", "small", "--seed", "x"],
    ],
)
@pytest.mark.usefixtures("at_home")
def test_a_usage_error_is_a_document_for_programs_too(arguments: list[str], capsys: Output) -> None:
    assert run([*arguments, "--json"]) == ExitCode.USAGE
    said = json.loads(capsys.readouterr().out)
    assert (said["error"], said["exit_code"]) == ("usage", ExitCode.USAGE)


def test_a_file_in_the_place_of_the_labs_folder_is_left_alone(at_home: Path, capsys: Output) -> None:
    (at_home / "lab").write_text("mine")
    assert run(["lab", "up", "small", "--json"]) == ExitCode.FAILED
    assert json.loads(capsys.readouterr().out)["error"] == "lab-unusable"
    assert (at_home / "lab").read_text() == "mine"


def test_the_pwsh_engine_without_a_powershell_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LabNotStarted) as refused:
        LabClient.start("small", tmp_path / "lab", engine="pwsh")
    assert refused.value.faults == ("no `pwsh` (PowerShell 7) is on the PATH",)


def test_a_drive_that_is_not_there_is_said_in_a_sentence(small_lab: LabClient, at_home: Path, capsys: Output) -> None:
    folder = str(small_lab.folder)
    assert at_home.is_dir()
    assert run(["lab", "do", "corrupt", "path=Q:\\nope", "--folder", folder]) == ExitCode.FAILED
    assert "there is no volume for Q:" in capsys.readouterr().err


def test_a_console_of_an_older_code_page_still_gets_every_name(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding="cp1252"))
    open_streams(as_json=True).document({"vm": "虚拟机 🚀 Müller"})
    assert json.loads(written.getvalue().decode("ascii")) == {"vm": "虚拟机 🚀 Müller"}


def test_a_lab_with_any_names_starts_where_the_locale_knows_only_ascii(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONUTF8", "0")
    monkeypatch.setenv("PYTHONCOERCECLOCALE", "0")
    with LabClient.start("unpleasant", tmp_path / "lab") as client:
        assert "Müller".upper() in json.dumps(client.state(), ensure_ascii=False)
