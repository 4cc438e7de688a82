"""What the guests say of themselves through key-value pair exchange; a guest can write anything there."""

from uuid import UUID

from migrator.domain.model import Model


class Guest(Model):
    """Document of `Get-VMGuestInventory`: one per virtual machine that has said anything (it must have run)."""

    vm_id: UUID
    fully_qualified_domain_name: str | None
    os_name: str | None
    os_version: str | None
    product_type: int | None
    """Intrinsic item ProductType: 1 workstation, 2 domain controller, 3 server; None when not said."""
    integration_services_version: str | None
    network_addresses: tuple[str, ...]
