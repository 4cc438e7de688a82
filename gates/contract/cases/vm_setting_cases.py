"""Cases of the scripts that change one setting of a virtual machine."""

from gates.contract.case import Case
from gates.contract.cases.vm_cases import NOBODY, of
from gates.contract.cases.vm_power_cases import a_stranger_may_connect
from gates.contract.changes import refused, vm, with_settings
from gates.contract.vm_ids import adapter_id
from migrator.lab.world.model import Vm
from migrator.ports.host_session import ParameterValue

_HOSTILE = '$(throw "x"); `whoami` & "Remove-VM *"'
_OFF = with_settings("dc01", state="Off")


def _start_action(action: str, delay: int = 0) -> dict[str, ParameterValue]:
    return {"Action": action, "DelaySeconds": delay}


def _drive(path: str, number: int = 1) -> dict[str, ParameterValue]:
    place: dict[str, ParameterValue] = {"ControllerNumber": number, "ControllerLocation": 0}
    return {**of("old"), "ControllerType": "IDE", **place, "LiteralPath": path}


def _address(name: str, address: str, below: str = "D:\\VMs", **more: ParameterValue) -> dict[str, ParameterValue]:
    return {**of(name, below), "AdapterId": adapter_id(name, below), "MacAddress": address, **more}


def _empty(own: Vm) -> None:
    own.dvd_drives[0].path = None


_HELD = "00155D010A00"

