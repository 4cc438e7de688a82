"""Cases of the scripts about copy jobs, the journal on external disks, and who leads a migration."""

from collections.abc import Mapping

from gates.contract.case import Case, Change
from gates.contract.cases.disk_world import BAG, DISK_A, DISK_B, NO_LETTER, WORLD, disk_of, marker, put
from gates.contract.changes import host, refused, volume
from migrator.lab.world.model import Host, ScheduledTask
from migrator.ports.host_session import ParameterValue

_WORK = "C:\\ProgramData\\migrator"
_JOBS = f"{_WORK}\\move\\jobs"
_ENGINE = put(f"{_WORK}\\engine\\Invoke-CopyQueue.ps1", "# works through the queue\n")
_JOB = '{"job": "copy-1", "name": "Büro"}'
_ID = "5f0f5a53-3c10-4c5e-9a55-8a4de3f0a111"
_MARKED = (
    put("E:\\migrator-disk.json", marker()),
    put("F:\\migrator-disk.json", marker("b")),
)
_JOURNAL = f"E:\\{BAG}\\migrator\\journal.jsonl"
_JOURNAL_B = f"F:\\{BAG}\\migrator\\journal.jsonl"


def _task(state: str) -> Change:
    def change(own: Host) -> None:
        own.tasks.append(ScheduledTask("migrator-copy", state=state, multiple_instances="Queue"))

    return host(change)


def _start(name: str, *changes: Change, job_id: str = "copy-1", migration: str = "move", twice: bool = False) -> Case:
    said: Mapping[str, ParameterValue] = {"Migration": migration, "JobId": job_id, "Job": _JOB}
    return Case("Start-CopyTask", name, WORLD, changes, said, twice=twice)


def _job(script: str, name: str, *changes: Change, migration: str = "move", twice: bool = False) -> Case:
    return Case(script, name, WORLD, changes, {"Migration": migration, "JobId": "copy-1"}, twice=twice)


def _add(name: str, *changes: Change, offsets: tuple[int, int] = (0, 0), epoch: int = 1, twice: bool = False) -> Case:
    said: Mapping[str, ParameterValue] = {
        "VolumeId": [DISK_A, DISK_B],
        "Offset": [str(offset) for offset in offsets],
        "Line": ['{"n":1,"who":"Büro"}', '{"n":2}'],
        "Epoch": epoch,
    }
    return Case("Add-JournalLine", name, WORLD, (*_MARKED, *changes), said, twice=twice)


def _lines(name: str, *changes: Change, volume_id: str = DISK_A, offset: int = 0) -> Case:
    return Case("Get-JournalLine", name, WORLD, changes, {"VolumeId": volume_id, "Offset": offset})


def _repair(name: str, *changes: Change, volume_id: str = DISK_A, offset: int = 4, twice: bool = False) -> Case:
    said: Mapping[str, ParameterValue] = {"VolumeId": volume_id, "Offset": offset, "LineNumber": 2}
    return Case("Repair-JournalLine", name, WORLD, changes, said, twice=twice)


def _epoch(name: str, *changes: Change, epoch: int = 2, migration: str = "move", twice: bool = False) -> Case:
    said: Mapping[str, ParameterValue] = {"Migration": migration, "MigrationId": _ID, "Epoch": epoch}
    return Case("Set-MigrationEpoch", name, WORLD, changes, said, twice=twice)


_OWN_EPOCH = put(f"{_WORK}\\move\\epoch.json", f'{{"migration_id":"{_ID}","epoch":2}}')

