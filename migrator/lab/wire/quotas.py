"""What a rehearsal host allows its clients; Windows' defaults."""

from dataclasses import dataclass

_END_OF_OBJECT = 0b10
_HEADER_BYTES = 21


@dataclass(frozen=True)
class Quotas:
    """The limits of one endpoint, under the names of `winrm get winrm/config`."""

    max_shells_per_user: int = 30
    max_commands_per_shell: int = 1000
    max_envelope_kb: int = 500
    max_object_bytes: int = 10 * 1024 * 1024
    max_command_bytes: int = 50 * 1024 * 1024
    idle_timeout_s: float = 7200.0
    min_idle_timeout_s: float = 60.0


class TooMuchReceived(Exception):
    """A client sent more than the host takes; Windows ends the shell then."""


class ReceivedBytes:
    """Counts what one command, or the pool itself, was sent: Windows limits each object and the whole."""

    def __init__(self, quotas: Quotas) -> None:
        self._quotas = quotas
        self._total = 0
        self._object = 0

    def count(self, fragments: bytes) -> None:
        """Take whole fragments; raises `TooMuchReceived` at the first byte too many."""
        self._total += len(fragments)
        if self._total > self._quotas.max_command_bytes:
            raise TooMuchReceived(_said("total data received", self._total, self._quotas.max_command_bytes))
        at = 0
        while at + _HEADER_BYTES <= len(fragments):
            length = int.from_bytes(fragments[at + 17 : at + 21], "big")
            self._object += length
            if self._object > self._quotas.max_object_bytes:
                raise TooMuchReceived(_said("deserialized object size", self._object, self._quotas.max_object_bytes))
            if fragments[at + 16] & _END_OF_OBJECT:
                self._object = 0
            at += _HEADER_BYTES + length


def _said(what: str, current: int, allowed: int) -> str:
    return (
        f"The {what} from the remote client exceeded the allowed maximum. "
        f"The current size is {current}. The allowed maximum is {allowed}."
    )
