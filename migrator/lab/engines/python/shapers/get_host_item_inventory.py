"""Documents of `Get-HostItemInventory`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsError, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import probed, text

_ACCOUNTS = "Microsoft.PowerShell.LocalAccounts\\"


def get_host_item_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield shares, own tasks, users, members of two groups, features, in this order."""
    del parameters
    for share in cmdlets("SmbShare\\Get-SmbShare"):
        if not share["Special"]:
            yield _item("share", text(share["Name"]), text(share["Path"]), None)
    for task in cmdlets("ScheduledTasks\\Get-ScheduledTask"):
        if not text(task["TaskPath"]).lower().startswith("\\microsoft\\"):
            enabled = text(task["State"]).lower() != "disabled"
            yield _item("scheduled-task", text(task["TaskName"]), text(task["TaskPath"]), enabled)
    for user in cmdlets(_ACCOUNTS + "Get-LocalUser"):
        yield _item("local-user", text(user["Name"]), text(user["SID"]), bool(user["Enabled"]))
    for group in ("S-1-5-32-544", "S-1-5-32-578"):
        yield from _members(cmdlets, group)
    if probed(cmdlets, "ServerManager\\Get-WindowsFeature") is not None:
        for feature in cmdlets("ServerManager\\Get-WindowsFeature"):
            if feature["Installed"]:
                yield _item("feature", text(feature["Name"]), text(feature["InstallState"]), True)


def _members(cmdlets: Cmdlets, group: str) -> list[dict[str, JsonValue]]:
    try:
        return [
            _item("local-group-member", text(member["Name"]), f"{group} {text(member['SID'])}", None)
            for member in cmdlets(_ACCOUNTS + "Get-LocalGroupMember", SID=group)
        ]
    except PsError as error:
        if error.error_id.startswith("GroupNotFound"):
            return []
        return [_item("local-group-member", "", f"{group} unreadable", None)]


def _item(kind: str, name: str, detail: str, enabled: bool | None) -> dict[str, JsonValue]:
    return {"kind": kind, "name": name, "detail": detail, "enabled": enabled}