CASES = (
    _start("first", _ENGINE),
    _start("twice", _ENGINE, twice=True),
    _start("one-more", _ENGINE, _task("Ready")),
    _start("while-another-runs", _ENGINE, _task("Running")),
    _start(
        "again-after-failure",
        _ENGINE,
        _task("Ready"),
        put(f"{_JOBS}\\copy-1.json", "{}"),
        put(f"{_JOBS}\\copy-1.state.json", '{"status": "failed"}'),
        put(f"{_JOBS}\\copy-1.stop", ""),
    ),
    _start("running", _ENGINE, _task("Running"), put(f"{_JOBS}\\copy-1.state.json", '{"status": "running"}')),
    _start("no-engine"),
    _start("hostile-job", _ENGINE, job_id="..\\x"),
    _start("hostile-migration", _ENGINE, migration="..\\..\\Windows"),
    _start("refused", _ENGINE, refused("ScheduledTasks\\Register-ScheduledTask")),
    _job("Get-CopyTask", "nothing"),
    _job("Get-CopyTask", "queued", put(f"{_JOBS}\\copy-1.json", "{}"), _task("Queued")),
    _job(
        "Get-CopyTask",
        "running",
        put(f"{_JOBS}\\copy-1.json", "{}"),
        put(f"{_JOBS}\\copy-1.state.json", '{"status": "running", "name": "Büro"}\n'),
        put(f"{_JOBS}\\copy-1.stop", ""),
        _task("Running"),
    ),
    _job("Get-CopyTask", "hostile", migration="..\\x"),
    _job("Get-CopyTask", "refused", refused("ScheduledTasks\\Get-ScheduledTask")),
    _job("Stop-CopyTask", "asked", put(f"{_JOBS}\\copy-1.json", "{}")),
    _job("Stop-CopyTask", "twice", put(f"{_JOBS}\\copy-1.json", "{}"), twice=True),
    _job("Stop-CopyTask", "no-job"),
    _job("Stop-CopyTask", "hostile", migration="..\\x"),
    _add("first"),
    _add("again", twice=True),
    _add("one-more", put(_JOURNAL, "abc\n"), put(_JOURNAL_B, "abc\n"), offsets=(4, 4)),
    _add("broken-off", put(_JOURNAL, 'abc\n{"n":1'), put(_JOURNAL_B, "abc\n"), offsets=(4, 4)),
    _add("shorter", put(_JOURNAL, "abc\n"), put(_JOURNAL_B, "a"), offsets=(4, 4)),
    _add("other-lines", put(_JOURNAL, "abc\nxyz\n"), put(_JOURNAL_B, "abc\n" + "x" * 200), offsets=(4, 4)),
    _add("one-disk-gone", volume("F", present=False)),
    _add("one-unmarked", put("F:\\migrator-disk.json", marker("b", epoch=2))),
    _add("stale-controller", epoch=0),
    Case(
        "Add-JournalLine",
        "no-marker",
        WORLD,
        parameters={"VolumeId": [DISK_A, NO_LETTER], "Offset": ["0", "0"], "Line": ["{}"], "Epoch": 1},
    ),
    _add("write-protected", disk_of("F", is_read_only=True)),
    _lines("whole", _MARKED[0], put(_JOURNAL, '{"n":1,"who":"Büro"}\n{"n":2')),
    _lines("from-a-place", _MARKED[0], put(_JOURNAL, "abc\ndef\n"), offset=4),
    _lines("none", _MARKED[0]),
    _lines("long", _MARKED[0], put(_JOURNAL, "x" * 393216 + "y\n")),
    _lines("no-marker"),
    _lines("no-letter", volume_id=NO_LETTER),
    _lines("gone", volume("E", present=False)),
    _repair("torn", _MARKED[0], put(_JOURNAL, "abc\nde")),
    _repair("twice", _MARKED[0], put(_JOURNAL, "abc\nde"), twice=True),
    _repair("torn-again", _MARKED[0], put(_JOURNAL, "abc\nde"), put(_JOURNAL + ".torn-2", "d")),
    _repair("whole", _MARKED[0], put(_JOURNAL, "abc\nde\n")),
    _repair("shorter", _MARKED[0], put(_JOURNAL, "abc\n")),
    _repair("no-journal", _MARKED[0]),
    _repair("no-marker"),
    _repair("no-letter", volume_id=NO_LETTER),
    _repair("gone", volume("E", present=False)),
    Case("Get-MigrationEpoch", "known", WORLD, (_OWN_EPOCH,), {"Migration": "move"}),
    Case("Get-MigrationEpoch", "unknown", WORLD, parameters={"Migration": "move"}),
    Case("Get-MigrationEpoch", "hostile", WORLD, parameters={"Migration": "..\\x"}),
    _epoch("first"),
    _epoch("twice", twice=True),
    _epoch("same", _OWN_EPOCH),
    _epoch("higher", _OWN_EPOCH, epoch=3),
    _epoch("lower", _OWN_EPOCH, epoch=1),
    _epoch("other-migration", put(f"{_WORK}\\move\\epoch.json", '{"migration_id":"other","epoch":9}')),
    _epoch("hostile", migration="..\\x"),
)
