"""Holds scripts to ASCII with LF line ends, which 5.1 reads alike under every code page."""

from collections.abc import Iterator

from gates.finding import Finding
from gates.source import Source

GATE = "plain-text"

_PRINTABLE = bytes(range(ord(" "), ord("~") + 1))


def check(source: Source) -> Iterator[Finding]:
    """Yield lines with a byte order mark, a character beyond ASCII or a carriage return, and a missing last line end."""
    data = source.data
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        yield source.finding(1, GATE, "begins with a byte order mark")
    for number, line in enumerate(data.split(b"\n"), start=1):
        if b"\r" in line:
            yield source.finding(number, GATE, "carriage return; line ends are LF")
        if line.rstrip(b"\r").translate(None, _PRINTABLE):
            yield source.finding(number, GATE, "a character that is not printable ASCII (no tabs either)")
    if not data.endswith(b"\n"):
        yield source.finding(data.count(b"\n") + 1, GATE, "no line end at the end of the file")
