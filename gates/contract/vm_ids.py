"""Ids of the virtual machines of the cases' worlds, which follow from the seed and their homes."""

from gates.contract.case import SEED
from migrator.lab.world.seeding import Seeding


def vm_id(name: str, below: str = "D:\\VMs") -> str:
    """Return the id of a machine that lies in a home of its name."""
    return str(Seeding(SEED).guid("vm", f"{below}\\{name}"))


def adapter_id(name: str, below: str = "D:\\VMs", place: int = 0) -> str:
    """Return the id of a network adapter of that machine."""
    own = Seeding(SEED).guid("vm-adapter", f"{below}\\{name}", str(place))
    return f"Microsoft:{vm_id(name, below)}\\{own}".upper().replace("MICROSOFT", "Microsoft")
