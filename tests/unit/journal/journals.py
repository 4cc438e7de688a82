"""Journals for tests: one record of each kind, and places that fail on order."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from pydantic import JsonValue

from migrator.domain.decisions import Waiver
from migrator.domain.plan import StepHost
from migrator.journal.chain import TornTail
from migrator.journal.entries import (
    Answer,
    Approval,
    Digest,
    DiskLost,
    Entry,
    GateSeen,
    Hook,
    Note,
    OriginalValue,
    Override,
    RunEnded,
    RunStarted,
    SinkJoined,
    SinkLost,
    StepAboutToApply,
    StepApplied,
    StepChecked,
    TailCut,
    WaiverGiven,
    seen_sha256,
)
from migrator.journal.journal import Journal
from migrator.journal.opening import Opening, open_journal
from migrator.journal.sink import FileSink, Sink, SinkUnusable
from migrator.journal.words import ApplyResult, HookResult, Moment, Truth

START: Final = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
MIGRATION_ID: Final = UUID("5f0e6f2a-9a53-4d7c-8f42-0c6c3d8f7e11")
_SEEN: Final[dict[str, JsonValue]] = {"vms": [{"id": "vm-1", "state": "Off"}], "disks": {"a": "proven", "b": "proven"}}

ENTRIES: Final[tuple[Entry, ...]] = (
    RunStarted(made_by="0.2.0", plan_hash="a" * 64, controller="laptop"),
    SinkJoined(sink="disk-a"),
    Answer(question="external-disk/disk/a", step="plug-in-disk/disk/a", value="E:", person="Jörg", done_at=None),
    Answer(question="know-passwords", step="know-passwords", value=True, person="Jörg", done_at=START),
    StepChecked(step="stop-vm/vm/1", moment=Moment.BEFORE, truth=Truth.FALSE, found={"state": "Running"}),
    OriginalValue(step="stop-vm/vm/1", subject="vm-1", name="start-action", value={"action": "Start", "delay_s": 30}),
    StepAboutToApply(
        step="stop-vm/vm/1",
        attempt=1,
        host=StepHost.SOURCE,
        script="Stop-VirtualMachine",
        script_sha256="b" * 64,
        parameters={"Id": "vm-1", "LiteralPath": ("D:\\VMs\\Größe [1]",), "Count": 2, "Force": False},
    ),
    StepApplied(
        step="stop-vm/vm/1",
        attempt=1,
        result=ApplyResult.UNKNOWN,
        error="outcome-unknown",
        error_parameters={"host": "hv1"},
    ),
    StepChecked(step="stop-vm/vm/1", moment=Moment.AFTER, truth=Truth.TRUE, found={"state": "Off"}),
    Hook(
        step="stop-vm/vm/1",
        moment=Moment.AFTER,
        host=StepHost.CONTROLLER,
        name="tell",
        result=HookResult.NOT_RUN,
        exit_code=None,
    ),
    Digest(what="file", name="data/vm-1/disk.vhdx", sha256="c" * 64, size_bytes=4096),
    WaiverGiven(waiver=Waiver(rule="vm.checkpoints", subject="vm-1", found="d" * 64, person="Jörg", reason="old")),
    Override(what="one-disk", person="Jörg", reason="B is dead"),
    DiskLost(
        place="b", disk="b", person="Jörg", reason="It fell", successor="c", volume_id="F:", again=("mark-disk/disk/b",)
    ),
    GateSeen(step="safe-to-wipe", seen=_SEEN, closed_by=(), seen_sha256=seen_sha256(_SEEN, ())),
    Approval(
        step="safe-to-wipe",
        approved=True,
        person="Jörg",
        host_name="HV1",
        seen_sha256=seen_sha256(_SEEN, ()),
        reason=None,
    ),
    Note(text="clock-jumped", step=None, words={"seconds": 3600}),
    TailCut(sink="disk-a", line=9, size_bytes=17, kept_as="journal.jsonl.torn-9"),
    SinkLost(sink="disk-a", found="No space left on device"),
    RunEnded(exit_code=4, states={"done": 3, "pending": 1}),
)


class BrittleSink:
    """A file's place that takes a number of lines and then fails, having written a part of the line that was too much."""

    def __init__(self, inner: FileSink, lines: int) -> None:
        self.inner = inner
        self.left = lines

    @property
    def name(self) -> str:
        """The inner place's name."""
        return self.inner.name

    def lines(self) -> Iterator[bytes]:
        """Yield what got there."""
        return self.inner.lines()

    def append(self, line: bytes) -> None:
        """Write a line, or half of it and fail."""
        if self.left == 0:
            with self.inner.path.open("ab") as file:
                file.write(line[: len(line) // 2])
            raise SinkUnusable("No space left on device")
        self.left -= 1
        self.inner.append(line)

    def cut(self, torn: TornTail) -> str:
        """Cut as the file does."""
        return self.inner.cut(torn)

    def close(self) -> None:
        """Give the file free."""
        self.inner.close()


def opening(run: str = "run-1", losses: list[tuple[str, str]] | None = None) -> Opening:
    """Return the same opening each time but for the run's name; losses are written into the list."""
    told = losses if losses is not None else []
    return Opening(
        migration="hv1",
        migration_id=MIGRATION_ID,
        made_by="0.2.0",
        run=run,
        time=START,
        on_loss=lambda name, found: told.append((name, found)),
    )


def sink(folder: Path, name: str = "controller") -> FileSink:
    """Return a place in a folder of its own."""
    return FileSink(name, folder / name / "journal.jsonl")


def file_of(folder: Path, name: str = "controller") -> Path:
    """Return the file behind `sink`."""
    return folder / name / "journal.jsonl"


def write_journal(sinks: Sequence[Sink], entries: Sequence[Entry] = ENTRIES, run: str = "run-1") -> Journal:
    """Write entries a second apart and return the journal, still open."""
    journal = open_journal(sinks, opening(run))
    for number, entry in enumerate(entries, start=1):
        journal.append(entry, START + timedelta(seconds=number))
    return journal
