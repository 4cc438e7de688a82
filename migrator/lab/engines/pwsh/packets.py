"""The lines that `pwsh -s` speaks: one packet each, PSRP fragments as base64 inside."""

import base64
import re
from dataclasses import dataclass
from uuid import UUID

SESSION = UUID(int=0)
_PACKET = re.compile(
    rb"<(?P<tag>\w+)(?: Stream='\w+')? PSGuid='(?P<id>[0-9a-fA-F-]{36})'(?: />|>(?P<data>[A-Za-z0-9+/=]*)</\w+>)\s*$"
)
_HEADER_BYTES = 21
_START, _END = 0b01, 0b10
_PIPELINE_STATE = (0x00041006).to_bytes(4, "little")


@dataclass(frozen=True)
class Packet:
    """One line: `tag` is Data, or the name of an acknowledgement."""

    tag: str
    id: UUID
    data: bytes


def read_packet(line: bytes) -> Packet | None:
    """Read a line; None for what is no packet, such as the output of a native program."""
    match = _PACKET.match(line)
    if match is None:
        return None
    return Packet(match["tag"].decode(), UUID(match["id"].decode()), base64.b64decode(match["data"] or b""))


def data_line(target: UUID, stream: str, fragments: bytes) -> bytes:
    """Write fragments for a pipeline or the session; they must not be empty, pwsh ends at that."""
    return f"<Data Stream='{stream}' PSGuid='{target}'>{base64.b64encode(fragments).decode()}</Data>\n".encode()


def control_line(tag: str, target: UUID) -> bytes:
    """Write a Command, Signal or Close."""
    return f"<{tag} PSGuid='{target}' />\n".encode()


class EndWatch:
    """Finds the end of a pipeline in what it says: its state message, which a server sends only at the end."""

    def __init__(self) -> None:
        self._state_message: bytes | None = None

    def ended_by(self, fragments: bytes) -> bool:
        """Take the next whole fragments; True once the last one of the state message is among them."""
        at = 0
        while at + _HEADER_BYTES <= len(fragments):
            object_id, flags = fragments[at : at + 8], fragments[at + 16]
            length = int.from_bytes(fragments[at + 17 : at + _HEADER_BYTES], "big")
            message_type = fragments[at + _HEADER_BYTES + 4 : at + _HEADER_BYTES + 8]
            if flags & _START and message_type == _PIPELINE_STATE:
                self._state_message = object_id
            if flags & _END and object_id == self._state_message:
                return True
            at += _HEADER_BYTES + length
        return False
