"""Names that every file system and every BagIt tool reads alike."""

import hashlib
import re
import unicodedata
from typing import Final

_LONGEST_BYTES: Final = 240
"""NTFS allows 255 UTF-16 units, most others 255 bytes; a checked copy may be given an ending."""
_KEPT_CHARACTERS: Final = 60
_UNSAFE: Final = re.compile(
    # Stock tools disagree about %, CR and LF; the rest Windows refuses, or a person cannot see, or ends a line somewhere.
    r'[\x00-\x1f%<>:"|?*\\/\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]'
)
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:[. ].*)?", re.IGNORECASE)
_LIKE_OURS: Final = re.compile(r"~[0-9a-f]{10}(?:\.[^.]*)?$", re.IGNORECASE)


def safe_component(name: str) -> str:
    """Return the name of a file or folder inside a bag: the name itself where every tool agrees about it.

    Otherwise what can be kept of it with ten hex digits of the true name's SHA-256, so that two never become one.
    """
    if fault_of_component(name) is None and not _LIKE_OURS.search(name):
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    kept = _UNSAFE.sub("_", unicodedata.normalize("NFC", _UNSAFE.sub("_", name)))
    stem, dot, ending = kept.rpartition(".")
    if not stem or not re.fullmatch(r"[A-Za-z0-9]{1,10}", ending):
        stem, dot, ending = kept, "", ""
    return f"_{stem[:_KEPT_CHARACTERS].strip(' .')}~{digest}{dot}{ending}"


def safe_path(path: str) -> str:
    """Return a relative path with each of its components made safe."""
    return "/".join(safe_component(component) for component in path.split("/"))


def fault_of_component(name: str) -> str | None:
    """Say why a single name must not stand in a bag, as a word; None where it may."""
    if name in ("", ".", ".."):
        return "no-name"
    faults = {
        "character": _UNSAFE.search(name) is not None,
        "edge": name[0] == " " or name[-1] in " .",
        "reserved": _RESERVED.fullmatch(name) is not None,
        "too-long": len(name.encode("utf-8", "surrogatepass")) > _LONGEST_BYTES,
        "not-composed": not unicodedata.is_normalized("NFC", name),
    }
    return next((fault for fault, holds in faults.items() if holds), None)


def fault_of_path(path: str) -> str | None:
    """Say why a relative path must not be followed below a bag's root; None where it leads nowhere else.

    Absolute paths, drive letters, `..` and names with a meaning of their own all have a component that is refused.
    """
    for component in path.split("/"):
        fault = fault_of_component(component)
        if fault is not None:
            return fault
    return None


def folded(path: str) -> str:
    """Return what two paths have in common when a file system takes them for one."""
    return unicodedata.normalize("NFC", path.casefold())


def fault_of_true_path(path: str) -> str | None:
    """Say why a true path must not be written below a folder; None where it stays below.

    A true path may hold what a bag's name must not (%, line breaks), but never what has a meaning to Windows.
    """
    for component in path.split("/"):
        if component in ("", ".", ".."):
            return "no-name"
        if any(character in component for character in "\\:\0"):
            return "character"
        if _RESERVED.fullmatch(component):
            return "reserved"
    return None
