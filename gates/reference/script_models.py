"""What one document is of each script that `selftest` does not try."""

from typing import Final

from pydantic import BaseModel

from migrator.domain.vm_status import VMStatus
from migrator.hyperv.test_command_table import CommandProbe
from migrator.hyperv.vm_power import Health, Starting, Stopped, Stopping
from migrator.hyperv.vm_settings import Changed, CheckpointsRemoved, ConsoleAccess, VersionRaised

OTHERS: Final[dict[str, type[BaseModel]]] = {
    "Test-CommandTable": CommandProbe,
    "Get-VMStatus": VMStatus,
    "Get-VMConnection": ConsoleAccess,
    "Grant-VMConnection": Changed,
    "Move-VMFile": Changed,
    "Remove-VMCheckpoint": CheckpointsRemoved,
    "Remove-VMSavedState": Changed,
    "Set-VMDvdMedia": Changed,
    "Set-VMMacAddress": Changed,
    "Set-VMStartAction": Changed,
    "Start-VirtualMachine": Starting,
    "Stop-VirtualMachine": Stopping,
    "Test-VMHealth": Health,
    "Test-VMStopped": Stopped,
    "Update-VMConfigurationVersion": VersionRaised,
}
