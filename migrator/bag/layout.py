"""Where everything lies in a bag, relative to its root, always with `/`."""

from typing import Final

DECLARATION: Final = "bagit.txt"
INFO: Final = "bag-info.txt"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
PAYLOAD: Final = "data"
OURS: Final = "migrator"
ENTRIES: Final = "migrator/entries.jsonl"
UNCOVERED: Final = "migrator/uncovered.jsonl"
CHUNKS: Final = "migrator/chunks"
GENERATIONS: Final = "migrator/generations"
RESTORE: Final = "restore"

PROGRESS: Final = "migrator/progress.jsonl"
JOURNAL: Final = "migrator/journal.jsonl"
WORK: Final = "migrator/work"
"""Unfinished files of ours: the only ones that are ever written over or removed."""

GROWING: Final = (PROGRESS, JOURNAL)
"""Tag files in no manifest, for they grow after the bag was closed."""

MARKER: Final = "migrator-disk.json"
"""At the volume's root, beside the bags."""


def chunk_list(key: str) -> str:
    """Return where an entry's chunk digests are."""
    return f"{CHUNKS}/{key}.sha256"


def unfinished(key: str) -> str:
    """Return where an entry's content grows until it is whole."""
    return f"{WORK}/{key}.part"
