"""Sessions without a wire: one that says what a test wrote down, one that asks the shapers of the lab."""

import json
from collections.abc import Callable, Mapping, Sequence

from migrator.lab.cmdlets.api import Cmdlets, PsValue
from migrator.lab.engines.python.shapers import SHAPERS
from migrator.ports.host_session import CancelToken, ParameterValue, ScriptCall, ScriptProgress, ScriptResult


class SayingSession:
    """Answers every call with the same documents, and keeps the calls."""

    host = "hv01"

    def __init__(self, *documents: object) -> None:
        self.calls: list[ScriptCall] = []
        self._documents = documents

    def run(
        self,
        call: ScriptCall,
        *,
        deadline_s: float = 300.0,
        cancel: CancelToken | None = None,
        on_progress: Callable[[ScriptProgress], None] | None = None,
    ) -> ScriptResult:
        """Say what the test wrote down."""
        del deadline_s, cancel, on_progress
        self.calls.append(call)
        return ScriptResult(tuple(json.dumps(document) for document in self._documents))

    def close(self) -> None:
        """Have nothing to give back."""


class LabSession(SayingSession):
    """Answers each script with its shaper over one host's cmdlets."""

    def __init__(self, cmdlets: Cmdlets) -> None:
        super().__init__()
        self._cmdlets = cmdlets

    def run(
        self,
        call: ScriptCall,
        *,
        deadline_s: float = 300.0,
        cancel: CancelToken | None = None,
        on_progress: Callable[[ScriptProgress], None] | None = None,
    ) -> ScriptResult:
        """Shape the documents."""
        del deadline_s, cancel, on_progress
        self.calls.append(call)
        parameters = {name: _value(value) for name, value in call.parameters.items()}
        documents = SHAPERS[call.script.name](self._cmdlets, parameters)
        return ScriptResult(tuple(json.dumps(document) for document in documents))


def _value(value: ParameterValue) -> PsValue:
    return list(value) if isinstance(value, list) else value


def said_names(calls: Sequence[ScriptCall]) -> list[str]:
    """Give the scripts that ran, in order."""
    return [call.script.name for call in calls]


def parameters_of(calls: Sequence[ScriptCall], script: str) -> Mapping[str, ParameterValue]:
    """Give what the one call of a script was given."""
    (call,) = (call for call in calls if call.script.name == script)
    return call.parameters
