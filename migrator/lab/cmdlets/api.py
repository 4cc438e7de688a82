"""How both engines ask the world: a command with bound parameters in, objects with the real property names out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias
from uuid import UUID


@dataclass(frozen=True)
class PsEnum:
    """A value of a real enum, by its real member name; what `[string]$value` gives."""

    type_name: str
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class PsVersion:
    """A System.Version; `str()` is what .ToString() gives."""

    text: str

    def __str__(self) -> str:
        return self.text


PsValue: TypeAlias = "bool | int | float | str | bytes | datetime | timedelta | UUID | PsEnum | PsVersion | PsObject | list[PsValue] | None"
"""datetime values are aware, in UTC; int covers every .NET integer."""


@dataclass
class PsObject:
    """An object a cmdlet gives; property names are looked up without regard to case, as PowerShell does."""

    type_name: str
    properties: dict[str, PsValue] = field(default_factory=dict)

    def __getitem__(self, name: str) -> PsValue:
        if name in self.properties:
            return self.properties[name]
        for own, value in self.properties.items():
            if own.lower() == name.lower():
                return value
        raise PropertyMissing(name)

    def has(self, name: str) -> bool:
        """Tell whether the object has the property at all."""
        return name in self.properties or any(own.lower() == name.lower() for own in self.properties)

    def __iter__(self) -> Iterator[str]:
        return iter(self.properties)


class PsError(Exception):
    """An error record: raised it ends the cmdlet (`-ErrorAction Stop`), `error_id` is the FullyQualifiedErrorId."""

    def __init__(
        self,
        message: str,
        *,
        error_id: str,
        category: str = "NotSpecified",
        exception_type: str = "System.Management.Automation.RuntimeException",
        hresult: int | None = None,
        target: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.error_id = error_id
        self.category = category
        self.exception_type = exception_type
        self.hresult = hresult
        self.target = target


class PropertyMissing(PsError):
    """What StrictMode says of a property that the object does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The property '{name}' cannot be found on this object. Verify that the property exists.",
            error_id="PropertyNotFoundStrict",
            exception_type="System.Management.Automation.PropertyNotFoundException",
        )


@dataclass(frozen=True)
class CmdletCall:
    r"""A bound call: `command` is module-qualified (`Hyper-V\Get-VM`), `bound` has the real parameter names."""

    command: str
    bound: Mapping[str, PsValue]
    parameter_set: str | None = None


class Cmdlets(Protocol):
    """All cmdlets of one host at this moment. Both engines call this and nothing else; every call is logged."""

    def __call__(self, command: str, **bound: PsValue) -> list[PsObject]:
        r"""Run a cmdlet as a script would (`cmdlets("Hyper-V\Get-VM", Id=...)`); raises PsError.

        A command the host does not have (not in its release) raises PsError with error id
        `CommandNotFoundException`, one of a module it does not have `CouldNotAutoLoadModule`. A command that gives
        bare values ($true, text, a byte array) gives objects of that .NET type (`System.Boolean`, `System.String`, `System.Byte[]`) with the one property `Value`.
        """
        ...

    def invoke(self, call: CmdletCall) -> list[PsObject]:
        """Do the same for a call that the pwsh engine has bound already."""
        ...
