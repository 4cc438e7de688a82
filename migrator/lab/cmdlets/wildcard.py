"""PowerShell's wildcards: `*`, `?`, `[a-c]`, and the backtick before one of them that is meant itself."""

import re
from functools import cache

_SPECIAL = "*?["


def has_wildcard(pattern: str) -> bool:
    """Tell whether a pattern can stand for more than one name."""
    return any(mark in re.sub("`.", "", pattern) for mark in _SPECIAL)


def matches(pattern: str, text: str) -> bool:
    """Compare without regard to case."""
    return _compiled(pattern).fullmatch(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        mark = pattern[at]
        end = pattern.find("]", at + 1)
        if mark == "`" and at + 1 < len(pattern):
            at += 1
            parts.append(re.escape(pattern[at]))
        elif mark == "*":
            parts.append(".*")
        elif mark == "?":
            parts.append(".")
        elif mark == "[" and end > at:
            inside = pattern[at + 1 : end].replace("\\", "\\\\").replace("^", "\\^")
            parts.append(f"[{inside}]")
            at = end
        else:
            parts.append(re.escape(mark))
        at += 1
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)
