"""How values travel between the stand-in modules and the lab: JSON, with tags for what JSON cannot say."""

from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeAlias
from uuid import UUID

from migrator.lab.cmdlets.api import PsEnum, PsObject, PsValue, PsVersion

Wire: TypeAlias = "bool | int | float | str | list[Wire] | dict[str, Wire] | None"
_TICKS_PER_MICROSECOND = 10


class PropertyTypes(Protocol):
    """Knows the .NET type of a property of a type that has no real class here; None where it does not."""

    def __call__(self, type_name: str, property_name: str) -> str | None:
        """Return a type name that PowerShell understands (`uint16`, `string[]`)."""
        ...


_BARE = frozenset({"System.Byte[]", "System.String", "System.Boolean"})
"""Types that cmdlet functions wrap to give them as output: PowerShell sees the value itself."""


def untyped(type_name: str, property_name: str) -> None:
    """Know no property's type: values keep the type that JSON gives them."""


def encode(value: PsValue, types: PropertyTypes = untyped) -> Wire:  # noqa: C901, PLR0911 - one per kind of value
    """Return the wire form; numbers stay numbers, a tagged dict says everything else."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list():
            return [encode(item, types) for item in value]
        case bytes():
            return {"$": "bytes", "v": b64encode(value).decode("ascii")}
        case datetime():
            # Cmdlets give local times; only a property whose name says so gives UTC.
            return {"$": "local", "v": _round_trip(value)}
        case timedelta():
            return {"$": "span", "v": str(value // timedelta(microseconds=1) * _TICKS_PER_MICROSECOND)}
        case UUID():
            return {"$": "guid", "v": str(value)}
        case PsEnum():
            return {"$": "enum", "t": value.type_name, "v": value.name}
        case PsVersion():
            return {"$": "version", "v": value.text}
        case PsObject(type_name="System.Security.SecureString", properties={"Value": str(text)}):
            return {"$": "secret", "v": text}
        case PsObject(type_name=name, properties={"Value": bare}) if name in _BARE and len(value.properties) == 1:
            return encode(bare, types)
        case PsObject():
            return {
                "$": "object",
                "t": value.type_name,
                "p": {name: _typed(value.type_name, name, inner, types) for name, inner in value.properties.items()},
            }


def decode(wire: Wire) -> PsValue:  # noqa: PLR0911 - one per kind of value
    """Return the value of a wire form that a stand-in sent."""
    if isinstance(wire, list):
        return [decode(item) for item in wire]
    if not isinstance(wire, dict):
        return wire
    text = str(wire.get("v"))
    match wire["$"]:
        case "bytes":
            return b64decode(text)
        case "time" | "local":
            return _moment(text)
        case "span":
            return timedelta(microseconds=int(text) // _TICKS_PER_MICROSECOND)
        case "guid":
            return UUID(text)
        case "enum":
            return PsEnum(str(wire["t"]), text)
        case "version":
            return PsVersion(text)
        case _:
            inside = wire["p"]
            if not isinstance(inside, dict):
                raise TypeError(f"an object without properties: {wire!r}")
            return PsObject(str(wire["t"]), {name: decode(inner) for name, inner in inside.items()})


def _typed(type_name: str, name: str, value: PsValue, types: PropertyTypes) -> Wire:
    dotnet = types(type_name, name)
    wire = encode(value, types)
    if isinstance(value, datetime) and name.endswith("Utc"):
        return {"$": "time", "v": _round_trip(value)}
    if dotnet is None or value is None or isinstance(value, PsEnum | PsObject | datetime):
        return wire
    return {"$": "as", "t": dotnet, "v": wire}


def _round_trip(value: datetime) -> str:
    """Return what .NET's round-trip format reads as UTC."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "0Z"


def _moment(text: str) -> datetime:
    """Read .NET's seven decimals; Python keeps six."""
    whole, _, fraction = text.removesuffix("Z").partition(".")
    return datetime.fromisoformat(f"{whole}.{fraction[:6] or '0'}").replace(tzinfo=UTC)
