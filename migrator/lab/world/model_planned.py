"""A planned virtual machine: what Compare-VM makes of a configuration file, before anything is registered."""

from dataclasses import dataclass

from migrator.lab.world.model_vm import Vm


@dataclass
class PlannedVm:
    """It can be read and changed like a real one; importing it makes it one, removing it leaves no trace."""

    vm: Vm
    path: str
    """Of the configuration file."""
    copies: bool = False
    """Files would be copied on import; else they are registered where they lie."""
    vhd_source_path: str = ""
    vhd_destination_path: str = ""
    snapshot_path: str = ""
