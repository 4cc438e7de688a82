"""Finds the bags that somebody means by a path."""

from pathlib import Path

from migrator.bag import layout
from migrator.bag.marker import read_marker
from migrator.ports.file_operations import FileOperations


def bags_at(path: Path, files: FileOperations) -> tuple[Path, ...]:
    """Return the bag that `path` is, or those on the disk whose root it is; none where there are none.

    The bag that a disk's marker file names is returned also where nothing is: that it is gone is what is to be told.
    """
    if files.facts(path / layout.DECLARATION) is not None:
        return (path,)
    found = []
    marker = files.read_small(path / layout.MARKER)
    if marker is not None:
        try:
            found.append(path / read_marker(marker).bag)
        except ValueError:
            found = []  # the folders below still say what they are
    if path.is_dir():
        found += [folder for folder in sorted(path.iterdir()) if files.facts(folder / layout.DECLARATION) is not None]
    return tuple(dict.fromkeys(found))
