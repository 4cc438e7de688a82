"""Commands that work from files say what they found, end with a code that says it too, and never with a stack trace."""

import io
import json
from importlib.resources import files
from pathlib import Path

import pytest

from migrator.adapters.config_file import read_config
from migrator.cli import plan as plan_command
from migrator.cli.app import run
from migrator.domain.inventory_file import read_inventory, write_inventory
from migrator.errors import ExitCode

CASE = Path(str(files("migrator.lab") / "examples" / "thread"))
Output = pytest.CaptureFixture[str]


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that holds the reference case."""
    for file in CASE.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _edit_inventory(folder: Path, **changes: object) -> None:
    """Write another inventory.json, with its own digest."""
    file = folder / "inventory.json"
    found = read_inventory(file.read_text(encoding="utf-8"), file.name)
    file.write_text(write_inventory(found.model_copy(update=changes)), encoding="utf-8")


@pytest.mark.usefixtures("at_home")
def test_check_ends_with_the_code_of_its_worst_concern(capsys: Output) -> None:
    """The reference case has warnings and no blocker; people read what comes next, programs get one list."""
    assert run(["check", "--json"]) == ExitCode.FINISHED_WITH_WARNINGS
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert {one["severity"] for one in found} == {"warning", "note"}
    assert "WARNING  vm.domain-controller" in said.err
    assert "0 blockers" in said.err
    assert "Next: decide on the warnings" in said.err


def test_lines_for_waivers_are_ready_but_for_person_and_reason(at_home: Path, capsys: Output) -> None:
    """Copied into the configuration they are refused, until somebody signs; then the warnings are accepted."""
    run(["check", "--waivers"])
    lines = capsys.readouterr().err
    ready = lines[lines.index("waivers:\n") : lines.index("Next:")]
    config = at_home / "migrator.yaml"
    config.write_text(f"{config.read_text(encoding='utf-8')}\n{ready}", encoding="utf-8")
    assert run(["check"]) == ExitCode.USAGE
    signed = config.read_text(encoding="utf-8").replace('person: "", reason: ""', 'person: "A", reason: "known"')
    config.write_text(signed, encoding="utf-8")
    assert run(["check"]) == ExitCode.DONE


def test_a_blocker_ends_check_with_its_own_code(at_home: Path, capsys: Output) -> None:
    """A folder that nobody could list proves nothing: the gate before the wipe stays shut."""
    folders = read_inventory((at_home / "inventory.json").read_text(encoding="utf-8"), "inventory.json").folders
    refused = folders[0].model_copy(update={"error_id": "PermissionDenied"})
    _edit_inventory(at_home, folders=(refused, *folders[1:]))
    assert run(["check", "--rule", "layout"]) == ExitCode.BLOCKERS
    said = capsys.readouterr().err
    assert "BLOCKER  layout.folder-unreadable" in said
    assert "vm.domain-controller" not in said


@pytest.mark.usefixtures("at_home")
def test_a_rule_that_says_nothing_ends_with_done() -> None:
    assert run(["check", "--rule", "disk.missing"]) == ExitCode.DONE


def test_a_change_since_the_older_inventory_is_shown_with_both_values(at_home: Path, capsys: Output) -> None:
    (at_home / "older.json").write_bytes((at_home / "inventory.json").read_bytes())
    host = read_inventory((at_home / "older.json").read_text(encoding="utf-8"), "older.json").host
    _edit_inventory(at_home, host=host.model_copy(update={"memory_bytes": host.memory_bytes * 2}))
    code = run(["inventory", "--diff", "older.json", "--with", "inventory.json"])
    assert code == ExitCode.HOST_NOT_AS_PLANNED
    said = capsys.readouterr().err
    assert "memory: 32 GiB -> 64 GiB" in said
    assert "1 change that matters" in said


@pytest.mark.usefixtures("at_home")
def test_what_cannot_be_written_is_not_silently_left_out(capsys: Output) -> None:
    """Two files are compared and nothing is read: `-o` has nothing to write, and says so."""
    code = run(["inventory", "--diff", "inventory.json", "--with", "inventory.json", "-o", "new.json"])
    assert code == ExitCode.USAGE
    assert "nothing to write" in capsys.readouterr().err


def test_a_destination_without_a_connection_cannot_be_read_yet(at_home: Path, capsys: Output) -> None:
    assert read_config(at_home / "migrator.yaml").destination.connection is None
    assert run(["inventory", "--host", "destination"]) == ExitCode.USAGE
    assert "destination" in capsys.readouterr().err


def test_ctrl_c_ends_in_words_and_with_its_code(at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    """Interrupted while reading: no stack trace, and nothing half written."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(plan_command, "read_text", interrupted)
    assert run(["plan"]) == ExitCode.INTERRUPTED
    assert "Nothing was changed" in capsys.readouterr().err
    assert not (at_home / "plan.json").exists()


def test_init_asks_again_for_what_is_no_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    """`sixteen` is asked again, and the file is written."""
    monkeypatch.chdir(tmp_path)
    answers = ["hv01", "", "", "", "", "", "", "sixteen", "16", "", "", "", "", ""]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([*answers, "", ""])))
    assert run(["init"]) == ExitCode.DONE, capsys.readouterr().err
    assert read_config(tmp_path / "migrator.yaml").destination.host.logical_processors == 16


def test_init_refuses_a_connection_that_would_be_unsafe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """A fingerprint for plain http would be a false comfort; nothing is asked, nothing written."""
    monkeypatch.chdir(tmp_path)
    code = run(["init", "--from", "hv01", "--user", "a", "--transport", "http", "--fingerprint", "ab" * 32])
    assert code == ExitCode.USAGE
    assert "http shows no certificate" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
