"""Cases of the scripts that create the switch under the remote session."""

import json

from gates.contract.case import Case, Change
from gates.contract.cases.disk_world import put
from gates.contract.cases.new_host_cases import with_spare_adapters
from gates.contract.changes import host, refused
from migrator.lab.world.model import Host, IpConfiguration, ScheduledTask
from migrator.ports.host_session import ParameterValue

_FOLDER = "C:\\ProgramData\\migrator\\move\\switch\\"
_JOB = {
    "name": "Büro $(calc) 'LAN'",
    "adapters": ["Spare"],
    "embedded_teaming": False,
    "bandwidth_mode": "Weight",
    "iov": False,
    "notes": "as before",
    "wait_s": 0,
}


def _addressed(own: Host) -> None:
    own.addresses["Spare"] = IpConfiguration(("192.168.77.5/24",), ("192.168.77.1",), ("192.168.77.11",))


def _task(state: str) -> Change:
    return host(lambda own: own.tasks.append(ScheduledTask("migrator-switch", state=state)))


def _job(**others: object) -> Change:
    return put(_FOLDER + "job.json", json.dumps({**_JOB, **others}))


_READY = (host(with_spare_adapters), host(_addressed))
_START: dict[str, ParameterValue] = {"Migration": "move", "Job": json.dumps(_JOB), "Change": "# text with ä"}
_MOVE: dict[str, ParameterValue] = {"Migration": "move"}
_CONFIRM: dict[str, ParameterValue] = {"Migration": "move", "WaitSeconds": 0}
_HOSTILE: dict[str, ParameterValue] = {"Migration": "..\\x"}
CASES = (
    Case(
        "Invoke-SwitchChange", "confirmed", changes=(*_READY, _job(), put(_FOLDER + "confirmed", "")), parameters=_MOVE
    ),
    Case(
        "Invoke-SwitchChange",
        "twice",
        changes=(*_READY, _job(), put(_FOLDER + "confirmed", "")),
        parameters=_MOVE,
        twice=True,
    ),
    Case("Invoke-SwitchChange", "not-confirmed", changes=(*_READY, _job()), parameters=_MOVE),
    Case("Invoke-SwitchChange", "there-already", changes=(*_READY, _job(name="lan")), parameters=_MOVE),
    Case("Invoke-SwitchChange", "no-adapter", changes=(_job(),), parameters=_MOVE),
    Case("Invoke-SwitchChange", "no-job", parameters=_MOVE),
    Case("Invoke-SwitchChange", "hostile", parameters=_HOSTILE),
    Case("Start-SwitchTask", "first", parameters=_START),
    Case("Start-SwitchTask", "twice", parameters=_START, twice=True),
    Case("Start-SwitchTask", "again", changes=(_task("Ready"), put(_FOLDER + "undone", "")), parameters=_START),
    Case("Start-SwitchTask", "running", changes=(_task("Running"),), parameters=_START),
    Case("Start-SwitchTask", "hostile", parameters={**_START, **_HOSTILE}),
    Case("Start-SwitchTask", "refused", changes=(refused("ScheduledTasks\\Start-ScheduledTask"),), parameters=_START),
    Case("Confirm-SwitchTask", "created", changes=(put(_FOLDER + "created", ""),), parameters=_CONFIRM),
    Case("Confirm-SwitchTask", "twice", changes=(put(_FOLDER + "created", ""),), parameters=_CONFIRM, twice=True),
    Case("Confirm-SwitchTask", "too-early", parameters=_CONFIRM),
    Case(
        "Confirm-SwitchTask",
        "too-late",
        changes=(put(_FOLDER + "created", ""), put(_FOLDER + "undone", "")),
        parameters=_CONFIRM,
    ),
    Case("Confirm-SwitchTask", "hostile", parameters={**_CONFIRM, **_HOSTILE}),
)
