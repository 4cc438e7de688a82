"""The digests of one file's chunks: 64 hex digits and LF for each, so that chunk n stands at byte 65 n."""

import hashlib
import re
from typing import Final

LINE_BYTES: Final = 65
_LINE: Final = re.compile(rb"[0-9a-f]{64}\n")


def digest_of(chunk: bytes) -> bytes:
    """Return the SHA-256 of one chunk."""
    return hashlib.sha256(chunk).digest()


def lines_of(digests: list[bytes]) -> bytes:
    """Return the text for these digests."""
    return b"".join(digest.hex().encode() + b"\n" for digest in digests)


def read_digests(content: bytes) -> list[bytes]:
    """Return the digests of all whole lines up to the first that is none: what a torn write left counts as not there."""
    digests = []
    for start in range(0, len(content) - LINE_BYTES + 1, LINE_BYTES):
        line = content[start : start + LINE_BYTES]
        if not _LINE.fullmatch(line):
            break
        digests.append(bytes.fromhex(line[:64].decode()))
    return digests
