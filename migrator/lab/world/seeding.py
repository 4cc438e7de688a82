"""Everything of a world that looks like chance, derived from its seed and the thing's name: same seed, same world."""

import random
from dataclasses import dataclass
from uuid import UUID

from migrator.lab.world.model import named_guid


@dataclass(frozen=True)
class Seeding:
    """Addressed by words, not drawn in a row: another VM in a scenario changes nothing of the others."""

    seed: int

    def guid(self, *words: str) -> UUID:
        """Give the GUID of a thing."""
        return named_guid(self.seed, *words)

    def content(self, length: int, *words: str) -> bytes:
        """Give bytes of a file."""
        return random.Random(self.guid("content", *words).int).randbytes(length)

    def digits(self, length: int, *words: str) -> str:
        """Give upper-case hex digits: a serial number, a thumbprint, an address."""
        return self.content((length + 1) // 2, "digits", *words).hex().upper()[:length]

    def mac(self, *words: str) -> str:
        """Give a hardware address of a real maker's range."""
        return "A0369F" + self.digits(6, "mac", *words)

    def sid(self, *words: str) -> str:
        """Give the SID of an account of this machine."""
        machine = self.guid("sid", words[0]).int
        return f"S-1-5-21-{machine >> 96}-{machine >> 64 & 0xFFFFFFFF}-{machine >> 32 & 0xFFFFFFFF}"
