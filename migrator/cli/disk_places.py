"""Keeps the journal on the external disks too: joins each disk while a host has it, and meets other controllers there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from migrator.adapters.open_hosts import OpenHosts
from migrator.cli.disk_papers import leave_papers
from migrator.cli.journal_file import migration_id
from migrator.cli.leading import adopted, lead
from migrator.domain.external_disk import DISK_INPUT, bag_name, place_of
from migrator.domain.plan import Plan, PlanStep, StepHost
from migrator.domain.sides import sides
from migrator.errors import JournalBroken, OutcomeUnknown, SessionError
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
    papers: Mapping[str, str]
    """What another computer needs to go on: file names and texts."""
    on_back: Callable[[str], None] = lambda _name: None
    """Is told of a disk that was lost and is a place of the journal again."""
    _journals: dict[StepHost, DiskJournals] = field(default_factory=dict)

    def host_opened(self, host: StepHost) -> None:
        """Refuse to go on where another controller leads by now; join the disks that are plugged in there."""
        session = self.hosts.session(host)
        lead(session, self.plan.migration, migration_id(self.journal), self.journal.epoch)
        self._join_all(host)

    def step_is_true(self, step: PlanStep) -> None:
        """Join the disks that a step has brought back."""
        if step.text in _COMES_BACK:
            host = sides(self.plan)[step.id]
            if host in self.hosts.opened:
                self._join_all(host)

    def _join_all(self, host: StepHost) -> None:
        journals = self._journals.setdefault(
            host, DiskJournals(lambda: self.hosts.unstoppable(host), lambda: self.journal.epoch)
        )
        for step in self.plan.steps:
            if step.text != _MARKS or not self.history.is_confirmed(step.id):
                continue
            place = place_of(step.id) or ""
            disk, volume = self.history.disk_in(place), self.history.answers.get(DISK_INPUT + place)
            if disk is None or not isinstance(volume, str) or f"disk-{disk}" in self.journal.places:
                continue
            is_closed = self.history.was_tried(f"close-bag/disk/{place}")
            if self._join(journals.sink(disk, volume)) and not is_closed:
                # Later they stand in the bag's manifests.
                self._leave_papers(host, disk, volume)

    def _leave_papers(self, host: StepHost, disk: str, volume: str) -> None:
        """Leave them; a disk that does not take them is told, for no step is about them, and asked again in the next run."""
        bag = bag_name(self.plan.migration)
        try:
            try:
                leave_papers(self.hosts.session(host), volume, bag, self.papers, self.journal.epoch)
            except OutcomeUnknown:
                # What was written already is seen, and not written again.
                leave_papers(self.hosts.session(host), volume, bag, self.papers, self.journal.epoch)
        except SessionError as lost:
            self.on_loss(f"disk-{disk}", str(lost.parameters.get("found") or lost.id))

    def _join(self, sink: Sink) -> bool:
        """Return whether the disk is a place of the journal now."""
        try:
            if (cut := cut_torn_tail(sink)) is not None:
                self.journal.append(cut, self.now())
            there = Chain(sink.lines(), sink.name).read_all()
            if there.epoch > self.journal.epoch:
                raise adopted(sink.name, self.journal.epoch, there.epoch, there.controller)
            self.journal.join(sink, self.now())
        except SinkUnusable:
            sink.close()  # not plugged in here at the moment; asked again when it may be back
        except JournalBroken as broken:
            sink.close()
            self.on_loss(sink.name, str(broken.parameters.get("found")))
        else:
            if sink.name in self.history.lost_sinks:
                self.history.lost_sinks.discard(sink.name)
                self.on_back(sink.name)
            return True
        return False
