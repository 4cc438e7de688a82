"""The lines of `pwsh -s`, without a process."""

from uuid import uuid4

from migrator.lab.engines.pwsh.packets import SESSION, EndWatch, control_line, data_line, read_packet

STATE = bytes(4) + (0x00041006).to_bytes(4, "little")
OUTPUT = bytes(4) + (0x00041004).to_bytes(4, "little")


def _fragment(object_id: int, flags: int, data: bytes) -> bytes:
    return object_id.to_bytes(8, "big") + bytes(8) + bytes([flags]) + len(data).to_bytes(4, "big") + data


def test_packets_are_read_back() -> None:
    """Both forms, and the session's own id."""
    some = uuid4()
    packet = read_packet(data_line(some, "Default", b"\x00\xff"))
    assert packet is not None
    assert (packet.tag, packet.id, packet.data) == ("Data", some, b"\x00\xff")
    closed = read_packet(b"<CloseAck PSGuid='00000000-0000-0000-0000-000000000000' />\n")
    assert closed is not None
    assert (closed.tag, closed.id) == ("CloseAck", SESSION)


def test_other_output_is_no_packet() -> None:
    """A native program that writes to standard output must not end the session."""
    assert read_packet(b"Hello <Data>\n") is None
    assert read_packet(b"\n") is None


def test_a_pipeline_ends_with_the_last_fragment_of_its_state() -> None:
    """A long error record spreads over several fragments; none of them may be cut off."""
    watch = EndWatch()
    assert watch.ended_by(_fragment(1, 0b11, OUTPUT) + _fragment(2, 0b01, STATE)) is False
    assert watch.ended_by(_fragment(2, 0b00, STATE)) is False
    assert watch.ended_by(_fragment(2, 0b10, b"end")) is True


def test_output_does_not_end_a_pipeline() -> None:
    """Even if its bytes look like a state message."""
    assert EndWatch().ended_by(_fragment(1, 0b11, OUTPUT + STATE)) is False


def test_control_lines_are_ascii_and_end() -> None:
    """Each is one line; an empty one would end the process."""
    assert control_line("Close", SESSION) == b"<Close PSGuid='00000000-0000-0000-0000-000000000000' />\n"
