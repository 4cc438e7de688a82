"""A lab is a process of its own that a client starts, steers and ends."""

import json
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from migrator.adapters.config_file import read_config
from migrator.adapters.connect import open_session
from migrator.domain.connection import Connection
from migrator.errors import HostTlsRefused, HostUnreachable
from migrator.hyperv.get_vm_inventory import get_vm_inventory
from migrator.lab.client import LabClient, LabNotStarted, LabRefused, NoLab
from migrator.lab.control import Answer
from migrator.ports.host_session import HostSession


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LabClient]:
    """Run a lab of scenario `small`."""
    with LabClient.start("small", tmp_path / "lab") as client:
        yield client


@pytest.fixture(scope="module")
def quiet_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabClient]:
    """Run one for tests that change nothing of it."""
    with LabClient.start("small", tmp_path_factory.mktemp("quiet") / "lab") as client:
        yield client


def connect(lab: LabClient, connection: Connection | None) -> HostSession:
    """Open a session by the ready configuration."""
    assert connection is not None
    return open_session(connection, lambda *_: "", environment=lab.environment)


def host_of(state: Answer) -> Answer:
    """Give the host's part of a state."""
    host = state["host"]
    assert isinstance(host, dict)
    return host


def test_the_ready_configuration_works_as_it_is(lab: LabClient) -> None:
    """With the file and the password in the environment, the host's VMs are read over TLS."""
    config = read_config(Path(lab.lab.config_file))
    session = connect(lab, config.source.connection)
    try:
        assert [vm.name for vm in get_vm_inventory(session)] == ["dc01", "files", "web"]
    finally:
        session.close()
    asked = lab.log()["cmdlets"]
    assert isinstance(asked, list)
    assert "Hyper-V\\Get-VM" in asked


def test_after_the_rebuild_the_old_settings_do_not_trust_the_stranger(lab: LabClient) -> None:
    """The same address shows another certificate: the source's connection refuses it, the destination's takes it."""
    config = read_config(Path(lab.lab.config_file))
    before = host_of(lab.state())
    lab.do("rebuild")
    with pytest.raises(HostTlsRefused):
        connect(lab, config.source.connection)
    session = connect(lab, config.destination.connection)
    try:
        assert get_vm_inventory(session) == ()
    finally:
        session.close()
    after = host_of(lab.state())
    assert (before["name"], after["name"]) == ("HV01", "HV02")
    assert before["machine_guid"] != after["machine_guid"]


def test_an_unreachable_host_comes_back_where_it_was(lab: LabClient) -> None:
    """Off, nothing answers; on again, the same settings reach it."""
    connection = read_config(Path(lab.lab.config_file)).source.connection
    lab.do("unreachable")
    with pytest.raises(HostUnreachable):
        connect(lab, connection)
    lab.do("back")
    connect(lab, connection).close()


def test_a_planted_fault_meets_the_next_request(lab: LabClient) -> None:
    """What goes wrong on the wire is planted from outside, and healed."""
    connection = read_config(Path(lab.lab.config_file)).source.connection
    lab.do("fault", kind="unavailable", times=50)
    with pytest.raises(HostUnreachable):
        connect(lab, connection)
    lab.do("heal")
    connect(lab, connection).close()


def test_secrets_are_for_this_user_only(quiet_lab: LabClient) -> None:
    """Password and token lie in files nobody else can read, and the password in no other file."""
    secret = quiet_lab.password.encode()
    for file in quiet_lab.folder.iterdir():
        if file.name in {"lab.json", "password"} and sys.platform != "win32":
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
        if file.is_file() and file.name != "password":
            assert secret not in file.read_bytes()


@pytest.mark.parametrize(
    ("action", "arguments", "said"),
    [
        ("explode", {}, "unknown action explode; there are: back, bad-sector, corrupt"),
        ("corrupt", {}, "corrupt: path: Missing required keyword only argument"),
        ("corrupt", {"path": "D:\\none"}, "there is no file D:\\none"),
        ("corrupt", {"path": "Q:\\none"}, "Q:\\none"),
        ("set-clock", {"to": "tomorrow"}, "set-clock: to: Input should be a valid datetime"),
        ("fault", {"kind": "gremlins"}, "'gremlins' is not a valid FaultKind"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    quiet_lab: LabClient, action: str, arguments: dict[str, str], said: str
) -> None:
    """A mistyped action or value changes nothing and says what is wrong."""
    with pytest.raises(LabRefused) as refused:
        quiet_lab.do(action, **arguments)
    assert said in str(refused.value)


def test_an_ended_lab_is_no_lab(tmp_path: Path) -> None:
    """After `stop` nothing listens, and the folder says so."""
    client = LabClient.start("none", tmp_path / "lab")
    client.stop()
    with pytest.raises(NoLab):
        LabClient(tmp_path / "lab")
    with pytest.raises(NoLab):
        client.state()


def test_a_scenario_with_mistakes_does_not_start(tmp_path: Path) -> None:
    """The faults of the file come back, not a stack trace."""
    file = tmp_path / "mine.yaml"
    file.write_text("title: x\n", encoding="utf-8")
    with pytest.raises(LabNotStarted) as refused:
        LabClient.start(str(file), tmp_path / "lab")
    assert refused.value.faults == ("clock: Field required", "source: Field required", "destination: Field required")


def test_the_ready_configuration_names_both_disks_and_every_switch(quiet_lab: LabClient) -> None:
    """Nothing is left to fill in before the first plan."""
    config = read_config(Path(quiet_lab.lab.config_file))
    assert [mapping.switch for mapping in config.switches] == ["LAN"]
    assert config.switches[0].adapters == ("Ethernet 2",)
    assert config.external_disks.a.size_bytes == config.external_disks.b.size_bytes == 4 * 10**12
    assert config.destination.host.release == "2022"
    assert json.loads((quiet_lab.folder / "lab.json").read_text(encoding="utf-8"))["engine"] == "python"
