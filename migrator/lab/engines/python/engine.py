"""The engine that needs no PowerShell: known scripts are answered by their shapers, other texts are unknown commands."""

import json
from collections.abc import Callable, Mapping

from migrator.lab.cmdlets.api import Cmdlets
from migrator.lab.engines.engine import EngineGone
from migrator.lab.engines.python.known import KnownScript, digest
from migrator.lab.engines.python.parameters import bind
from migrator.lab.engines.python.pool import AnsweredPool
from migrator.lab.engines.python.records import command_not_found
from migrator.lab.engines.python.running import Running, Stopped

_VERSIONS = {"2016": "5.1.14393.5127", "2019": "5.1.17763.5328", "2022": "5.1.20348.2227", "2025": "5.1.26100.2161"}

_HINT = (
    " (A rehearsal host knows only the scripts of the program's version that started it:"
    " `migrator lab down`, then `migrator lab up`.)"
)


class PythonEngine(AnsweredPool):
    """A `ShellEngine`. `known` maps digests of texts to scripts; their documents get the closing one added here.

    `around` is told each script before it begins, and gives what happens after it has acted and before it ends.
    """

    def __init__(
        self,
        cmdlets: Cmdlets,
        known: Mapping[str, KnownScript],
        *,
        release: str = "2019",
        around: Callable[[str], Callable[[], None]] = lambda _name: _nothing,
    ) -> None:
        super().__init__(self._answer_known, version=_VERSIONS[release])
        self._cmdlets = cmdlets
        self._known = known
        self._around = around

    def _answer_known(self, pipeline: Running) -> None:
        script = self._known.get(digest(pipeline.text))
        if script is None:
            raise command_not_found(pipeline.text, hint=_HINT if "\n" in pipeline.text.strip() else "")
        acted = self._around(script.name)
        count = 0
        for document in script.shaper(self._cmdlets, bind(script.parameters, pipeline.parameters)):
            pipeline.say(_compact(document))
            count += 1
        try:
            acted()
        except EngineGone as gone:
            self.die(str(gone))
            raise Stopped from gone
        if script.closes:
            pipeline.say(_compact({"end": True, "script": script.name, "schema": 1, "count": count}))


def _nothing() -> None:
    """Let the script end."""


def _compact(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
