"""Runs own commands on this computer and own scripts on a host."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import structlog

from migrator.domain.config_hooks import Hook
from migrator.domain.plan import PlanStep, StepHost
from migrator.errors import Cancelled, MigratorError, ScriptFailed
from migrator.hyperv.scripts import load_own_script
from migrator.journal.words import HookResult
from migrator.ports.host_session import CancelToken, HostSession, ScriptCall
from migrator.runner.hooks import HookAnswer

_log = structlog.get_logger(__name__)
_KEPT: Final = ("PATH", "HOME", "USERPROFILE", "SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "TEMP", "TMP", "LANG")
"""What a command gets of this process's environment; passwords of the hosts may stand in the rest."""
_LOOK_EVERY_S: Final = 0.1


class OwnHooks:
    """A HookRunner for this computer and the hosts of a migration."""

    def __init__(
        self,
        session_of: Callable[[PlanStep], HostSession],
        folder: Path,
        cancel: CancelToken,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Commands start in `folder`, and relative script files are looked for there."""
        self._session_of = session_of
        self._folder = folder
        self._cancel = cancel
        self._environment = os.environ if environment is None else environment

    def run(self, hook: Hook, step: PlanStep) -> HookAnswer:
        """Run it to its end or its time limit."""
        return self._script(hook, step, hook.script) if hook.script is not None else self._command(hook, step)

    def _command(self, hook: Hook, step: PlanStep) -> HookAnswer:
        kept = {name: value for name, value in self._environment.items() if name.upper() in _KEPT}
        told = {
            "MIGRATOR_STEP": step.id,
            "MIGRATOR_MOMENT": hook.moment.value,
            "MIGRATOR_SUBJECT": step.subject.name,
        }
        failed = HookAnswer(StepHost.CONTROLLER, HookResult.FAILED)
        try:
            process = subprocess.Popen(  # noqa: S603 a person wrote it into the configuration; no shell reads it
                list(hook.command),
                cwd=self._folder,
                env={**kept, **hook.environment, **told},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            _log.warning("hook not started", hook=hook.name, found=str(error))
            return failed
        waited_s = 0.0
        while waited_s < hook.timeout_s:
            try:
                code = process.wait(_LOOK_EVERY_S)
            except subprocess.TimeoutExpired:
                waited_s += _LOOK_EVERY_S
                if self._cancel.is_set():
                    break
            else:
                return HookAnswer(StepHost.CONTROLLER, HookResult.FAILED if code else HookResult.DONE, code)
        process.kill()
        process.wait()
        if self._cancel.is_set():
            raise Cancelled(host="-", attempted=hook.name, found="interrupted")
        _log.warning("hook took too long", hook=hook.name, timeout_s=hook.timeout_s)
        return failed

    def _script(self, hook: Hook, step: PlanStep, file: str) -> HookAnswer:
        try:
            script = load_own_script(self._folder / file)
        except (OSError, UnicodeDecodeError) as error:
            _log.warning("hook's script not read", hook=hook.name, found=str(error))
            return HookAnswer(step.host, HookResult.FAILED)
        try:
            session = self._session_of(step)
            session.run(ScriptCall(script, dict(hook.parameters)), deadline_s=float(hook.timeout_s))
        except Cancelled:
            raise
        except ScriptFailed as error:
            if error.parameters.get("error_id") == "CommandNotFoundException" and _is_whole_text(error, script.text):
                return HookAnswer(step.host, HookResult.NOT_RUN)
            _log.warning("hook failed", hook=hook.name, found=str(error))
            return HookAnswer(step.host, HookResult.FAILED)
        except MigratorError as error:
            _log.warning("hook failed", hook=hook.name, found=str(error))
            return HookAnswer(step.host, HookResult.FAILED)
        return HookAnswer(step.host, HookResult.DONE)


def _is_whole_text(error: ScriptFailed, text: str) -> bool:
    """Tell whether the host took the script itself, not something in it, for an unknown command."""
    first = text.strip().split("\n", 1)[0][:80]
    return f"'{first}'" in str(error.parameters.get("message", ""))
