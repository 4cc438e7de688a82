"""`migrator inventory`: reads a host into one file, or compares two such files."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from migrator.adapters.config_file import read_config
from migrator.adapters.kept_file import read_text, write_keeping_old
from migrator.cli.hosts import session_with
from migrator.cli.options import DEFAULT_CONFIG, DEFAULT_INVENTORY, ConfigOption, JsonOption, command_line
from migrator.cli.streams import Streams, open_streams
from migrator.domain.config import Config
from migrator.domain.connection import Connection
from migrator.domain.inventory.whole import Inventory
from migrator.domain.inventory_diff import Change, ChangeKind
from migrator.domain.inventory_diff import diff as changes_between
from migrator.domain.inventory_file import inventory_sha256, read_inventory, write_inventory
from migrator.errors import ExitCode, NoDestinationYet
from migrator.hyperv.take_inventory import take_inventory
from migrator.report.amounts import counted, size_text
from migrator.report.change_view import change_text
from migrator.report.printable import printable


class Which(StrEnum):
    """Which host of the configuration."""

    SOURCE = "source"
    DESTINATION = "destination"


def inventory(
    *,
    config: ConfigOption = DEFAULT_CONFIG,
    host: Annotated[Which, typer.Option(help="Which host of the configuration to read.")] = Which.SOURCE,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Where to write; inventory.json if not said. An older file is kept beside it."
        ),
    ] = None,
    diff: Annotated[
        Path | None,
        typer.Option(
            help="Compare this older inventory with the host (or with --with); written is only where -o says so."
        ),
    ] = None,
    with_: Annotated[
        Path | None, typer.Option("--with", help="The newer inventory for --diff; without it the host is read.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """
    Read a host: what it is, its VMs, disks with all parents, switches, and what else a rebuild would lose.

    Changes nothing on the host. The file has a schema version and a digest: `check` and `plan` work from it without
    the host, and notice if somebody edits it.

    With --diff: what has changed since an older inventory (ends with 14 when something did that matters).
    """
    streams = open_streams(as_json=as_json)
    if with_ is not None and diff is None:
        raise typer.BadParameter("--with names the newer inventory of a comparison; name the older one with --diff")
    if with_ is not None and output is not None:
        raise typer.BadParameter("with --with nothing is read, so there is nothing to write: leave out -o")
    older = read_inventory(read_text(diff), str(diff)) if diff is not None else None
    newer = (
        read_inventory(read_text(with_), str(with_))
        if with_ is not None
        else read_host(streams, connection_of(read_config(config), host))
    )
    if older is not None:
        changes = changes_between(older, newer)
        _show_changes(streams, older, changes)
        if output is not None:
            write_found(streams, newer, output)
        streams.document([one.model_dump(mode="json") for one in changes])
        matters = any(not one.noise for one in changes)
        raise typer.Exit(int(ExitCode.HOST_NOT_AS_PLANNED if matters else ExitCode.DONE))
    written = output or DEFAULT_INVENTORY
    show_inventory(streams, newer)
    kept = write_found(streams, newer, written)
    if host is Which.SOURCE:
        streams.say(f"Next: {command_line('check', config=config, inventory=written)}.")
    streams.document({"file": str(written), "sha256": inventory_sha256(newer), "kept": str(kept) if kept else None})


def connection_of(config: Config, which: Which) -> Connection:
    """Return the connection of one of the two hosts; the destination may not be configured yet."""
    if which is Which.SOURCE:
        return config.source.connection
    if config.destination.connection is None:
        raise NoDestinationYet(migration=config.name)
    return config.destination.connection


def read_host(streams: Streams, connection: Connection) -> Inventory:
    """Read everything from a host, saying what is being read."""
    streams.say(f"Reading {printable(connection.address)}; nothing is changed there.")
    with session_with(connection) as session, streams.people.status("Connecting ...") as status:
        return take_inventory(
            session, taken_at=datetime.now(UTC), on_step=lambda script: status.update(f"Reading: {script}")
        )


def show_inventory(streams: Streams, found: Inventory) -> None:
    """Print the host in a few lines."""
    host = found.host
    disks_size = sum(disk.file_bytes or 0 for disk in found.virtual_hard_disks)
    streams.say(
        f"{printable(host.name)}: {printable(host.os_caption)}, build {host.os_build}, "
        f"{printable(host.processors[0].name)}, {host.memory_bytes // 2**30} GiB memory",
        style="bold",
    )
    counts = (
        counted(len(found.virtual_machines), "virtual machine"),
        f"{counted(len(found.virtual_hard_disks), 'virtual hard disk')} ({size_text(disks_size)})",
        counted(len(found.checkpoints), "checkpoint"),
        counted(len(found.switches), "switch"),
        counted(len(found.volumes), "volume"),
    )
    streams.say(f"{', '.join(counts)}.")


def write_found(streams: Streams, found: Inventory, output: Path) -> Path | None:
    """Write what was read, and say where; returns where an older file with other content is now."""
    kept = write_keeping_old(output, write_inventory(found))
    streams.say(f"Written to {output}" + (f"; the older one is now {kept}." if kept else "."))
    return kept


def _show_changes(streams: Streams, older: Inventory, changes: Sequence[Change]) -> None:
    matter = [one for one in changes if not one.noise]
    for one in matter:
        streams.say(f"{one.kind.value:8} {change_text(one)}", style=_STYLES[one.kind])
    streams.say(
        f"{counted(len(matter), 'change')} that {'matters' if len(matter) == 1 else 'matter'} since "
        f"{older.taken_at:%Y-%m-%d %H:%M} UTC; {len(changes) - len(matter)} that always happen "
        "(clock, uptime, free space) not shown.",
        style="bold",
    )


_STYLES = {ChangeKind.ADDED: "green", ChangeKind.REMOVED: "red", ChangeKind.CHANGED: "yellow"}
