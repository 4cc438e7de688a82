"""The plan as a file: readable, and the same bytes for the same plan."""

import json

from pydantic import ValidationError

from migrator.domain.canonical import plain
from migrator.domain.plan import PLAN_SCHEMA, Plan
from migrator.errors import PlanUnreadable


def write_plan(plan: Plan) -> str:
    """Return the file's text: sorted keys, two spaces, LF."""
    return json.dumps(plain(plan), ensure_ascii=False, allow_nan=False, sort_keys=True, indent=2) + "\n"


def read_plan(text: str, name: str) -> Plan:
    """Return the plan in `text`; `name` is the file's name for error messages. Raises PlanUnreadable."""
    try:
        version = json.loads(text)["schema_version"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise PlanUnreadable(file=name, found="not a plan file", at=type(error).__name__) from error
    if version != PLAN_SCHEMA:
        raise PlanUnreadable(file=name, found=f"schema version {version}", at="schema_version")
    try:
        return Plan.model_validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise PlanUnreadable(file=name, found=first["msg"], at=".".join(map(str, first["loc"]))) from error
