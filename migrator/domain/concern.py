"""One judgement about what was found: a rule's id and its values, rendered into words at output only."""

from enum import StrEnum

from pydantic import Field

from migrator.domain.model import Model


class Severity(StrEnum):
    """A blocker closes a gate; a warning wants a waiver; a note wants a reader."""

    BLOCKER = "blocker"
    WARNING = "warning"
    NOTE = "note"


class SubjectKind(StrEnum):
    """What a concern is about."""

    HOST = "host"
    VM = "vm"
    VIRTUAL_HARD_DISK = "virtual-hard-disk"
    VOLUME = "volume"
    PHYSICAL_DISK = "physical-disk"
    SWITCH = "switch"
    NETWORK_ADAPTER = "network-adapter"
    PLAN = "plan"


class Subject(Model):
    """`id` is stable (VMId, path, volume id ...), `name` is for people."""

    kind: SubjectKind
    id: str
    name: str


class Concern(Model):
    """Catalogue id and parameters; the catalogue entry `concern.<rule>` holds what was found, what will happen, remedy."""

    rule: str = Field(pattern=r"^[a-z]+(\.[a-z0-9-]+)+$")
    severity: Severity
    subject: Subject
    found: dict[str, str | int | bool | tuple[str, ...] | None]
    """What was found, by name; also what the waiver's digest is formed over."""
    source: str
    """Key of the public source that the rule rests on (docs/reference/sources.md), e.g. `vm-versions`."""
    waivable: bool
