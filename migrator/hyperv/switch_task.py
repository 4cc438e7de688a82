"""Creates the switch under the remote session by a task that undoes itself unless the session answers again."""

import json
from collections.abc import Sequence
from typing import Final

from migrator.domain.model import Model
from migrator.domain.new_host.switches import WantedSwitch
from migrator.hyperv.documents import read_documents
from migrator.hyperv.scripts import load_script
from migrator.ports.host_session import HostSession, ParameterValue, ScriptCall

UNDO_AFTER_S: Final = 60
_CREATED_WITHIN_S: Final = 40


class SessionAdapter(Model):
    """Document of `Get-SessionAdapter`: one per adapter that a remote session came in on."""

    name: str
    interface_guid: str


def get_session_adapter(session: HostSession) -> tuple[SessionAdapter, ...]:
    """Return the adapters that carry remote sessions now; none over loopback."""
    return read_documents(session, "Get-SessionAdapter", SessionAdapter)


def start_switch_task(session: HostSession, migration: str, wanted: WantedSwitch, adapters: Sequence[str]) -> None:
    """Begin; the connection may break at any moment from now on."""
    job = {
        "name": wanted.name,
        "adapters": list(adapters),
        "embedded_teaming": wanted.embedded_teaming,
        "bandwidth_mode": wanted.bandwidth_mode,
        "iov": wanted.iov,
        "notes": wanted.notes,
        "wait_s": UNDO_AFTER_S,
    }
    change = load_script("Invoke-SwitchChange").text
    parameters: dict[str, ParameterValue] = {"Migration": migration, "Job": json.dumps(job), "Change": change}
    session.run(ScriptCall(load_script("Start-SwitchTask"), parameters))


def confirm_switch_task(session: HostSession, migration: str) -> None:
    """Wait for the switch, and tell the host that the session is here."""
    parameters: dict[str, ParameterValue] = {"Migration": migration, "WaitSeconds": _CREATED_WITHIN_S}
    session.run(ScriptCall(load_script("Confirm-SwitchTask"), parameters))
