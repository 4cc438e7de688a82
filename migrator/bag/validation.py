"""Validates a bag that anyone may have written; differences are data."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from migrator.bag import layout
from migrator.bag.chunk_list import read_digests
from migrator.bag.difference import Difference, DifferenceKind
from migrator.bag.entry import CHUNK_BYTES, Entry, read_entries
from migrator.bag.info import Oxum, read_oxum, read_tags
from migrator.bag.manifest import read_manifest
from migrator.bag.names import fault_of_path, folded
from migrator.bag.reading import read_through
from migrator.bag.uncovered import Uncovered, read_uncovered
from migrator.ports.file_operations import FileOperations

_DECLARED = {"bagit-version": "1.0", "tag-file-character-encoding": "UTF-8"}


class OpenBag(NamedTuple):
    """A bag's own words, read but not yet compared with its content."""

    payload: dict[str, str]
    tags: dict[str, str]
    entries: dict[str, Entry]
    """By safe path; empty for a bag without our entry list."""
    oxum: Oxum | None
    faults: tuple[Difference, ...]


def open_bag(bag: Path, files: FileOperations) -> OpenBag:
    """Read a bag's manifests and entry list; what must not be believed stands in `faults`."""
    faults: list[Difference] = []
    texts = {name: _text(bag, name, files, faults) for name in (layout.DECLARATION, layout.INFO, layout.MANIFEST)}
    declared = read_tags(texts[layout.DECLARATION])
    for tag, wanted in _DECLARED.items():
        if declared.get(tag) != wanted:
            faults.append(_unlike(layout.DECLARATION, f"{tag}: {wanted}", declared.get(tag)))
    payload = read_manifest(texts[layout.MANIFEST], f"{layout.PAYLOAD}/")
    tag_text = _small(bag, layout.TAG_MANIFEST, files, faults)
    tags = read_manifest(tag_text.decode("utf-8", "replace") if tag_text else "")
    entries: dict[str, Entry] = {}
    entry_text = _small(bag, layout.ENTRIES, files, faults)
    try:
        entries = {entry.safe_path: entry for entry in read_entries((entry_text or b"").decode("utf-8"))}
    except ValueError as error:
        faults.append(Difference(kind=DifferenceKind.UNREADABLE, path=layout.ENTRIES, found=type(error).__name__))
    faults += [*payload.faults, *tags.faults]
    return OpenBag(payload.digests, tags.digests, entries, read_oxum(read_tags(texts[layout.INFO])), tuple(faults))


def validate(
    bag: Path, files: FileOperations, *, on_bytes: Callable[[int], None] = lambda _: None
) -> tuple[Difference, ...]:
    """Read everything that the bag lists, from the disk, and return all differences; none means that it is whole."""
    opened = open_bag(bag, files)
    differences = [
        *opened.faults,
        *_as_read(layout.INFO, lambda: _amount(opened, bag, files)),
        *_as_read(layout.PAYLOAD, lambda: _unexpected(opened, bag, files)),
    ]
    for path, digest in sorted({**opened.tags, **opened.payload}.items()):
        check = partial(_content, bag, path, digest, opened.entries.get(path), files, on_bytes=on_bytes)
        differences += _as_read(path, check)
    return tuple(differences)


def _as_read(path: str, check: Callable[[], list[Difference]]) -> list[Difference]:
    try:
        return check()
    except OSError as error:
        return [Difference(kind=DifferenceKind.UNREADABLE, path=path, found=error.strerror)]


def bytes_to_read(bag: Path, files: FileOperations) -> int:
    """Return how much `validate` will read, as far as it is there."""
    opened = open_bag(bag, files)
    facts = (files.facts(bag / path) for path in {**opened.tags, **opened.payload} if inside(bag, path, files))
    return sum(known.size_bytes for known in facts if known is not None)


def uncovered_of(bag: Path, files: FileOperations) -> tuple[Uncovered, ...]:
    """Return what the bag says it lacks; raises ValueError where its list is none of ours."""
    return read_uncovered((files.read_small(bag / layout.UNCOVERED) or b"").decode("utf-8"))


