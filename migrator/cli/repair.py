"""`migrator repair`: makes the copies on two external disks good from each other."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from migrator.bag import layout
from migrator.bag.finding import bags_at
from migrator.bag.info import read_tags
from migrator.cli.options import JsonOption
from migrator.cli.streams import Streams, open_streams
from migrator.cli.verify import verify_bags
from migrator.copying.local_files import LocalFiles
from migrator.copying.repair import Repaired
from migrator.copying.repair import repair as repair_bag
from migrator.errors import ExitCode, FileNotWritten, NoBagHere, NotTheSameBag
from migrator.ports.file_operations import FileOperations
from migrator.report.amounts import counted
from migrator.report.printable import printable


def repair(
    *,
    first: Annotated[Path, typer.Argument(help="A bag, or the root of an external disk.", show_default=False)],
    second: Annotated[Path, typer.Argument(help="The same of the other disk.", show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """
    Make the copies on two external disks good from each other: a bad chunk of one is taken from the other.

    Both disks are read whole. Only chunks that are bad are written, each proven by the digest that the source gave, and
    every repaired file is read again. What is bad on both stays as it is and is named. Afterwards both are verified.

    Ends with 0 (both are as they were copied) or 11 (something is left).
    """
    streams = open_streams(as_json=as_json)
    files = LocalFiles()
    bags = (_only_bag(first, files), _only_bag(second, files))
    migrations = [_migration(bag, files) for bag in bags]
    if migrations[0] != migrations[1]:
        raise NotTheSameBag(path=str(first), other=str(second), found=migrations[0], expected=migrations[1])
    done = []
    with Progress(console=streams.people, disable=not streams.people.is_terminal) as progress:
        for bag, other in (bags, bags[::-1]):
            task = progress.add_task(printable(str(bag)), total=None)
            count = partial(progress.advance, task)
            try:
                done.append(repair_bag(bag, other, (str(bag), str(other)), files, count))
            except OSError as error:
                raise FileNotWritten(file=str(error.filename or bag), found=error.strerror) from error
    for one in done:
        _show(streams, one)
    verified = verify_bags(bags, files, streams)
    left = [found for one in verified for found in one.differences]
    for found in left:
        streams.say(f"still not good: {printable(found.path)} ({found.kind})", "red")
    streams.document(
        {
            "rescues": [rescue.model_dump(mode="json") for one in done for rescue in one.rescues],
            "differences": [
                {"bag": str(one.bag), **found.model_dump(mode="json")} for one in verified for found in one.differences
            ],
        }
    )
    raise typer.Exit(int(ExitCode.INTEGRITY if left else ExitCode.DONE))


def _only_bag(path: Path, files: FileOperations) -> Path:
    found = bags_at(path, files)
    if len(found) != 1:
        raise NoBagHere(path=str(path))
    return found[0]


def _migration(bag: Path, files: FileOperations) -> str:
    content = files.read_small(bag / layout.INFO) or b""
    return read_tags(content.decode("utf-8", "replace")).get("external-identifier", "")


def _show(streams: Streams, one: Repaired) -> None:
    streams.say(f"{printable(str(one.bag))}: {counted(len(one.rescues), 'chunk')} written from the other disk")
    for rescue in one.rescues:
        streams.say(f"{printable(rescue.path)}, from byte {rescue.offset_bytes} on", indent=9)
