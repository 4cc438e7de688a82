"""The plan as a file: readable, and the same bytes for the same plan."""

import json

from migrator.domain.canonical import plain
from migrator.domain.plan import Plan


def write_plan(plan: Plan) -> str:
    """Return the file's text: sorted keys, two spaces, LF."""
    return json.dumps(plain(plan), ensure_ascii=False, allow_nan=False, sort_keys=True, indent=2) + "\n"
