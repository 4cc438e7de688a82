"""Texts that the tests' hosts know, with what answers them."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import CmdletCall, Cmdlets, PsError, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue, KnownScript

USER = "Administrator"
PASSWORD = "pässwörd 1!"


class NoCmdlets(Cmdlets):
    """A host without any command; the texts of these tests need none."""

    def __call__(self, command: str, **bound: PsValue) -> list[PsObject]:
        """Refuse."""
        del bound
        raise PsError(f"no {command}", error_id="CommandNotFoundException")

    def invoke(self, call: CmdletCall) -> list[PsObject]:
        """Refuse."""
        return self(call.command)


ECHO = "[CmdletBinding()]\nparam([string]$Text)\n$Text"
BIG = "[CmdletBinding()]\nparam([int]$Characters, [int]$Times = 1)\n'x' * $Characters"


def _echo(_: Cmdlets, bound: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    yield {"text": str(bound.get("Text", ""))}


def _big(_: Cmdlets, bound: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    characters, times = bound["Characters"], bound.get("Times", 1)
    assert isinstance(characters, int)
    assert isinstance(times, int)
    for _number in range(times):
        yield {"text": "x" * characters}


KNOWN = (KnownScript.of("Get-Echo", ECHO, _echo), KnownScript.of("Get-Big", BIG, _big, closes=False))
