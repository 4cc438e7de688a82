"""`migrator init`: writes a first configuration, asking a person and, where told to, the host."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from migrator.adapters.kept_file import write_keeping_old
from migrator.cli.inventory import read_host, show_inventory, write_found
from migrator.cli.options import DEFAULT_CONFIG, DEFAULT_INVENTORY, command_line
from migrator.cli.streams import Streams, open_streams
from migrator.domain.connection import Connection
from migrator.domain.inventory.host import CpuVendor
from migrator.domain.inventory.network import SwitchType
from migrator.domain.inventory.whole import Inventory
from migrator.errors import ConfigAnswerRefused
from migrator.report.config_text import Answers, SwitchAnswer, VolumeAnswer, config_text

_GIB = 2**30
_GB = 10**9


def init(
    *,
    from_: Annotated[
        str, typer.Option("--from", help="Read this host (name or address) and fill in what it shows.")
    ] = "",
    user: Annotated[str, typer.Option(help="User name on the host; without it you are asked.")] = "",
    transport: Annotated[str, typer.Option(help="https, or http with encrypted messages.")] = "https",
    fingerprint: Annotated[
        str, typer.Option(help="SHA-256 fingerprint of the host's certificate, where no authority vouches for it.")
    ] = "",
    ca_file: Annotated[str, typer.Option(help="PEM file of the authority that signed the host's certificate.")] = "",
    port: Annotated[
        int | None, typer.Option(help="Port, where it is not WinRM's own (5986 for https, 5985 for http).")
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Where to write; an older file is kept beside it.")
    ] = DEFAULT_CONFIG,
) -> None:
    """
    Write a first migrator.yaml: asks what it needs, and with --from fills in what the host shows.

    The file says who the two hosts are, what the new one will be, and how big the external disks are. It never holds
    a password. Everything in it can be changed by hand afterwards; `migrator plan` reports faults with their lines.
    """
    streams = open_streams()
    address = from_ or _ask("Name or address of the Hyper-V host as it is", "")
    user = user or _ask("User name there (a local account: HOST\\user)", f"{address}\\Administrator")
    try:
        connection = Connection.model_validate(
            {
                "address": address,
                "port": port,
                "user": user,
                "transport": transport,
                "pinned_fingerprint": fingerprint or None,
                "ca_file": ca_file or None,
            }
        )
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ConfigAnswerRefused(field=".".join(map(str, first["loc"])), found=first["msg"]) from error
    found = read_host(streams, connection) if from_ else None
    if found is not None:
        show_inventory(streams, found)
    answers = _answers(streams, connection, found)
    kept = write_keeping_old(output, config_text(answers))
    streams.say(f"Written to {output}" + (f"; the older one is now {kept}." if kept else "."))
    if found is None:
        streams.say(f"Next: read it through, then {command_line('inventory', config=output)}.")
        return
    beside = output.with_name(DEFAULT_INVENTORY.name)
    write_found(streams, found, beside)
    streams.say(f"Next: read {output} through, then {command_line('check', config=output, inventory=beside)}.")


def _answers(streams: Streams, connection: Connection, found: Inventory | None) -> Answers:
    streams.say("Now the host as it will be. Enter takes what stands in brackets.")
    name = found.host.name if found else connection.address
    destination = _ask("Name of the new host", name)
    adapters = tuple(one.name for one in found.network_adapters if one.physical) if found else ()
    external = tuple(one.name for one in found.switches if one.switch_type is SwitchType.EXTERNAL) if found else ()
    return Answers(
        name=_ask("Name of this migration (small letters, digits, hyphens)", _slug(f"{destination}-rebuild")),
        source_address=connection.address,
        port=connection.port,
        transport=connection.transport.value,
        user=connection.user or "",
        pinned_fingerprint=connection.pinned_fingerprint or "",
        ca_file=connection.ca_file or "",
        destination_name=destination,
        release=_ask("Windows Server release of the new host (2016, 2019, 2022, 2025)", "2025"),
        edition=_ask("Edition (standard, datacenter)", "standard"),
        cpu_vendor=_ask("Processor vendor of the new host (intel, amd)", _vendor(found)),
        logical_processors=_ask_number("Logical processors", _logical_processors(found)),
        memory=_ask("Memory", f"{found.host.memory_bytes // _GIB} GiB" if found else "64 GiB"),
        numa_nodes=_ask_number("NUMA nodes", max(len(found.host.numa_nodes), 1) if found else 1),
        domain_joined=found.host.domain_joined if found else False,
        volumes=_volumes(found),
        adapters=adapters,
        switches=tuple(SwitchAnswer(one, adapters[:1]) for one in external),
        disk_size=_ask("Size of each external disk, as on the box", "8 TB"),
    )


def _ask(question: str, default: str) -> str:
    answer: str = typer.prompt(question, default=default or None, err=True)
    return answer.strip()


def _ask_number(question: str, default: int) -> int:
    answer: int = typer.prompt(question, default=default, type=int, err=True)
    return answer


def _slug(text: str) -> str:
    return "".join(one if one.isascii() and one.isalnum() else "-" for one in text.lower()).strip("-") or "rebuild"


def _vendor(found: Inventory | None) -> str:
    return found.host.processors[0].vendor.value if found else CpuVendor.AMD.value


def _logical_processors(found: Inventory | None) -> int:
    return sum(one.logical_processor_count for one in found.host.processors) if found else 16


def _size_said(size_bytes: int) -> str:
    """Return a size that is never more than the real one: `4.66 TB`, `500 GB`."""
    gigabytes = max(size_bytes // _GB, 1)
    return f"{gigabytes / 1000:g} TB" if gigabytes >= 1000 else f"{gigabytes} GB"  # noqa: PLR2004 the next unit


def _volumes(found: Inventory | None) -> tuple[VolumeAnswer, ...]:
    """Return the volumes the new host should have: those of the old one that are no external disk's, else one asked for."""
    if found is None:
        letter = _ask("Drive letter of the volume for the VMs", "D").upper()[:1]
        return (VolumeAnswer(letter, _ask(f"Size of volume {letter}", "4 TB"), "VMs"),)
    usb = {disk.number for disk in found.physical_disks if disk.bus_type.upper() == "USB"}
    return tuple(
        VolumeAnswer(volume.drive_letter, _size_said(volume.size_bytes), volume.label)
        for volume in found.volumes
        if volume.drive_letter is not None and volume.disk_number not in usb and volume.file_system
    )
