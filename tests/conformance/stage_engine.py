"""The rehearsal endpoint's own engine, taught scripts that break the rules which its shapers cannot break."""

import threading
from collections.abc import Mapping
from typing import Any, cast

import psrpcore
import psrpcore.types as pt

from migrator.lab.cmdlets.api import PsError
from migrator.lab.engines.python.engine import PythonEngine, _Pipeline
from migrator.lab.engines.python.records import command_not_found, error_record
from tests.conformance.scripts import ALL, Played

_NOTHING = cast(Any, None)
_BY_TEXT = {played.script.text: played for played in ALL}


class _EngineStage:
    def __init__(self, engine: "StageEngine", pipeline: _Pipeline) -> None:
        self._engine = engine
        self._pipeline = pipeline

    def say(self, output: object) -> None:
        self._engine._do(self._pipeline, lambda: self._pipeline.server.write_output(output))

    def warn(self, message: str) -> None:
        self._engine._do(self._pipeline, lambda: self._pipeline.server.write_warning(message))

    def report(self, message: str, error_id: str, category: str) -> None:
        record = error_record(PsError(message, error_id=error_id, category=category), line=1)
        self._engine._do(
            self._pipeline,
            lambda: self._pipeline.server.write_error(
                record.Exception, record.CategoryInfo, fully_qualified_error_id=error_id
            ),
        )

    def fail(self, message: str, error_id: str, category: str) -> None:
        raise PsError(message, error_id=error_id, category=category)

    def progress(self, activity: str, status: str, percent: int) -> None:
        self._engine._do(
            self._pipeline,
            lambda: self._pipeline.server.write_progress(activity, 1, status, percent_complete=percent),
        )

    def wait_until_stopped(self) -> None:
        self._pipeline.stopping.wait(60)


class StageEngine(PythonEngine):
    """Answers the texts of `scripts.py`; everything else is the engine that people rehearse with."""

    begun: threading.Event

    def __init__(self, begun: threading.Event, *, version: str = "5.1.20348.2227") -> None:
        super().__init__(_NOTHING, {})
        self.begun = begun
        table: Mapping[str, Any] = {"PSVersion": pt.PSVersion(version), "PSEdition": "Desktop"}
        self._pool = psrpcore.ServerRunspacePool(application_private_data={"PSVersionTable": table})

    def _answer(self, pipeline: _Pipeline) -> None:
        command = cast(psrpcore.PowerShell, pipeline.server.metadata).commands[0]
        played: Played | None = _BY_TEXT.get(command.command_text)
        if played is None:
            raise command_not_found(command.command_text)
        values = {(name or "").lstrip("-"): value for name, value in command.parameters}
        self.begun.set()
        played.act(_EngineStage(self, pipeline), values)
