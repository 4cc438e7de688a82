"""Closes a bag: writes its manifests over what is proven, again for each generation."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from migrator.bag import layout
from migrator.bag.entry import Entry, write_entries
from migrator.bag.info import DECLARATION_TEXT, Oxum, read_tags, write_info
from migrator.bag.manifest import write_manifest
from migrator.bag.reading import sha256_of_file
from migrator.bag.uncovered import Uncovered, write_uncovered
from migrator.ports.file_operations import FileOperations


def close_bag(
    bag: Path,
    proven: Iterable[Entry],
    uncovered: Iterable[Uncovered],
    files: FileOperations,
    *,
    migration: str,
    closed_at: datetime,
    made_by: str,
) -> int:
    """Write entry list, manifests and bag-info over the proven entries; return the generation's number.

    What still grows is kept as it is now under `migrator/generations`, where the tag manifest lists it. A power cut in
    the middle leaves a bag that does not validate, and closing again heals it: payload is never touched.
    """
    proven, uncovered = tuple(proven), tuple(uncovered)
    number = generation_of(bag, files) + 1
    for growing in layout.GROWING:
        content = files.read_small(bag / growing)
        if content is not None:
            stem = Path(growing).stem
            kept = bag / layout.GENERATIONS / f"{stem}-{number:04}.jsonl"
            files.make_folder(kept.parent)
            # A torn last line is not part of what was said.
            files.replace_small(kept, content[: content.rfind(b"\n") + 1])
    oxum = Oxum(sum(entry.size_bytes for entry in proven), len(proven))
    manifest = write_manifest({entry.safe_path: entry.sha256 or "" for entry in proven})
    files.replace_small(bag / layout.ENTRIES, write_entries(proven).encode())
    files.replace_small(bag / layout.UNCOVERED, write_uncovered(uncovered).encode())
    files.replace_small(bag / layout.DECLARATION, DECLARATION_TEXT.encode())
    files.replace_small(bag / layout.MANIFEST, manifest.encode())
    info = write_info(
        migration, f"{closed_at:%Y-%m-%d}", oxum, generation=number, uncovered=len(uncovered), made_by=made_by
    )
    files.replace_small(bag / layout.INFO, info.encode())
    tags = {path: _digest(bag / path, files) for path in _tag_files(bag, files)}
    files.replace_small(bag / layout.TAG_MANIFEST, write_manifest(tags).encode())
    return number


def generation_of(bag: Path, files: FileOperations) -> int:
    """Return how often the bag was closed; 0 for one that never was."""
    content = files.read_small(bag / layout.INFO)
    tags = read_tags(content.decode("utf-8", "replace")) if content else {}
    number = tags.get("migrator-generation", "0")
    return int(number) if number.isascii() and number.isdigit() else 0


def _tag_files(bag: Path, files: FileOperations) -> list[str]:
    left_out = {layout.TAG_MANIFEST, *layout.GROWING}
    found = [
        path
        for path in files.files_below(bag)
        if not path.startswith((f"{layout.PAYLOAD}/", f"{layout.WORK}/")) and path not in left_out
    ]
    return sorted(found)


def _digest(path: Path, files: FileOperations) -> str:
    content = files.read_small(path) if path.suffix == ".txt" else None
    if content is not None:
        return sha256(content).hexdigest()
    opened = files.open_read(path)
    try:
        return sha256_of_file(opened)
    finally:
        opened.close()
