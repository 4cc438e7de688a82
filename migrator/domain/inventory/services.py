"""What else the host does, and what a rebuild would lose that is no file."""

from enum import StrEnum

from migrator.domain.model import Model


class Service(Model):
    """Document of `Get-ServiceInventory`: one per Windows service. Source: CIM class Win32_Service."""

    name: str
    display_name: str
    state: str
    start_mode: str
    account: str
    path_name: str


class HostItemKind(StrEnum):
    """What a rebuild loses."""

    SHARE = "share"
    SCHEDULED_TASK = "scheduled-task"
    LOCAL_USER = "local-user"
    LOCAL_GROUP_MEMBER = "local-group-member"
    FEATURE = "feature"


class HostItem(Model):
    """Document of `Get-HostItemInventory`: one per thing of the host that a rebuild loses.

    That is each share, own scheduled task, local user, member of the administrators or Hyper-V administrators, and
    installed role or feature.
    """

    kind: HostItemKind
    name: str
    detail: str
    """Path of a share, folder of a task, SID of a user or group member (`<group SID> <member SID>`), state of a feature."""
    enabled: bool | None
