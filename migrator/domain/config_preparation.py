"""What is done to virtual machines on the old host before they are copied."""

from enum import StrEnum

from migrator.domain.model import Model


class CheckpointPolicy(StrEnum):
    """What becomes of checkpoints."""

    MERGE = "merge"
    """Each is merged on the old host, after a person agreed to losing it."""
    KEEP = "keep"
    """They move with their virtual machine: the chain is longer, and what they hold of memory is not usable elsewhere."""


class AddressPolicy(StrEnum):
    """What becomes of dynamic network addresses."""

    PIN = "pin"
    """They become static, as they are now."""
    LEAVE = "leave"
    """The new host gives out others where its range is another one."""


class Preparation(Model):
    """Choices for all virtual machines that move."""

    checkpoints: CheckpointPolicy = CheckpointPolicy.MERGE
    dynamic_addresses: AddressPolicy = AddressPolicy.PIN
