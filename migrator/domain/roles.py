"""What a guest says it is; it may say anything, so this decides on order and warnings only."""

from migrator.domain.inventory.guests import Guest

_DOMAIN_CONTROLLER = 2


def is_domain_controller(guest: Guest | None) -> bool:
    """Tell whether the guest calls itself a domain controller; one that said nothing does not."""
    return guest is not None and guest.product_type == _DOMAIN_CONTROLLER
