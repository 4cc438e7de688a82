"""Codes on the printed page: typed with cold hands, a slip must not become another step's answer."""

import pytest

from migrator.domain.step_code import step_codes, step_of_code
from tests.unit.runner.plans import plan, step

PLAN = plan(*(step(f"stop-{number}") for number in range(2000)))
CODES = step_codes(PLAN)


def test_each_step_has_a_code_of_its_own_also_in_a_large_plan() -> None:
    assert len(set(CODES.values())) == 2000
    assert sum(len(code) == len("K7QX-B") for code in CODES.values()) > 1990


def test_a_code_may_be_typed_as_people_type() -> None:
    code = CODES["stop-7"]
    assert step_of_code(PLAN, f" {code.lower().replace('-', ' ')} ") == "stop-7"
    assert step_of_code(PLAN, code.replace("1", "l")) == "stop-7"


@pytest.mark.parametrize("number", range(0, 40, 5))
def test_one_wrong_character_or_two_exchanged_are_no_code(number: int) -> None:
    small = plan(*(step(f"stop-{one}") for one in range(40)))
    code = step_codes(small)[f"stop-{number}"]
    for place in range(3):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        if swapped != code:
            assert step_of_code(small, swapped) is None
    for place in (0, 1, 2, 3, 5):
        wrong = "Z" if code[place] != "Z" else "Y"
        assert step_of_code(small, code[:place] + wrong + code[place + 1 :]) is None


def test_codes_of_another_plan_mean_nothing() -> None:
    other = PLAN.model_copy(update={"plan_hash": "1" * 64})
    assert step_of_code(other, CODES["stop-7"]) != "stop-7"