def inside(bag: Path, path: str, files: FileOperations) -> bool:
    """Whether a relative path of a bag stays in it, also when links on the way are followed."""
    if fault_of_path(path) is not None:
        return False
    return files.real(bag / path).is_relative_to(files.real(bag))


def chunk_digests(bag: Path, entry: Entry, files: FileOperations) -> list[bytes]:
    """Return the digests that the source stream gave for an entry's chunks; fewer where the list is torn or bad."""
    try:
        return read_digests(files.read_small(bag / layout.chunk_list(entry.key)) or b"")
    except OSError:
        return []  # the list is a file of the bag like any other, and named where all of them are checked


def _content(
    bag: Path, path: str, digest: str, entry: Entry | None, files: FileOperations, *, on_bytes: Callable[[int], None]
) -> list[Difference]:
    if not inside(bag, path, files):
        return [Difference(kind=DifferenceKind.UNSAFE, path=path, found="link")]
    facts = files.facts(bag / path)
    if facts is None:
        return [Difference(kind=DifferenceKind.MISSING, path=path)]
    if not facts.is_regular:
        return [Difference(kind=DifferenceKind.UNSAFE, path=path, found="not-a-file")]
    chunk_bytes = entry.chunk_bytes if entry else CHUNK_BYTES
    file = files.open_read(bag / path, from_disk=True)
    try:
        expected = chunk_digests(bag, entry, files) if entry else []
        read = read_through(file, chunk_bytes, expected, entry.size_bytes if entry else 0, on_bytes)
    finally:
        file.close()
    if read.unreadable_at is not None:
        return [Difference(kind=DifferenceKind.UNREADABLE, path=path, offset_bytes=read.unreadable_at)]
    if read.sha256 == digest:
        return []  # where the chunk list says otherwise it is the list that is bad, and named itself
    kind = DifferenceKind.MISMATCHED
    found = [Difference(kind=kind, path=path, offset_bytes=index * chunk_bytes) for index in read.bad_chunks]
    if not found:
        found = [Difference(kind=kind, path=path, expected=digest, found=read.sha256)]
    return found


def _amount(opened: OpenBag, bag: Path, files: FileOperations) -> list[Difference]:
    facts = [files.facts(bag / path) for path in opened.payload]
    there = Oxum(sum(known.size_bytes for known in facts if known), sum(known is not None for known in facts))
    if opened.oxum in (None, there):
        return []
    return [_unlike(layout.INFO, f"Payload-Oxum: {opened.oxum}", str(there))]


def _unexpected(opened: OpenBag, bag: Path, files: FileOperations) -> list[Difference]:
    listed = {folded(path) for path in opened.payload}
    payload = bag / layout.PAYLOAD
    there = files.files_below(payload) if files.facts(payload) is not None else iter(())
    found = (f"{layout.PAYLOAD}/{path}" for path in there)
    return [Difference(kind=DifferenceKind.UNEXPECTED, path=path) for path in found if folded(path) not in listed]


def _text(bag: Path, name: str, files: FileOperations, faults: list[Difference]) -> str:
    content = _small(bag, name, files, faults)
    if content is None:
        faults.append(Difference(kind=DifferenceKind.MISSING, path=name))
    try:
        return (content or b"").decode("utf-8")
    except UnicodeDecodeError:
        faults.append(Difference(kind=DifferenceKind.UNREADABLE, path=name, found="not UTF-8"))
        return ""


def _small(bag: Path, name: str, files: FileOperations, faults: list[Difference]) -> bytes | None:
    try:
        return files.read_small(bag / name)
    except OSError as error:
        faults.append(Difference(kind=DifferenceKind.UNREADABLE, path=name, found=error.strerror))
        return b""


def _unlike(path: str, expected: str, found: str | None) -> Difference:
    return Difference(kind=DifferenceKind.MISMATCHED, path=path, expected=expected, found=found)
