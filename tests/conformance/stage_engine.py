"""The rehearsal endpoint's own runspace pool, taught scripts that break the rules which our shapers keep."""

import threading

from migrator.lab.cmdlets.api import PsError
from migrator.lab.engines.python.pool import AnsweredPool
from migrator.lab.engines.python.records import command_not_found
from migrator.lab.engines.python.running import Running
from tests.conformance.scripts import ALL, Played

_LONGER_THAN_ANY_TEST_S = 60.0
_BY_TEXT = {played.script.text: played for played in ALL}


class _EngineStage:
    def __init__(self, pipeline: Running) -> None:
        self._pipeline = pipeline

    def say(self, output: object) -> None:
        self._pipeline.say(output)

    def warn(self, message: str) -> None:
        self._pipeline.warn(message)

    def report(self, message: str, error_id: str, category: str) -> None:
        self._pipeline.report(PsError(message, error_id=error_id, category=category))

    def fail(self, message: str, error_id: str, category: str) -> None:
        raise PsError(message, error_id=error_id, category=category)

    def progress(self, activity: str, status: str, percent: int) -> None:
        self._pipeline.progress(activity, status, percent)

    def wait_until_stopped(self) -> None:
        self._pipeline.stopping.wait(_LONGER_THAN_ANY_TEST_S)


class StageEngine(AnsweredPool):
    """Answers the texts of `scripts.py`; everything else is the pool that people rehearse with."""

    def __init__(self, begun: threading.Event, *, version: str = "5.1.20348.2227") -> None:
        super().__init__(self._play, version=version)
        self.begun = begun

    def _play(self, pipeline: Running) -> None:
        played: Played | None = _BY_TEXT.get(pipeline.text)
        if played is None:
            raise command_not_found(pipeline.text)
        values = {name.lstrip("-"): value for name, value in pipeline.parameters}
        self.begun.set()
        played.act(_EngineStage(pipeline), values)
