"""Sizes and durations as people say them."""

_UNITS = ("bytes", "KB", "MB", "GB", "TB", "PB")
_THOUSAND = 1000


def size_text(size_bytes: int | None) -> str:
    """Return a size in decimal units, as on the box of a disk: `1.5 TB`, `12 GB`, `950 bytes`; `unknown` for None."""
    if size_bytes is None:
        return "unknown"
    value, unit = float(size_bytes), 0
    while value >= _THOUSAND - 0.5 and unit < len(_UNITS) - 1:
        value /= _THOUSAND
        unit += 1
    digits = 1 if unit and value < 10 else 0  # noqa: PLR2004 - one figure before the point wants one behind it
    return f"{value:.{digits}f} {_UNITS[unit]}"


def memory_text(memory_bytes: int) -> str:
    """Return an amount of memory in binary units, as Windows counts it: `8 GiB`, `1.5 GiB`, `512 MiB`."""
    gib, mib = memory_bytes / 2**30, memory_bytes / 2**20
    return f"{gib:.1f} GiB".replace(".0 ", " ") if gib >= 1 else f"{mib:.0f} MiB"


def duration_text(seconds: int) -> str:
    """Return a duration rounded up to what a plan can promise: `45 s`, `12 min`, `3 h 20 min`, `2 d 4 h`."""
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
