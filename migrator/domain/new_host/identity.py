"""Which host answers."""

from migrator.domain.model import Model, UtcTime


class HostIdentity(Model):
    """Document of `Get-HostIdentity`: exactly one."""

    name: str
    machine_guid: str
    """Made by setup: another one after each installation."""
    os_caption: str
    os_build: int
    has_hyperv: bool
    clock: UtcTime
