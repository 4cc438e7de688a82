"""What a gate saw, as lines for people."""

from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from migrator.report.printable import printable


def gate_lines(seen: Mapping[str, JsonValue], indent: str = "") -> Iterator[str]:
    """Yield a line for each value, what belongs together below its name."""
    for name, value in seen.items():
        shown = printable(name).replace("_", " ")
        if isinstance(value, dict):
            yield f"{indent}{shown}:"
            yield from gate_lines(value, indent + "  ")
        elif isinstance(value, list):
            yield f"{indent}{shown}:" + (" none" if not value else "")
            yield from (line for item in value for line in _item(item, indent + "  "))
        else:
            yield f"{indent}{shown}: {_plain(value)}"


def _item(item: JsonValue, indent: str) -> Iterator[str]:
    if isinstance(item, dict):
        said = ", ".join(f"{printable(name).replace('_', ' ')} {_plain(value)}" for name, value in item.items())
        yield f"{indent}- {said}"
    else:
        yield f"{indent}- {_plain(item)}"


def _plain(value: JsonValue) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "-"}[value]
    if isinstance(value, list):
        return " ".join(_plain(item) for item in value) or "none"
    return printable(str(value))
