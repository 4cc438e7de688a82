"""What the scripts do that start and stop a virtual machine, and that look whether it did."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from migrator.lab.cmdlets.api import Cmdlets, PsError, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.acting import should_process
from migrator.lab.engines.python.shapers.drives import head
from migrator.lab.engines.python.shapers.values import number, text, values

Documents = Iterator[dict[str, JsonValue]]
Parameters = Mapping[str, PsValue]
_RUNS = frozenset({"Running", "RunningCritical"})
_HAS_POWER = _RUNS | {"Stopping", "StoppingCritical", "Paused", "PausedCritical"}
_PAUSE_S = 2


def the_vm(cmdlets: Cmdlets, parameters: Parameters) -> PsObject:
    """Give the machine, or end with the error of Get-VM."""
    return cmdlets("Hyper-V\\Get-VM", Id=parameters["Id"])[0]


def identity(vm: PsObject) -> str:
    """Give its id as documents have it."""
    return str(vm["Id"]).lower()


def stop_virtual_machine(cmdlets: Cmdlets, parameters: Parameters) -> Documents:
    """Ask or cut; waiting takes no time here, each look is one pause."""
    vm = the_vm(cmdlets, parameters)
    turn_off = bool(parameters.get("TurnOff"))
    state, asked, refused = text(vm["State"]), False, False
    if state in (_HAS_POWER if turn_off else _RUNS) and should_process(parameters):
        job = cmdlets("Hyper-V\\Stop-VM", VM=[vm], TurnOff=turn_off, Force=True, AsJob=True)[0]
        asked, refused = True, text(job["State"]) == "Failed"
        state = text(the_vm(cmdlets, parameters)["State"])
    waited = 0
    while (
        not refused and waited < number(parameters["TimeLimitS"]) and (asked or state == "Stopping") and state != "Off"
    ):
        waited += _PAUSE_S
        state = text(the_vm(cmdlets, parameters)["State"])
    yield {
        "id": identity(vm),
        "changed": asked,
        "turned_off": asked and turn_off,
        "refused": refused,
        "state": state,
    }


def test_vm_stopped(cmdlets: Cmdlets, parameters: Parameters) -> Documents:
    """Look for worker processes, and open each disk."""
    vm = the_vm(cmdlets, parameters)
    processes = cmdlets("CimCmdlets\\Get-CimInstance", ClassName="Win32_Process", Filter="Name='vmwp.exe'")
    workers = [one for one in processes if identity(vm) in text(one["CommandLine"]).lower()]
    held: list[JsonValue] = []
    count = 0
    for drive in cmdlets("Hyper-V\\Get-VMHardDiskDrive", VM=[vm]):
        path = text(drive["Path"]) if drive["DiskNumber"] is None else ""
        while path:
            count += 1
            if head(cmdlets, path, 1) is not None:
                path = text(cmdlets("Hyper-V\\Get-VHD", Path=path)[0]["ParentPath"])
            else:
                held.append(path)
                path = ""
    yield {
        "id": identity(vm),
        "state": text(vm["State"]),
        "worker_processes": [number(one["ProcessId"]) for one in workers],
        "files": count,
        "held": held,
    }


def start_virtual_machine(cmdlets: Cmdlets, parameters: Parameters) -> Documents:
    """Start it, or say the codes of the refusal."""
    vm = the_vm(cmdlets, parameters)
    changed = False
    refusal: str | None = None
    if text(vm["State"]) == "Off" and should_process(parameters):
        try:
            cmdlets("Hyper-V\\Start-VM", VM=[vm])
            changed = True
        except PsError as error:
            refusal = error.message
    words = "".join(one if one.isascii() and one.isalnum() else " " for one in refusal or "").split()
    yield {
        "id": identity(vm),
        "changed": changed,
        "state": text(the_vm(cmdlets, parameters)["State"]),
        "codes": [word for word in words if _is_code(word)],
        "refusal": refusal,
    }


def test_vm_health(cmdlets: Cmdlets, parameters: Parameters) -> Documents:
    """Look until heartbeat and addresses are there, at most as often as the limit has pauses."""
    waited, limit = _PAUSE_S, number(parameters["TimeLimitS"])
    seen = _look(cmdlets, parameters)
    while not seen.complete and waited < limit:
        waited += _PAUSE_S
        seen = _look(cmdlets, parameters)
    services = cmdlets("Hyper-V\\Get-VMIntegrationService", VM=[seen.vm])
    yield {
        "id": identity(seen.vm),
        "state": text(seen.vm["State"]),
        "heartbeat": text(seen.vm["Heartbeat"]),
        "addresses": list(seen.addresses),
        "adapters": seen.adapters,
        "services_not_ok": [
            text(one["Id"]) for one in services if one["Enabled"] and text(one["PrimaryOperationalStatus"]) != "Ok"
        ],
    }


@dataclass(frozen=True)
class _Look:
    vm: PsObject
    adapters: int
    addresses: tuple[str, ...]

    @property
    def complete(self) -> bool:
        beats = text(self.vm["Heartbeat"]).lower().startswith("ok")
        return beats and (bool(self.addresses) or not self.adapters)


def _look(cmdlets: Cmdlets, parameters: Parameters) -> _Look:
    vm = the_vm(cmdlets, parameters)
    adapters = cmdlets("Hyper-V\\Get-VMNetworkAdapter", VM=[vm])
    return _Look(vm, len(adapters), tuple(text(one) for adapter in adapters for one in values(adapter["IPAddresses"])))


def _is_code(word: str) -> bool:
    return (
        len(word) == len("0x80070005") and word[:2].lower() == "0x" and set(word[2:]) <= set("0123456789abcdefABCDEF")
    )
