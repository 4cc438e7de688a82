"""Keeps the journal on the external disks too: joins each disk while a host has it, and meets other controllers there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from migrator.adapters.open_hosts import OpenHosts
from migrator.domain.plan import Plan, PlanStep, StepHost
from migrator.domain.sides import sides
from migrator.errors import JournalBroken, MigrationAdopted
from migrator.hyperv.migration_epoch import get_migration_epoch
from migrator.journal.catch_up import cut_torn_tail
from migrator.journal.chain import Chain
from migrator.journal.journal import Journal
from migrator.journal.sink import Sink, SinkUnusable
from migrator.runner.history import History
from migrator.steps.journal_on_disk import DiskJournals

_MARKS: Final = "mark-disk"
_COMES_BACK: Final = frozenset({_MARKS, "plug-in-again", "plug-in-last", "flush-disk"})
"""After these steps a disk may be there that was not there before."""


@dataclass
class DiskPlaces:
    """The disks of one run, as places of its journal."""

    plan: Plan
    journal: Journal
    history: History
    hosts: OpenHosts
    now: Callable[[], datetime]
    on_loss: Callable[[str, str], None]
    _journals: dict[StepHost, DiskJournals] = field(default_factory=dict)

    def host_opened(self, host: StepHost) -> None:
        """Refuse to go on where another controller leads by now; join the disks that are plugged in there."""
        known = get_migration_epoch(self.hosts.session(host), self.plan.migration)
        if known is not None and known.epoch > self.journal.epoch:
            raise self._adopted(self.hosts.session(host).host, known.epoch, None)
        self._join_all(host)

    def step_is_true(self, step: PlanStep) -> None:
        """Join the disks that a step has brought back."""
        if step.text in _COMES_BACK:
            host = sides(self.plan)[step.id]
            if host in self.hosts.opened:
                self._join_all(host)

    def _join_all(self, host: StepHost) -> None:
        journals = self._journals.setdefault(
            host, DiskJournals(lambda: self.hosts.session(host), lambda: self.journal.epoch)
        )
        for step in self.plan.steps:
            if step.text != _MARKS or not self.history.is_confirmed(step.id):
                continue
            disk = step.id.rsplit("/", 1)[-1]
            volume = self.history.answers.get(f"external-disk/disk/{disk}")
            if isinstance(volume, str) and f"disk-{disk}" not in self.journal.places:
                self._join(journals.sink(disk, volume))

    def _join(self, sink: Sink) -> None:
        try:
            if (cut := cut_torn_tail(sink)) is not None:
                self.journal.append(cut, self.now())
            there = Chain(sink.lines(), sink.name).read_all()
            if there.epoch > self.journal.epoch:
                raise self._adopted(sink.name, there.epoch, there.controller)
            self.journal.join(sink, self.now())
        except SinkUnusable:
            sink.close()  # not plugged in here at the moment; asked again when it may be back
        except JournalBroken as broken:
            sink.close()
            self.on_loss(sink.name, str(broken.parameters.get("found")))

    def _adopted(self, place: str, epoch: int, controller: str | None) -> MigrationAdopted:
        return MigrationAdopted(file=place, own_epoch=self.journal.epoch, epoch=epoch, controller=controller or "-")
