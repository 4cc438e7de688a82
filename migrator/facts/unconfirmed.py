"""What the scripts take for granted of Windows without confirmation, as a list."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from ruamel.yaml import YAML


@dataclass(frozen=True)
class Unconfirmed:
    """A claim that no listing, no printed output and no page confirms."""

    id: str
    claim: str
    where: tuple[str, ...]
    """The scripts that rest on it."""

    selftest: str
    """What `migrator selftest` would show on a host where it is wrong."""


@cache
def unconfirmed() -> tuple[Unconfirmed, ...]:
    """Return every claim, in the order of the file."""
    text = (resources.files("migrator.facts") / "unconfirmed.yaml").read_text(encoding="utf-8")
    rows = YAML(typ="safe", pure=True).load(text)
    return tuple(Unconfirmed(row["id"], row["claim"], tuple(row["where"]), row["selftest"]) for row in rows)
