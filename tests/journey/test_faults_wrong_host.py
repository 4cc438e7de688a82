"""After the rebuild somebody else answers at the address: nothing is given to the wrong host."""

from pathlib import Path

import pytest

from migrator.errors import ExitCode
from migrator.runner.run import Outcome
from tests.journey.faulty_walk import told, walk_in

pytestmark = pytest.mark.whole_job

TWO = Path(__file__).with_name("two.yaml")


def _errors(outcome: Outcome) -> set[str]:
    return {state.error for state in outcome.states.values() if state.error is not None}


def test_nothing_is_brought_back_to_the_old_host_nor_to_a_stranger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The certificate gives the old host away; where both are trusted its own id does; a stranger has another name."""
    with walk_in(TWO, tmp_path, monkeypatch, lambda text: text.replace("HV02", "HV77")) as walk:
        machines = walk.machines()

        untrusted = walk.run(only_said=frozenset({"install-windows"}))
        assert untrusted.exit_code == ExitCode.CONNECTION, told(untrusted)
        assert _errors(untrusted) == {"host-tls-refused"}

        trusted = Path(walk.lab.lab.destination_ca_file)
        trusted.write_text(trusted.read_text() + Path(walk.lab.lab.ca_file).read_text())
        old = walk.run(only_said=frozenset({"install-windows"}))
        assert old.exit_code == ExitCode.HOST_NOT_AS_PLANNED, told(old)
        assert "destination-is-source" in _errors(old)
        assert walk.machines() == machines | {"app": "Off"}

        walk.lab.do("rebuild")
        stranger = walk.run()
        assert stranger.exit_code == ExitCode.HOST_NOT_AS_PLANNED, told(stranger)
        assert _errors(stranger) == {"destination-is-stranger"}
        assert walk.machines() == {}
        log = walk.lab.log()["scripts"]
        assert isinstance(log, list)
        assert not {"Import-VirtualMachine", "New-ExternalSwitch", "Set-HyperVHost"} & set(log)