CASES = (
    Case("Set-VMStartAction", "hold", parameters={**of("dc01"), **_start_action("Nothing")}),
    Case("Set-VMStartAction", "restore", parameters={**of("files"), **_start_action("Start", 30)}),
    Case("Set-VMStartAction", "twice", parameters={**of("dc01"), **_start_action("Nothing")}, twice=True),
    Case("Set-VMStartAction", "delay-only", parameters={**of("dc01"), **_start_action("StartIfRunning", 5)}),
    Case("Set-VMStartAction", "odd-names", "odd", parameters={**of("dollar"), **_start_action("Nothing")}),
    Case("Set-VMStartAction", "unknown", parameters={"Id": NOBODY, **_start_action("Nothing")}),
    Case(
        "Set-VMStartAction",
        "refused",
        changes=(refused("Hyper-V\\Set-VM"),),
        parameters={**of("dc01"), **_start_action("Nothing")},
    ),
    Case("Set-VMMacAddress", "pin", changes=_OFF, parameters=_address("dc01", _HELD)),
    Case("Set-VMMacAddress", "other", changes=_OFF, parameters=_address("dc01", "00155D999999")),
    Case("Set-VMMacAddress", "twice", changes=_OFF, parameters=_address("dc01", _HELD), twice=True),
    Case("Set-VMMacAddress", "release", parameters=_address("old", _HELD, Dynamic=True)),
    Case(
        "Set-VMMacAddress",
        "release-pinned",
        changes=with_settings("files", state="Off"),
        parameters=_address("files", "00155D0A0B0C", Dynamic=True),
    ),
    Case("Set-VMMacAddress", "running", parameters=_address("dc01", _HELD)),
    Case("Set-VMMacAddress", "no-address", changes=_OFF, parameters=_address("dc01", _HOSTILE)),
    Case(
        "Set-VMMacAddress",
        "no-adapter",
        parameters={**of("dc01"), "AdapterId": _HOSTILE, "MacAddress": "00155D999999"},
    ),
    Case(
        "Set-VMMacAddress",
        "refused",
        changes=(*_OFF, refused("Hyper-V\\Set-VMNetworkAdapter")),
        parameters=_address("dc01", _HELD),
    ),
    Case("Set-VMDvdMedia", "eject", parameters=_drive("")),
    Case(
        "Set-VMDvdMedia",
        "insert",
        changes=(vm("old", _empty),),
        parameters=_drive("D:\\ISO\\tools.iso"),
    ),
    Case("Set-VMDvdMedia", "same", parameters=_drive("D:\\ISO\\tools.iso")),
    Case("Set-VMDvdMedia", "twice", parameters=_drive(""), twice=True),
    Case("Set-VMDvdMedia", "missing", parameters=_drive("D:\\ISO\\none.iso")),
    Case("Set-VMDvdMedia", "hostile", parameters=_drive(_HOSTILE)),
    Case("Set-VMDvdMedia", "no-drive", parameters=_drive("", 0)),
    Case("Set-VMDvdMedia", "refused", changes=(refused("Hyper-V\\Set-VMDvdDrive"),), parameters=_drive("")),
    Case("Move-VMFile", "plain", parameters={**of("files"), "Destination": "G:\\Homes\\files"}),
    Case("Move-VMFile", "own-parent-only", parameters={**of("old"), "Destination": "G:\\Homes\\old\\"}),
    Case(
        "Move-VMFile",
        "slow",
        changes=with_settings("files", move_looks=3),
        parameters={**of("files"), "Destination": "G:\\Homes\\files"},
    ),
    Case(
        "Move-VMFile",
        "slow-twice",
        changes=with_settings("files", move_looks=9),
        parameters={**of("files"), "Destination": "G:\\Homes\\files"},
        twice=True,
    ),
    Case("Move-VMFile", "twice", parameters={**of("files"), "Destination": "G:\\Homes\\files"}, twice=True),
    Case("Move-VMFile", "there-already", parameters={**of("dc01"), "Destination": "d:\\vms\\DC01"}),
    Case("Move-VMFile", "no-volume", parameters={**of("files"), "Destination": "Q:\\Homes"}),
    Case("Move-VMFile", "hostile", parameters={**of("lone"), "Destination": "G:\\$(throw 'x'); `whoami` [1]"}),
    Case("Move-VMFile", "unknown", parameters={"Id": NOBODY, "Destination": "G:\\Homes"}),
    Case(
        "Move-VMFile",
        "refused",
        changes=(refused("Hyper-V\\Move-VMStorage"),),
        parameters={**of("files"), "Destination": "G:\\Homes\\files"},
    ),
    Case("Remove-VMCheckpoint", "plain", parameters=of("files")),
    Case("Remove-VMCheckpoint", "slow", changes=with_settings("files", merge_looks=3), parameters=of("files")),
    Case("Remove-VMCheckpoint", "twice", parameters=of("files"), twice=True),
    Case("Remove-VMCheckpoint", "none", parameters=of("dc01")),
    Case("Remove-VMCheckpoint", "unknown", parameters={"Id": NOBODY}),
    Case("Remove-VMCheckpoint", "refused", changes=(refused("Hyper-V\\Remove-VMSnapshot"),), parameters=of("files")),
    Case("Remove-VMSavedState", "plain", parameters=of("old")),
    Case("Remove-VMSavedState", "twice", parameters=of("old"), twice=True),
    Case("Remove-VMSavedState", "running", parameters=of("dc01")),
    Case("Remove-VMSavedState", "unknown", parameters={"Id": NOBODY}),
    Case("Remove-VMSavedState", "refused", changes=(refused("Hyper-V\\Remove-VMSavedState"),), parameters=of("old")),
    Case("Update-VMConfigurationVersion", "plain", changes=with_settings("lone", version="8.0"), parameters=of("lone")),
    Case(
        "Update-VMConfigurationVersion", "oldest", changes=with_settings("lone", version="5.0"), parameters=of("lone")
    ),
    Case(
        "Update-VMConfigurationVersion",
        "twice",
        changes=with_settings("lone", version="8.0"),
        parameters=of("lone"),
        twice=True,
    ),
    Case("Update-VMConfigurationVersion", "newest-already", parameters=of("lone")),
    Case(
        "Update-VMConfigurationVersion", "running", changes=with_settings("dc01", version="8.0"), parameters=of("dc01")
    ),
    Case("Update-VMConfigurationVersion", "unknown", parameters={"Id": NOBODY}),
    Case(
        "Update-VMConfigurationVersion",
        "refused",
        changes=(*with_settings("lone", version="8.0"), refused("Hyper-V\\Update-VMVersion")),
        parameters=of("lone"),
    ),
    Case("Get-VMConnection", "none", parameters=of("dc01")),
    Case("Get-VMConnection", "some", changes=(vm("dc01", a_stranger_may_connect),), parameters=of("dc01")),
    Case("Get-VMConnection", "unknown", parameters={"Id": NOBODY}),
    Case("Grant-VMConnection", "name", parameters={**of("dc01"), "Account": "backup"}),
    Case("Grant-VMConnection", "sid", parameters={**of("dc01"), "Account": "S-1-5-32-544"}),
    Case("Grant-VMConnection", "twice", parameters={**of("dc01"), "Account": "backup"}, twice=True),
    Case(
        "Grant-VMConnection",
        "anew",
        changes=(vm("dc01", a_stranger_may_connect),),
        parameters={**of("dc01"), "Account": "OLD\\anna", "Anew": True},
    ),
    Case("Grant-VMConnection", "hostile", parameters={**of("dc01"), "Account": _HOSTILE}),
    Case("Grant-VMConnection", "unknown", parameters={"Id": NOBODY, "Account": "backup"}),
    Case(
        "Grant-VMConnection",
        "refused",
        changes=(refused("Hyper-V\\Grant-VMConnectAccess"),),
        parameters={**of("dc01"), "Account": "backup"},
    ),
)
