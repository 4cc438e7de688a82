"""Answers a case with the python engine's shapers, without any wire."""

import json
from pathlib import Path

from gates.contract.case import Case
from gates.contract.observed import ErrorSeen, Observed, documents_of
from migrator.hyperv.scripts import load_script
from migrator.lab.cmdlets.api import PropertyMissing, PsError
from migrator.lab.engines.python.parameters import bind, read_parameters
from migrator.lab.engines.python.shapers import SHAPERS


def answer(case: Case, folder: Path) -> Observed:
    """Build the case's world below the folder and let the shaper speak."""
    script = load_script(case.script)
    texts: list[str] = []
    errors: list[ErrorSeen] = []
    with case.built(folder) as cmdlets:
        try:
            bound = bind(read_parameters(script.text), case.parameters.items())
            for document in SHAPERS[case.script](cmdlets, bound):
                texts.append(json.dumps(document))  # noqa: PERF401 - what was said before a failure counts
            texts.append(json.dumps({"end": True, "script": script.name, "schema": 1, "count": len(texts)}))
        except PsError as error:
            errors.append(ErrorSeen.of(error.error_id, error.category))
        except PropertyMissing:
            errors.append(ErrorSeen("PropertyNotFoundStrict", "NotSpecified"))
        commands = tuple(dict.fromkeys(call.command for call in cmdlets.log))
    return Observed(documents_of(texts, folder), tuple(errors), bool(errors), commands)
