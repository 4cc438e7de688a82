"""Ctrl-C: a wish to stop in good order, and out of a question at once."""

import os
import signal

import pytest
import typer

from migrator.cli.interrupts import Interrupts
from migrator.cli.pausing import Pausing
from migrator.errors import Cancelled


def test_a_pause_ends_when_somebody_wants_to_stop() -> None:
    with Interrupts() as interrupts:
        interrupts.wait(0.001)
        os.kill(os.getpid(), signal.SIGINT)
        assert interrupts.is_set()
        with pytest.raises(Cancelled):
            interrupts.wait(60)


def test_a_question_is_left_at_once() -> None:
    went_on: list[bool] = []

    def ask() -> None:
        with interrupts.asking():
            os.kill(os.getpid(), signal.SIGINT)
            went_on.append(True)

    with Interrupts() as interrupts, pytest.raises(Cancelled):
        ask()
    assert not went_on


def test_a_prompt_is_left_in_good_order_too() -> None:
    """What makes a prompt out of Ctrl-C must not end the program past the journal's last record."""
    with Interrupts() as interrupts, pytest.raises(Cancelled), interrupts.asking():
        raise typer.Abort


def test_afterwards_ctrl_c_is_what_it_was() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupts():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


def test_looks_get_rarer_until_something_happens() -> None:
    """A copy of ten hours is not asked ten times a second."""
    waited: list[float] = []
    pausing = Pausing(waited.append)
    for _ in range(20):
        pausing.pause()
    pausing.something_happened()
    pausing.pause()
    assert waited[:19] == sorted(waited[:19])
    assert max(waited) == 5
    assert waited[-1] == waited[0]
