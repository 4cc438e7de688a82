"""Whether the journal on an external disk is the controller's, up to the last thing that it announced."""

from collections.abc import Iterable

from migrator.errors import ScriptFailed
from migrator.hyperv.journal_line import get_journal_line
from migrator.ports.host_session import HostSession
from migrator.steps.journal_on_disk import can_wait


def journal_is_whole(session: HostSession, volume_id: str, own: Iterable[bytes]) -> bool:
    """Read the disk's journal, and compare it with the controller's `own` lines; one that cannot be read is not whole."""
    try:
        content = get_journal_line(session, volume_id)
    except ScriptFailed:
        return False
    return reaches(content.splitlines(keepends=True), list(own))


def reaches(there: list[bytes], own: list[bytes]) -> bool:
    """Tell whether `there` is the beginning of `own`, to the byte, and lacks only records that announce nothing."""
    return own[: len(there)] == there and all(can_wait(line) for line in own[len(there) :])
