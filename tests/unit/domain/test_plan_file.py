"""A plan file is read whole or refused in words."""

import json

import pytest

from migrator.domain.plan_file import read_plan, write_plan
from migrator.errors import PlanUnreadable
from tests.unit.domain.golden import golden_plan


def test_a_plan_that_was_written_is_read_as_it_was() -> None:
    """Between planning and the weekend nothing of it is lost."""
    assert read_plan(write_plan(golden_plan()), "plan.json") == golden_plan()


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "[" * 100_000, json.dumps({"schema_version": 99}), json.dumps({"schema_version": 1, "x": 2})],
    ids=["empty", "list", "nothing", "deep", "newer", "strange"],
)
def test_anything_else_is_refused_by_name(text: str) -> None:
    """`run` takes no step of a file that it does not understand."""
    with pytest.raises(PlanUnreadable) as refused:
        read_plan(text, "plan.json")
    assert refused.value.parameters["file"] == "plan.json"
