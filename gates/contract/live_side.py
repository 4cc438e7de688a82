"""Answers a case with the script itself in a real PowerShell, over the stand-in modules."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from gates.contract.case import Case
from gates.contract.observed import ErrorSeen, Observed, documents_of
from gates.contract.world_state import changes, state_of
from migrator.facts.tables import Release
from migrator.hyperv.scripts import load_script
from migrator.lab.cmdlets.api import PsObject, PsValue
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.engines.pwsh.host_session import drives_of
from migrator.lab.engines.pwsh.run_script import PwshRunner, ScriptRun
from migrator.lab.world.model import Host
from migrator.ports.host_session import ParameterValue, Script


@dataclass(frozen=True)
class Live:
    """What the real engine showed, and which lines of the script it could run and ran."""

    observed: Observed
    executable_lines: frozenset[int]
    executed_lines: frozenset[int]
    messages: tuple[str, ...]
    """Texts of the errors, for a person; they are not part of any promise."""


class LiveSide:
    """PowerShell processes, one per release and language, kept while cases run one after the other."""

    def __init__(self, engine: str = "pwsh", cache: Path | None = None) -> None:
        self._engine = engine
        self._cache = cache
        self._runners: dict[tuple[Release, str], PwshRunner] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for runner in self._runners.values():
            runner.__exit__(kind, error, trace)
        self._runners.clear()

    def answer(self, case: Case, folder: Path, script: Script | None = None) -> Live:
        """Build the case's world below the folder and run its script, or another text in its place."""
        script = script or load_script(case.script)
        with case.built(folder) as cmdlets:
            if case.twice:
                self._run(cmdlets, script, case.plain_parameters, case.secrets)
            world, host = cmdlets.context.world, cmdlets.context.host
            before = state_of(world, host, with_content=case.changes_host)
            run = self._run(cmdlets, script, case.parameters, case.secrets)
            changed = changes(before, state_of(world, host, with_content=case.changes_host))
        errors = tuple(ErrorSeen.of(error.error_id, error.category) for error in run.errors)
        return Live(
            Observed(documents_of(run.documents, folder), errors, run.failed, run.commands, changed),
            run.executable_lines,
            run.executed_lines,
            tuple(f"line {error.line}: {error.message}" for error in run.errors),
        )

    def _run(
        self,
        cmdlets: HostCmdlets,
        script: Script,
        parameters: Mapping[str, ParameterValue],
        secrets: Mapping[str, str],
    ) -> ScriptRun:
        bound: dict[str, PsValue] = {name: _value(value) for name, value in parameters.items()}
        bound |= {name: PsObject("System.Security.SecureString", {"Value": text}) for name, text in secrets.items()}
        runner = self._runner(cmdlets.context.host)
        return runner.run(script.text, bound, cmdlets=cmdlets, drives=drives_of(cmdlets), name=script.name)

    def _runner(self, host: Host) -> PwshRunner:
        key = (host.release, host.language)
        if key not in self._runners:
            runner = PwshRunner(host.release, host.language, pwsh=self._engine, cache=self._cache)
            self._runners[key] = runner.__enter__()
        return self._runners[key]


def _value(value: ParameterValue) -> PsValue:
    return list(value) if isinstance(value, list) else value
