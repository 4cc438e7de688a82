"""`migrator adopt`: goes on with a migration on another computer, with what an external disk carries."""

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from migrator.adapters.config_file import read_config
from migrator.adapters.kept_file import write_durably, write_keeping_old
from migrator.bag.layout import JOURNAL as BAG_JOURNAL
from migrator.bag.layout import MARKER
from migrator.bag.marker import write_marker
from migrator.cli.adopt_source import FoundDisk, disk_in_folder, disk_in_host
from migrator.cli.disk_papers import take_papers
from migrator.cli.held_copy import HeldCopy
from migrator.cli.hosts import session_with
from migrator.cli.inventory import Which, connection_of
from migrator.cli.journal_file import migration_id, opening
from migrator.cli.leading import adopted, lead
from migrator.cli.options import DEFAULT_CONFIG, ConfigOption
from migrator.cli.run_files import JOURNAL, RunFiles, read_run_files
from migrator.cli.streams import Streams, open_streams
from migrator.errors import NoMigrationHere
from migrator.hyperv.migration_epoch import HostEpoch, get_migration_epoch
from migrator.journal.chain import Chain
from migrator.journal.journal import Journal
from migrator.journal.opening import Taker, adopt_journal
from migrator.journal.sink import FileSink, Sink
from migrator.report.printable import printable

_NAME_LENGTH = 1


def adopt(
    disk: Annotated[
        str,
        typer.Argument(
            help="a, b (or the name of one that took over), read through the host; or the folder where it is mounted here."
        ),
    ],
    *,
    person: Annotated[str, typer.Option(help="Who takes the migration over; stands in the journal.")],
    config: ConfigOption = DEFAULT_CONFIG,
    host: Annotated[Which, typer.Option(help="The host that has the disk, for a disk by name.")] = Which.SOURCE,
    folder: Annotated[Path, typer.Option(help="Where the migration's files go on this computer.")] = Path(),
) -> None:
    """
    Take a migration over on this computer, from what a disk carries: journal, plan, inventory, configuration.

    The epoch rises, in the journal, on the disks and on the host: the computer that led before stops when it meets it
    (exit code 14). What the disk does not know (the last answers, perhaps) is asked again. Passwords are never on a disk.

    A disk by name is read through the host of --config: `migrator init` writes one.
    """
    streams = open_streams()
    if len(disk) == _NAME_LENGTH:
        decided = read_config(config)
        with session_with(connection_of(decided, host)) as session:
            found = disk_in_host(session, disk.lower(), decided.name)
            _demand_fresh(found, get_migration_epoch(session, decided.name))
            with _taken(streams, found, folder, person) as (files, journal):
                lead(session, files.plan.migration, migration_id(journal), journal.epoch)
    else:
        root = Path(disk)
        found = disk_in_folder(root)
        _demand_fresh(found, None)
        with _taken(streams, found, folder, person) as (files, journal):
            _lead_in_folder(root, found, journal, files.journal_file.read_bytes())
    streams.say("The computer that led before must not be used for this migration any more.")
    streams.say("Next: `migrator status`, then `migrator run`.", style="bold")


@contextmanager
def _taken(streams: Streams, found: FoundDisk, folder: Path, person: str) -> Iterator[tuple[RunFiles, Journal]]:
    """Write the papers into the folder and the journal's next epoch beside them."""
    for name, text in take_papers(found.read, found.place).items():
        kept = write_keeping_old(folder / name, text)
        streams.say(f"Taken from {found.place}: {folder / name}" + (f"; the older one is now {kept}." if kept else "."))
    files = read_run_files(folder / "plan.json", folder / "migrator.yaml", folder / "inventory.json")
    now = datetime.now(UTC)
    taker = Taker(controller=platform.node(), person=person)
    places: list[Sink] = [FileSink("controller", folder / JOURNAL), HeldCopy(found.place, found.journal)]
    journal = adopt_journal(places, opening(files, now, lambda _name, _found: None), taker)
    try:
        streams.say(f"{printable(person)} leads {files.plan.migration} from here on (epoch {journal.epoch}).")
        yield files, journal
    finally:
        journal.close()


def _demand_fresh(found: FoundDisk, host: HostEpoch | None) -> None:
    """Refuse a disk whose journal ends before somebody else took over: what it does not know was done since."""
    if not found.journal:
        raise NoMigrationHere(place=found.place, found="there is no journal in the bag")
    chain = Chain(found.journal.splitlines(keepends=True), found.place).read_all()
    own_id = chain.opened.migration_id if chain.opened is not None else None
    known = host.epoch if host is not None and host.migration_id == own_id else 1
    if max(known, found.marker.epoch) > chain.epoch:
        raise adopted(f"{found.place} (its journal is stale)", chain.epoch, max(known, found.marker.epoch))


def _lead_in_folder(root: Path, found: FoundDisk, journal: Journal, lines: bytes) -> None:
    """Write the raised epoch and what the journal has more than the disk onto a disk that is mounted here."""
    marker = found.marker.model_copy(update={"epoch": journal.epoch})
    write_durably(root / MARKER, write_marker(marker))
    write_durably(root / found.marker.bag / BAG_JOURNAL, lines)
