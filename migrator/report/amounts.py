"""Sizes and durations as people say them, in their language."""

from typing import Final

from babel.numbers import format_decimal

_UNITS: Final = {
    "en": ("bytes", "KB", "MB", "GB", "TB", "PB"),
    "de": ("Byte", "KB", "MB", "GB", "TB", "PB"),
}
_UNKNOWN: Final = {"en": "unknown", "de": "unbekannt"}
_THOUSAND = 1000


def size_text(size_bytes: int | None, language: str = "en") -> str:
    """Return a size in decimal units, as on the box of a disk: `1.5 TB`, `12 GB`, `950 bytes`; `unknown` for None."""
    if size_bytes is None:
        return _UNKNOWN[language]
    value, unit, units = float(size_bytes), 0, _UNITS[language]
    while value >= _THOUSAND - 0.5 and unit < len(units) - 1:
        value /= _THOUSAND
        unit += 1
    pattern = "0.0" if unit and value < 10 else "0"  # noqa: PLR2004 - one figure before the point wants one behind it
    return f"{format_decimal(value, format=pattern, locale=language)} {units[unit]}"


def memory_text(memory_bytes: int, language: str = "en") -> str:
    """Return an amount of memory in binary units, as Windows counts it: `8 GiB`, `1.5 GiB`, `512 MiB`."""
    gib, mib = memory_bytes / 2**30, memory_bytes / 2**20
    if gib >= 1:
        return f"{format_decimal(round(gib, 1), format='0.#', locale=language)} GiB"
    return f"{format_decimal(mib, format='0', locale=language)} MiB"


def exact_bytes(size_bytes: int, language: str = "en") -> str:
    """Return a size to the byte, as it stands in a file's properties."""
    return f"{size_bytes} {_UNITS[language][0]}"


def duration_text(seconds: int) -> str:
    """Return a duration rounded up to what a plan can promise: `45 s`, `12 min`, `3 h 20 min`, `2 d 4 h`.

    The symbols are those of the international system, the same in every language.
    """
    if seconds < 60:  # noqa: PLR2004
        return f"{seconds} s"
    minutes = -(-seconds // 60)
    if minutes < 60:  # noqa: PLR2004
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:  # noqa: PLR2004
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours + (1 if minutes else 0), 24)
    return f"{days} d {hours} h" if hours else f"{days} d"


def counted(count: int, noun: str) -> str:
    """Return `1 checkpoint`, `2 checkpoints`, `2 switches`."""
    ending = "" if count == 1 else "es" if noun.endswith("ch") else "s"
    return f"{count} {noun}{ending}"
