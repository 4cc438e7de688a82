"""`migrator lab` serves rehearsal hosts, plays the person, and says what is wrong in words."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from migrator.cli.app import run
from migrator.errors import ExitCode
from migrator.lab.client import LabClient

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Give a way to run `migrator lab ...`: exit code, stdout, stderr."""

    def lab(*arguments: str) -> tuple[int, str, str]:
        code = run(["lab", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return lab


@pytest.fixture
def folder(tmp_path: Path, command: Command) -> Iterator[Path]:
    """Leave a detached lab of scenario `small` running."""
    place = tmp_path / "lab"
    code, _, err = command("up", "small", "--detach", "--folder", str(place))
    assert code == ExitCode.DONE, err
    yield place
    if (place / "lab.json").is_file():
        LabClient(place).stop()


def test_up_says_how_to_use_it(tmp_path: Path, command: Command) -> None:
    """People get the lines to paste, programs one document; the password itself is in neither."""
    place = tmp_path / "lab"
    code, out, err = command("up", "none", "--detach", "--folder", str(place), "--json")
    client = LabClient(place)
    client.stop()
    assert code == ExitCode.DONE
    assert "migrator inventory --config" in err
    document = json.loads(out)
    assert document["config"] == str(place / "migrator.yaml")
    assert document["user"] == "Administrator"
    assert (place / "password").read_text(encoding="utf-8").strip() not in out + err


def test_status_and_do_and_down(folder: Path, command: Command) -> None:
    """The world is shown, changed, shown again, ended."""
    _, out, err = command("status", "--folder", str(folder), "--json")
    assert "Off        web" in err
    assert json.loads(out)["host"]["name"] == "HV01"
    assert " UTC" in err.splitlines()[0]
    assert "plugged in: E: DISK-A" in err
    assert command("do", "start-vm", "vm=web", "--folder", str(folder))[2] == "web runs\n"
    assert "Running    web" in command("status", "--folder", str(folder))[2]
    assert command("down", "--folder", str(folder))[0] == ExitCode.DONE
    code, _, err = command("status", "--folder", str(folder))
    assert code == ExitCode.FAILED
    assert "no lab runs there" in err


def test_a_lab_of_another_version_says_so(folder: Path, command: Command) -> None:
    """Its host would refuse today's scripts as unknown commands; nobody would guess why."""
    assert "another version" not in command("status", "--folder", str(folder))[2]
    file = folder / "lab.json"
    known = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**known, "scripts_sha256": "0" * 64}), encoding="utf-8")
    code, _, err = command("status", "--folder", str(folder))
    assert code == ExitCode.DONE
    assert "another version" in err


def test_a_running_lab_is_not_trampled(folder: Path, command: Command) -> None:
    """A second `up` in the same folder refuses; after `down` it makes the world anew."""
    code, _, err = command("up", "small", "--detach", "--folder", str(folder))
    assert code == ExitCode.FAILED
    assert "a lab runs there already" in err
    command("down", "--folder", str(folder))
    assert command("up", "none", "--detach", "--folder", str(folder))[0] == ExitCode.DONE


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path, command: Command) -> None:
    """No file that is not a lab's is removed or written over."""
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    code, _, err = command("up", "none", "--detach", "--folder", str(tmp_path))
    assert code == ExitCode.FAILED
    assert "not empty" in err
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_do_without_an_action_lists_them(command: Command) -> None:
    """Nobody needs to guess."""
    _, out, err = command("do", "--json")
    assert "corrupt path=... [offset=...]" in err
    assert {"rebuild", "pull", "unreachable", "fault"} <= {entry["action"] for entry in json.loads(out)}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("do", "pull", "disk=none"), ExitCode.FAILED, "there is no disk none"),
        (("do", "pull", "disk"), ExitCode.USAGE, "NAME=VALUE"),
        (("do", "dance"), ExitCode.FAILED, "unknown action dance"),
    ],
)
def test_a_mistake_is_said(
    folder: Path, command: Command, arguments: tuple[str, ...], code: ExitCode, said: str
) -> None:
    """Unknown action, unknown disk, malformed value."""
    found, _, err = command(*arguments, "--folder", str(folder))
    assert found == code
    assert said in err


def test_an_unknown_scenario_names_those_there_are(tmp_path: Path, command: Command) -> None:
    """A typing mistake is cured at once."""
    code, _, err = command("up", "compny", "--detach", "--folder", str(tmp_path / "lab"))
    assert code == ExitCode.FAILED
    assert "arrays-stay, company" in err


def test_scenarios_are_listed(command: Command) -> None:
    """Each with a sentence."""
    _, out, err = command("scenarios", "--json")
    assert "fifteen virtual machines" in err
    assert "company" in [entry["name"] for entry in json.loads(out)]


def test_a_captured_inventory_is_served(tmp_path: Path, command: Command) -> None:
    """The host of the file answers, and the scenario made of it can be read and changed."""
    golden = Path(__file__).parents[2] / "golden" / "inventory-1.json"
    place = tmp_path / "lab"
    code, _, err = command("from-inventory", str(golden), "--detach", "--folder", str(place))
    assert code == ExitCode.DONE, err
    host = LabClient(place).state()["host"]
    LabClient(place).stop()
    captured = json.loads(golden.read_text(encoding="utf-8"))["inventory"]["host"]
    assert isinstance(host, dict)
    assert host["name"] == captured["name"]
    assert "as captured" in (place / "scenario.yaml").read_text(encoding="utf-8")


def test_a_strangers_folder_that_looks_like_a_lab_keeps_its_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only a folder that carries the lab's own mark may lose its world to a new lab."""
    (tmp_path / "world").mkdir()
    (tmp_path / "world" / "map.txt").write_text("mine")
    (tmp_path / "service.log").write_text("mine")
    assert run(["lab", "up", "small", "--folder", str(tmp_path), "--detach"]) == ExitCode.FAILED
    assert (tmp_path / "world" / "map.txt").read_text() == "mine"
    assert "not a lab's" in capsys.readouterr().err
