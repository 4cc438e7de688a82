"""Where several things are true of a run, its exit code is the one that a script around it must see first."""

from itertools import pairwise

import pytest

from migrator.errors import ExitCode, first_of

WORST_FIRST = (2, 16, 11, 14, 12, 15, 13, 10, 1, 130, 4, 3, 0)


@pytest.mark.parametrize(("worse", "better"), list(pairwise(WORST_FIRST)))
def test_the_worse_of_two_wins(worse: int, better: int) -> None:
    assert first_of({ExitCode(better), ExitCode(worse)}) == worse


def test_every_code_has_its_place_and_nothing_at_all_is_done() -> None:
    assert set(WORST_FIRST) == set(ExitCode)
    assert first_of(frozenset()) is ExitCode.DONE
