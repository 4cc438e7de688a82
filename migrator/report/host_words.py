"""How the two hosts are called where people read of both."""

from collections.abc import Mapping
from dataclasses import dataclass

from migrator.domain.plan import Plan
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


def host_words(plan: Plan) -> HostWords:
    """Return the words for the hosts of a plan; Windows does not tell names apart by case."""
    source, destination = printable(plan.source_host), printable(plan.destination_host)
    if source.casefold() != destination.casefold():
        return HostWords(source, destination, destination)
    return HostWords(f"the old {source}", f"the new {destination}", destination)
