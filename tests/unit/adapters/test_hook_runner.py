"""Own commands and scripts: run as they stand, ended at their time limit, and nothing of ours leaks into them."""

import json
import sys
from pathlib import Path

import pytest

from migrator.adapters.hook_runner import OwnHooks
from migrator.domain.config_hooks import Hook, HookMoment
from migrator.errors import Cancelled, MigratorError, ScriptFailed, SessionLost
from migrator.journal.words import HookResult
from migrator.ports.host_session import HostSession, ScriptResult
from tests.unit.adapters.conftest import ToldSession
from tests.unit.runner.plans import step


class Wish:
    """Somebody's wish to stop."""

    def __init__(self, *, wanted: bool = False) -> None:
        self.wanted = wanted

    def is_set(self) -> bool:
        """Tell it."""
        return self.wanted


def _hooks(folder: Path, *answers: ScriptResult | MigratorError, wanted: bool = False) -> OwnHooks:
    def session(_step: object) -> HostSession:
        return ToldSession(list(answers))

    return OwnHooks(
        session, folder, Wish(wanted=wanted), environment={"PATH": "/usr/bin:/bin", "MIGRATOR_PASSWORD": "sentinel"}
    )


def _command(*command: str, timeout_s: int = 60) -> Hook:
    return Hook(
        name="own",
        step="stop-1",
        moment=HookMoment.BEFORE,
        command=command,
        timeout_s=timeout_s,
        environment={"OWN": "x"},
    )


def test_a_command_gets_its_own_environment_and_the_step_and_no_password(tmp_path: Path) -> None:
    program = "import json, os; json.dump(dict(os.environ), open('seen.json', 'w'))"
    answer = _hooks(tmp_path).run(_command(sys.executable, "-c", program), step("stop-1"))
    assert (answer.result, answer.exit_code) == (HookResult.DONE, 0)
    seen = json.loads((tmp_path / "seen.json").read_text())
    assert (seen["OWN"], seen["MIGRATOR_STEP"], seen["MIGRATOR_MOMENT"]) == ("x", "stop-1", "before")
    assert "sentinel" not in seen.values()


def test_arguments_are_no_shell_text(tmp_path: Path) -> None:
    hostile = "; touch owned & $(touch owned)"
    _hooks(tmp_path).run(
        _command(sys.executable, "-c", "import sys; open('got', 'w').write(sys.argv[1])", hostile), step("stop-1")
    )
    assert (tmp_path / "got").read_text() == hostile
    assert not (tmp_path / "owned").exists()


def test_a_command_that_fails_takes_too_long_or_does_not_exist_has_failed(tmp_path: Path) -> None:
    hooks = _hooks(tmp_path)
    assert hooks.run(_command(sys.executable, "-c", "raise SystemExit(7)"), step("stop-1")).exit_code == 7
    slow = _command(sys.executable, "-c", "import time; time.sleep(60)", timeout_s=1)
    assert hooks.run(slow, step("stop-1")).result is HookResult.FAILED
    assert hooks.run(_command("/no/such/program"), step("stop-1")).result is HookResult.FAILED


def test_a_wish_to_stop_ends_a_command(tmp_path: Path) -> None:
    slow = _command(sys.executable, "-c", "import time; time.sleep(60)")
    with pytest.raises(Cancelled):
        _hooks(tmp_path, wanted=True).run(slow, step("stop-1"))


def _unknown(text: str) -> ScriptFailed:
    message = f"The term '{text}' is not recognized as the name of a cmdlet"
    return ScriptFailed(
        host="h",
        attempted="Set-Own",
        found=message,
        error_id="CommandNotFoundException",
        category="",
        line=1,
        message=message,
    )


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (ScriptResult(()), HookResult.DONE),
        (_unknown("Own-Thing -All"), HookResult.NOT_RUN),
        (_unknown("Other-Thing"), HookResult.FAILED),
        (SessionLost(host="h", attempted="Set-Own", found="gone"), HookResult.FAILED),
    ],
)
def test_a_script_on_the_host_is_done_failed_or_honestly_not_run(
    tmp_path: Path, answer: ScriptResult | MigratorError, result: HookResult
) -> None:
    """A rehearsal host that knows scripts by their digest only cannot run an own one: that is said, not hidden."""
    (tmp_path / "Set-Own.ps1").write_text("Own-Thing -All\n")
    hook = Hook(name="own", step="stop-1", moment=HookMoment.AFTER, script="Set-Own.ps1")
    assert _hooks(tmp_path, answer).run(hook, step("stop-1")).result is result


def test_a_script_file_that_is_not_there_has_failed(tmp_path: Path) -> None:
    hook = Hook(name="own", step="stop-1", moment=HookMoment.AFTER, script="missing.ps1")
    assert _hooks(tmp_path).run(hook, step("stop-1")).result is HookResult.FAILED
