"""Documents of `Get-HostItemInventory`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import optional, probed, quietly, text

_LOCAL = "Microsoft.PowerShell.LocalAccounts\\"
_GROUPS = ("S-1-5-32-544", "S-1-5-32-578")


def get_host_item_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per share, own task, local user, group member, installed feature."""
    del parameters
    for share in cmdlets("SmbShare\\Get-SmbShare"):
        if not share["Special"]:
            yield _item("share", share["Name"], share["Path"], enabled=None)
    for task in quietly(cmdlets, "ScheduledTasks\\Get-ScheduledTask"):
        if not text(task["TaskPath"]).lower().startswith("\\microsoft\\"):
            enabled = text(task["State"]) != "Disabled"
            yield _item("scheduled-task", task["TaskName"], task["TaskPath"], enabled=enabled)
    yield from _people(cmdlets)
    if probed(cmdlets, "ServerManager\\Get-WindowsFeature"):
        for feature in cmdlets("ServerManager\\Get-WindowsFeature"):
            if feature["Installed"]:
                yield _item("feature", feature["Name"], feature["InstallState"], enabled=None)


def _people(cmdlets: Cmdlets) -> Iterator[dict[str, JsonValue]]:
    if probed(cmdlets, _LOCAL + "Get-LocalUser"):
        for user in cmdlets(_LOCAL + "Get-LocalUser"):
            yield _item("local-user", user["Name"], optional(user["SID"], "Value"), enabled=bool(user["Enabled"]))
        for group in _GROUPS:
            for member in quietly(cmdlets, _LOCAL + "Get-LocalGroupMember", SID=group):
                detail = f"{group} {text(optional(member['SID'], 'Value'))}"
                yield _item("local-group-member", member["Name"], detail, enabled=None)


def _item(kind: str, name: PsValue, detail: PsValue, *, enabled: bool | None) -> dict[str, JsonValue]:
    return {"kind": kind, "name": text(name), "detail": text(detail), "enabled": enabled}
