"""What a Receive is given, without a wire."""

import pytest

from migrator.lab.wire.output import OutputQueue, Taken
from migrator.lab.wire.refusal import OPERATION_TIMED_OUT, UNEXPECTED_SELECTORS, Refusal, shell_died

AMPLE = 500_000


def _code(queue: OutputQueue) -> int:
    with pytest.raises(Refusal) as caught:
        queue.take(0.0, AMPLE)
    return caught.value.code


def test_done_is_told_once() -> None:
    """A client that reconnects and hears Done again would ask for ever."""
    queue = OutputQueue()
    queue.put(b"last")
    queue.finish()
    assert queue.take(0.0, AMPLE) == Taken((b"last",), done=True)
    assert _code(queue) == UNEXPECTED_SELECTORS


def test_an_answer_stays_within_the_clients_envelope() -> None:
    """Base64 makes three bytes four; one fragment goes out in any case, or nothing would ever."""
    queue = OutputQueue()
    for _ in range(3):
        queue.put(b"x" * 3000)
    queue.finish()
    assert queue.take(0.0, 8500) == Taken((b"x" * 3000,) * 2, done=False)
    assert queue.take(0.0, 10) == Taken((b"x" * 3000,), done=True)


def test_a_dead_shell_first_gives_what_it_had_said() -> None:
    """Output from before the death is not lost; after it every Receive faults."""
    queue = OutputQueue()
    assert _code(queue) == OPERATION_TIMED_OUT
    queue.put(b"said")
    queue.break_off(shell_died("killed"))
    assert queue.take(0.0, AMPLE) == Taken((b"said",), done=False)
    assert [_code(queue), _code(queue)] == [995, 995]
