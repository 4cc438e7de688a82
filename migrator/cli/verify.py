"""`migrator verify`: rechecks copies on external disks, on any machine, without a host."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from migrator.bag import layout
from migrator.bag.difference import Difference, DifferenceKind
from migrator.bag.finding import bags_at
from migrator.bag.reading import Interrupted
from migrator.bag.uncovered import Uncovered
from migrator.bag.validation import bytes_to_read, open_bag, uncovered_of, validate
from migrator.cli.options import JsonOption
from migrator.cli.streams import Streams, open_streams
from migrator.copying.local_files import LocalFiles
from migrator.errors import ExitCode, NoBagHere
from migrator.ports.file_operations import FileOperations
from migrator.report.amounts import counted, size_text
from migrator.report.printable import printable

_INDENT: Final = 9
_WORDS: Final = {
    DifferenceKind.MISSING: "missing: the bag lists it, and it is not there",
    DifferenceKind.UNEXPECTED: "unexpected: it is there, and the bag does not list it",
    DifferenceKind.MISMATCHED: "mismatched: it is not what was copied",
    DifferenceKind.UNREADABLE: "unreadable",
    DifferenceKind.UNSAFE: "unsafe: the path leads elsewhere, and was not followed",
    DifferenceKind.COLLISION: "collision: some file systems take it for another one",
}


class Verified(NamedTuple):
    """What was found in one bag."""

    bag: Path
    files: int
    size_bytes: int
    uncovered: tuple[Uncovered, ...]
    differences: tuple[Difference, ...]


def verify(
    *,
    paths: Annotated[
        list[Path], typer.Argument(help="Folders that have bagit.txt in them, or roots of external disks.")
    ],
    as_json: JsonOption = False,
) -> None:
    """
    Recheck copies on external disks: every byte is read again and compared with what was copied.

    Needs no host and no other file of the migration, and writes nothing. Disks are read at the same time. Says what is
    missing, unexpected or mismatched, and where in a file. Other tools come to the same result: `sha256sum --strict -c
    manifest-sha256.txt` in a bag's folder, or any BagIt tool.

    Ends with 0 (everything is as it was copied) or 11 (it is not).
    """
    streams = open_streams(as_json=as_json)
    files = LocalFiles()
    bags = {path: bags_at(path, files) for path in paths}
    for path, found in bags.items():
        if not found:
            raise NoBagHere(path=str(path))
    verified = verify_bags(list(dict.fromkeys(bag for found in bags.values() for bag in found)), files, streams)
    for one in verified:
        _show(streams, one)
    streams.document({"bags": [_document(one) for one in verified]})
    raise typer.Exit(int(ExitCode.INTEGRITY if any(one.differences for one in verified) else ExitCode.DONE))


def verify_bags(bags: Sequence[Path], files: FileOperations, streams: Streams) -> list[Verified]:
    """Read all bags, each in a thread of its own, with progress; ends soon after Ctrl-C."""
    stop = threading.Event()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    shown = streams.people.is_terminal
    with (
        Progress(*columns, console=streams.people, disable=not shown) as progress,
        ThreadPoolExecutor(len(bags)) as pool,
    ):
        running = []
        for bag in bags:
            task = progress.add_task(printable(str(bag)), total=bytes_to_read(bag, files))

            def count(size_bytes: int, task: TaskID = task) -> None:
                if stop.is_set():
                    raise Interrupted
                progress.advance(task, size_bytes)

            running.append(pool.submit(_verify, bag, files, count))
        try:
            return [one.result() for one in running]
        finally:
            stop.set()  # after Ctrl-C nobody waits for terabytes


def _verify(bag: Path, files: FileOperations, on_bytes: Callable[[int], None]) -> Verified:
    differences = validate(bag, files, on_bytes=on_bytes)
    payload = open_bag(bag, files).payload
    facts = [files.facts(bag / path) for path in payload]
    try:
        uncovered = uncovered_of(bag, files)
    except ValueError as error:
        uncovered = ()
        differences += (Difference(kind=DifferenceKind.UNREADABLE, path=layout.UNCOVERED, found=type(error).__name__),)
    size = sum(known.size_bytes for known in facts if known is not None)
    return Verified(bag, len(payload), size, uncovered, differences)


def _show(streams: Streams, one: Verified) -> None:
    place = printable(str(one.bag))
    amount = f"{counted(one.files, 'file')}, {size_text(one.size_bytes)}"
    if one.differences:
        streams.say(f"NOT GOOD {place}: {counted(len(one.differences), 'difference')} ({amount} listed)", "bold red")
    else:
        streams.say(f"GOOD     {place}: {amount}, every byte as it was copied", "bold green")
    for difference in one.differences:
        where = "" if difference.offset_bytes is None else f", from byte {difference.offset_bytes} on"
        streams.say(f"{printable(difference.path)}: {_WORDS[difference.kind]}{where}", indent=_INDENT)
    if one.uncovered:
        streams.say(f"{counted(len(one.uncovered), 'file')} could not be copied then, and so are not here:", "yellow")
    for gap in one.uncovered:
        where = "" if gap.offset_bytes is None else f", byte {gap.offset_bytes}"
        streams.say(f"{printable(gap.path)}: {gap.reason}{where}", indent=_INDENT)


def _document(one: Verified) -> dict[str, object]:
    return {
        "bag": str(one.bag),
        "files": one.files,
        "size_bytes": one.size_bytes,
        "differences": [found.model_dump(mode="json") for found in one.differences],
        "uncovered": [gap.model_dump(mode="json") for gap in one.uncovered],
    }
