"""Sizes and durations read like a person would say them."""

import pytest

from migrator.report.amounts import counted, duration_text, size_text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (None, "unknown"),
        (0, "0 bytes"),
        (950, "950 bytes"),
        (1500, "1.5 KB"),
        (999_999, "1.0 MB"),
        (12 * 10**9, "12 GB"),
        (4 * 10**12, "4.0 TB"),
        (5 * 10**18, "5000 PB"),
    ],
)
def test_sizes_are_in_the_units_on_the_box_of_a_disk(size: int | None, text: str) -> None:
    assert size_text(size) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (61, "2 min"),
        (3600, "1 h"),
        (12_000, "3 h 20 min"),
        (86_400, "1 d"),
        (100_000, "1 d 4 h"),
    ],
)
def test_durations_round_up_so_that_a_plan_promises_no_more_than_it_can_keep(seconds: int, text: str) -> None:
    assert duration_text(seconds) == text


def test_one_is_no_plural() -> None:
    assert [counted(1, "checkpoint"), counted(2, "checkpoint"), counted(0, "switch"), counted(1, "switch")] == [
        "1 checkpoint",
        "2 checkpoints",
        "0 switches",
        "1 switch",
    ]
