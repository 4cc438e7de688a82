"""Answers a case with the python engine's shapers, without any wire."""

import json
from collections.abc import Mapping
from pathlib import Path

from gates.contract.case import Case
from gates.contract.observed import ErrorSeen, Observed, documents_of
from gates.contract.world_state import changes, state_of
from migrator.hyperv.scripts import load_script
from migrator.lab.cmdlets.api import PropertyMissing, PsError
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.engines.python.parameters import bind, read_parameters
from migrator.lab.engines.python.shapers import SHAPERS
from migrator.ports.host_session import ParameterValue


def answer(case: Case, folder: Path) -> Observed:
    """Build the case's world below the folder and let the shaper speak."""
    texts: list[str] = []
    errors: list[ErrorSeen] = []
    with case.built(folder) as cmdlets:
        if case.twice:
            _run(case, cmdlets, case.plain_parameters, [], [])
        cmdlets.log.clear()
        world, host = cmdlets.context.world, cmdlets.context.host
        before = state_of(world, host, with_content=case.changes_host)
        _run(case, cmdlets, case.parameters, texts, errors)
        changed = changes(before, state_of(world, host, with_content=case.changes_host))
        commands = tuple(dict.fromkeys(call.command for call in cmdlets.log))
    return Observed(documents_of(texts, folder), tuple(errors), bool(errors), commands, changed)


def _run(
    case: Case,
    cmdlets: HostCmdlets,
    parameters: Mapping[str, ParameterValue],
    texts: list[str],
    errors: list[ErrorSeen],
) -> None:
    script = load_script(case.script)
    try:
        bound = bind(read_parameters(script.text), {**parameters, **case.secrets}.items())
        for document in SHAPERS[case.script](cmdlets, bound):
            texts.append(json.dumps(document))  # noqa: PERF401 - what was said before a failure counts
        texts.append(json.dumps({"end": True, "script": script.name, "schema": 1, "count": len(texts)}))
    except PsError as error:
        errors.append(ErrorSeen.of(error.error_id, error.category))
    except PropertyMissing:
        errors.append(ErrorSeen("PropertyNotFoundStrict", "NotSpecified"))
