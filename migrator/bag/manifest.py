"""A BagIt manifest: which digest each file of a bag must have."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from migrator.bag.difference import Difference, DifferenceKind
from migrator.bag.names import fault_of_path, folded

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_LINE: Final = re.compile(r"([0-9A-Fa-f]{64})[ \t]+\*?(.+)")


class Manifest(NamedTuple):
    """What a manifest says, with everything that must not be believed taken out and named."""

    digests: dict[str, str]
    """Lower-case hex SHA-256 by path."""
    faults: tuple[Difference, ...]


def write_manifest(digests: Mapping[str, str]) -> str:
    """Return the manifest's text; paths must be safe already, so nothing is escaped."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items()))


def read_manifest(text: str, below: str = "") -> Manifest:
    """Read a manifest that anyone may have written; `below` is the folder that its paths must lie in."""
    digests: dict[str, str] = {}
    seen: dict[str, str] = {}
    faults = []
    for line in _LINE_END.split(text):
        found = _LINE.fullmatch(line)
        if not line.strip():
            continue
        if found is None:
            faults.append(Difference(kind=DifferenceKind.UNREADABLE, path=line[:200], found="manifest-line"))
            continue
        digest, path = found[1].lower(), found[2].removeprefix("./")
        fault = fault_of_path(path)
        if fault is None and not path.startswith(below):
            fault = "elsewhere"
        if fault is not None:
            faults.append(Difference(kind=DifferenceKind.UNSAFE, path=path, found=fault))
        elif folded(path) in seen:
            faults.append(Difference(kind=DifferenceKind.COLLISION, path=path, found=seen[folded(path)]))
        else:
            seen[folded(path)] = path
            digests[path] = digest
    return Manifest(digests, tuple(faults))
