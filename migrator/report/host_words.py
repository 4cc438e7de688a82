"""How the two hosts are called where people read of both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from migrator.report.catalogue import Parameter
from migrator.report.printable import printable


@dataclass(frozen=True)
class HostWords:
    """The hosts by their names; where both have the same, as the old and the new one."""

    source: str
    destination: str
    destination_name: str
    """What the new host is called, for where it is given its name."""

    def into(self, words: Mapping[str, Parameter]) -> Mapping[str, Parameter]:
        """Return the words of a step with the hosts as people tell them apart; a script's values are no words."""
        return {
            **words,
            "source": self.source,
            "destination": self.destination,
            "destination_name": self.destination_name,
        }


class TwoHosts(Protocol):
    """A plan, or a report of one."""

    @property
    def source_host(self) -> str:
        """Name of the old host."""
        ...

    @property
    def destination_host(self) -> str:
        """Name of the new host."""
        ...


_OLD_AND_NEW: Final = {"en": ("the old {}", "the new {}"), "de": ("{} (alt)", "{} (neu)")}
"""In German a form that needs no case."""


def host_words(hosts: TwoHosts, language: str = "en") -> HostWords:
    """Return the words for the hosts of a plan; Windows does not tell names apart by case."""
    source, destination = printable(hosts.source_host), printable(hosts.destination_host)
    if source.casefold() != destination.casefold():
        return HostWords(source, destination, destination)
    old, new = _OLD_AND_NEW[language]
    return HostWords(old.format(source), new.format(destination), destination)
