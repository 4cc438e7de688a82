"""`migrator inventory`: reads a host into one file, or compares two such files."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from migrator.adapters.config_file import read_config
from migrator.adapters.kept_file import read_text, write_keeping_old
from migrator.cli.hosts import session_with
from migrator.cli.options import DEFAULT_CONFIG, DEFAULT_INVENTORY, ConfigOption, JsonOption
from migrator.cli.streams import Streams, open_streams
from migrator.domain.config import Config
from migrator.domain.connection import Connection
from migrator.domain.inventory.whole import Inventory
from migrator.domain.inventory_diff import ChangeKind
from migrator.domain.inventory_diff import diff as changes_between
from migrator.domain.inventory_file import inventory_sha256, read_inventory, write_inventory
from migrator.errors import ExitCode, NoDestinationYet
from migrator.hyperv.take_inventory import take_inventory
from migrator.report.amounts import counted, size_text
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
        Path, typer.Option("--output", "-o", help="Where to write; an older file is kept beside it.")
    ] = DEFAULT_INVENTORY,
    diff: Annotated[
        Path | None,
        typer.Option(help="Compare this older inventory with the host (or with --with) instead of writing."),
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
    newer = (
        read_inventory(read_text(with_), str(with_))
        if diff is not None and with_ is not None
        else read_host(streams, connection_of(read_config(config), host))
    )
    if diff is not None:
        raise typer.Exit(int(_show_changes(streams, read_inventory(read_text(diff), str(diff)), newer)))
    kept = write_keeping_old(output, write_inventory(newer))
    show_inventory(streams, newer)
    streams.say(f"Written to {output}" + (f"; the older one is now {kept}." if kept else "."))
    streams.document({"file": str(output), "sha256": inventory_sha256(newer), "kept": str(kept) if kept else None})


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


def _show_changes(streams: Streams, older: Inventory, newer: Inventory) -> ExitCode:
    changes = changes_between(older, newer)
    matter = [one for one in changes if not one.noise]
    for one in matter:
        where = f"{one.section.replace('_', ' ')}: {printable(one.name)}"
        what = f" {one.field}: {printable(one.before or '-')} -> {printable(one.after or '-')}" if one.field else ""
        streams.say(f"{one.kind.value:8} {where}{what}", style=_STYLES[one.kind])
    streams.say(
        f"{len(matter)} changes that matter since {older.taken_at:%Y-%m-%d %H:%M} UTC; "
        f"{len(changes) - len(matter)} that always happen (clock, uptime, free space) not shown.",
        style="bold",
    )
    streams.document([one.model_dump(mode="json") for one in changes])
    return ExitCode.HOST_NOT_AS_PLANNED if matter else ExitCode.DONE


_STYLES = {ChangeKind.ADDED: "green", ChangeKind.REMOVED: "red", ChangeKind.CHANGED: "yellow"}
