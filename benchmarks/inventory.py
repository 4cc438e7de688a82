"""Taking the inventory of 500 VMs over PowerShell remoting, and of 50, against one remoting session per script.

What a user would write instead opens a session for each script (`with RunspacePool(...)` around each call), as most
examples of the library do. Both run the same scripts against the same rehearsal host (python engine), in turn.
"""

import os
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib.resources import files
from pathlib import Path

from migrator.adapters.config_file import read_config
from migrator.adapters.connect import open_session
from migrator.domain.connection import Connection
from migrator.domain.inventory.whole import Inventory
from migrator.hyperv.take_inventory import take_inventory
from migrator.lab.client import LabClient
from migrator.ports.host_session import CancelToken, HostSession, ScriptCall, ScriptProgress, ScriptResult

RUNS = 5
MANY = 500
LIMIT_S = 2.0
LARGEST_BYTES = 1 << 20
_MANAGEMENT = "Microsoft.PowerShell.Management\\"
PER_ITEM = {
    "Hyper-V\\Get-VHD": "virtual hard disk",
    _MANAGEMENT + "Test-Path": "virtual hard disk",
    _MANAGEMENT + "Get-Item": "virtual hard disk",
    _MANAGEMENT + "Get-Content": "virtual hard disk (its header, which the script reads through a stream)",
    "Hyper-V\\Get-VMSecurity": "virtual machine",
    "Hyper-V\\Get-VMKeyProtector": "virtual machine",
    _MANAGEMENT + "Get-ChildItem": "folder, by two scripts",
}
"""Commands that take, or name in their answer, one item only: declared in the scripts' headers as CallsPerItem."""


def measure() -> None:
    """Print the figures; raise PromiseBroken where a promise is not kept."""
    print("scenario   one session: median  fastest   session per script   ratio   other calls   largest document")
    calls = {}
    fastest = 0.0
    for scenario, vm_count in (("vm50", 50), ("vm500", MANY)):
        with (
            tempfile.TemporaryDirectory() as folder,
            LabClient.start(_scenario_file(Path(folder), vm_count), Path(folder) / "lab") as lab,
        ):
            os.environ.update(lab.environment)
            connection = read_config(Path(lab.lab.config_file)).source.connection
            before = Counter(_calls(lab))
            ours, theirs = [], []
            watcher = _Watching(open_session(connection, _nobody))
            _take(watcher)
            calls[scenario] = Counter(_calls(lab)) - before
            watcher.close()
            for _ in range(RUNS):
                ours.append(_timed(partial(_in_one_session, connection)))
                theirs.append(_timed(partial(_take, _SessionPerScript(connection))))
            ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
            total = sum(count for name, count in calls[scenario].items() if name not in PER_ITEM)
            print(
                f"{scenario:10} {statistics.median(ours):18.2f} s {min(ours):6.2f} s {statistics.median(theirs):18.2f} s"
                f" {ratio:7.2f} {total:13} {watcher.largest_bytes:18}"
            )
            if watcher.largest_bytes > LARGEST_BYTES:
                raise PromiseBroken(f"a document of {watcher.largest_bytes} bytes")
            fastest = min(ours)
    few, many = (
        {name: count for name, count in calls[scenario].items() if name not in PER_ITEM}
        for scenario in ("vm50", "vm500")
    )
    differing = {name: (few.get(name, 0), many[name]) for name in many if few.get(name, 0) != many[name]}
    if differing:
        raise PromiseBroken(f"calls that grow with the number of VMs: {differing}")
    print("The number of calls does not depend on the number of virtual machines, but for these:")
    for name, item in sorted(PER_ITEM.items()):
        print(f"  {name:46} {calls['vm50'][name]:5} and {calls['vm500'][name]:5}: one for each {item}")
    # The fastest run of the larger host is judged: whatever else the computer does can only make it longer.
    if fastest > LIMIT_S:
        raise PromiseBroken(f"{MANY} virtual machines took {fastest:.2f} s at best")


def _scenario_file(folder: Path, vm_count: int) -> str:
    text = (files("migrator.lab") / "scenarios" / "vm500.yaml").read_text(encoding="utf-8")
    made = folder / "scenario.yaml"
    made.write_text(text.replace("repeat: 500", f"repeat: {vm_count}"), encoding="utf-8")
    return str(made)


class PromiseBroken(Exception):
    """A figure is not what the project promises."""


class _Watching:
    """Remembers the largest document."""

    def __init__(self, inner: HostSession) -> None:
        self._inner = inner
        self.largest_bytes = 0

    @property
    def host(self) -> str:
        return self._inner.host

    def run(
        self,
        call: ScriptCall,
        *,
        deadline_s: float = 300.0,
        cancel: CancelToken | None = None,
        on_progress: Callable[[ScriptProgress], None] | None = None,
    ) -> ScriptResult:
        result = self._inner.run(call, deadline_s=deadline_s, cancel=cancel, on_progress=on_progress)
        self.largest_bytes = max((self.largest_bytes, *(len(text.encode()) for text in result.documents)))
        return result

    def close(self) -> None:
        self._inner.close()


class _SessionPerScript:
    """What a user would write instead."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.host = connection.address

    def run(
        self,
        call: ScriptCall,
        *,
        deadline_s: float = 300.0,
        cancel: CancelToken | None = None,
        on_progress: Callable[[ScriptProgress], None] | None = None,
    ) -> ScriptResult:
        session = open_session(self._connection, _nobody)
        try:
            return session.run(call, deadline_s=deadline_s, cancel=cancel, on_progress=on_progress)
        finally:
            session.close()

    def close(self) -> None:
        return


def _in_one_session(connection: Connection) -> None:
    session = open_session(connection, _nobody)
    try:
        _take(session)
    finally:
        session.close()


def _take(session: HostSession) -> Inventory:
    return take_inventory(session, taken_at=datetime.now(UTC), on_step=lambda _script: None)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _calls(lab: LabClient) -> list[str]:
    found = lab.log()["cmdlets"]
    return [str(one["command"] if isinstance(one, dict) else one) for one in found] if isinstance(found, list) else []


def _nobody(owner: str) -> str:
    raise AssertionError(owner)
