"""Bound parameters of a call, looked up as PowerShell does: without regard to case, one value where an array may stand."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from migrator.lab.cmdlets.api import PsObject, PsValue


class Bound:
    """What a call bound; a value of another type than asked for is a fault of the engine, a TypeError."""

    def __init__(self, values: Mapping[str, PsValue]) -> None:
        self._values = {name.lower(): value for name, value in values.items()}

    def __contains__(self, name: str) -> bool:
        return self._values.get(name.lower()) is not None

    def value(self, name: str) -> PsValue:
        """Give the value as it came, None where it was not bound."""
        return self._values.get(name.lower())

    def listed(self, name: str) -> list[PsValue]:
        """Give the values; a single one counts as a list of one."""
        value = self.value(name)
        if value is None:
            return []
        return list(value) if isinstance(value, list) else [value]

    def texts(self, name: str) -> list[str]:
        """Give the values as PowerShell would turn them into [string[]]."""
        return [str(value) for value in self.listed(name)]

    def text(self, name: str) -> str | None:
        """Give the one value as [string]."""
        value = self.value(name)
        return None if value is None else str(value)

    def flag(self, name: str) -> bool:
        """Tell whether a switch was given and not given as $false."""
        return bool(self.value(name))

    def numbers(self, name: str) -> list[int]:
        """Give the values as integers."""
        return [int(str(value)) for value in self.listed(name)]

    def guids(self, name: str) -> list[UUID]:
        """Give the values as GUIDs, which text converts to."""
        return [value if isinstance(value, UUID) else UUID(str(value)) for value in self.listed(name)]

    def objects(self, name: str) -> list[PsObject]:
        """Give the values, which must be objects of earlier calls."""
        objects = []
        for value in self.listed(name):
            if not isinstance(value, PsObject):
                raise TypeError(f"{name}: {type(value).__name__}")
            objects.append(value)
        return objects

    def time(self, name: str) -> datetime | None:
        """Give the one value as an aware datetime."""
        value = self.value(name)
        if value is None or isinstance(value, datetime):
            return value
        raise TypeError(f"{name}: {type(value).__name__}")
