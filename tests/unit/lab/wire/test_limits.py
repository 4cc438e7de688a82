"""Windows' own limits of size: a rehearsal must refuse what production refuses."""

import pytest
from pypsrp.exceptions import WSManFaultError

from migrator.lab.wire.quotas import Quotas, ReceivedBytes, TooMuchReceived
from tests.unit.lab.wire.conftest import Connect, OpenPool, Run, StartHost
from tests.unit.lab.wire.scripted import BIG, ECHO


def _fragment(length: int, *, end: bool) -> bytes:
    return bytes(16) + bytes([2 if end else 0]) + length.to_bytes(4, "big") + bytes(length)


def test_a_big_parameter_ends_the_shell(start_host: StartHost, open_pool: OpenPool, run: Run) -> None:
    """One object above the limit is refused in the words of PowerShell, and the shell is gone, as on Windows."""
    pool = open_pool(start_host(quotas=Quotas(max_object_bytes=600_000)))
    assert len(run(pool, ECHO, Text="x" * 500_000).output[0]) > 500_000
    with pytest.raises(WSManFaultError, match="exceeded the allowed maximum"):
        run(pool, ECHO, Text="x" * 700_000)
    with pytest.raises(WSManFaultError) as caught:
        run(pool, ECHO, Text="x")
    assert caught.value.code == 2150858843


def test_the_limit_is_per_object_and_per_command() -> None:
    """Several objects may together exceed the limit of one; all of a command's may not exceed the command's."""
    received = ReceivedBytes(Quotas(max_object_bytes=100, max_command_bytes=400))
    received.count(_fragment(60, end=True) + _fragment(100, end=True))
    received.count(_fragment(60, end=False))
    with pytest.raises(TooMuchReceived):
        received.count(_fragment(41, end=True))
    many = ReceivedBytes(Quotas(max_object_bytes=100, max_command_bytes=400))
    for _ in range(3):
        many.count(_fragment(100, end=True))
    with pytest.raises(TooMuchReceived):
        many.count(_fragment(100, end=True))


def test_windows_defaults() -> None:
    """10 MiB per object and 50 MiB per command, 500 KiB per envelope, 30 shells."""
    quotas = Quotas()
    assert (quotas.max_object_bytes, quotas.max_command_bytes) == (10 * 2**20, 50 * 2**20)
    assert (quotas.max_envelope_kb, quotas.max_shells_per_user) == (500, 30)


def test_an_envelope_above_the_limit_is_refused(start_host: StartHost, open_pool: OpenPool, run: Run) -> None:
    """The client believes in 500 KiB by itself; a host with less refuses the message."""
    pool = open_pool(start_host(quotas=Quotas(max_envelope_kb=100)))
    with pytest.raises(WSManFaultError) as caught:
        run(pool, ECHO, Text="x" * 200_000)
    assert caught.value.code == 2150858823


def test_the_host_tells_its_envelope_size(start_host: StartHost, connect: Connect) -> None:
    """A client that asks adapts itself."""
    wsman = connect(start_host(quotas=Quotas(max_envelope_kb=300)))
    wsman.update_max_payload_size()
    assert wsman.max_envelope_size == 300 * 1024


@pytest.mark.parametrize(("characters", "times"), [(1_000_000, 2), (10, 300)])
def test_output_arrives_whole_and_in_order(
    characters: int, times: int, start_host: StartHost, open_pool: OpenPool, run: Run
) -> None:
    """Long strings are cut into fragments and envelopes, many short ones share them; nothing is lost."""
    output = run(open_pool(start_host()), BIG, Characters=characters, Times=times).output
    assert [len(text) for text in output] == [characters + len('{"text":""}')] * times
