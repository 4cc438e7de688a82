"""What a script may read of an object is really there, under that name, with that type."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from migrator.facts.tables import enums
from migrator.lab.cmdlets.api import PsEnum, PsObject, PsValue, PsVersion
from migrator.lab.cmdlets.dispatch import FUNCTIONS
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.cmdlets.property_types import types
from migrator.lab.world.model import Release
from tests.unit.lab.cmdlets.rich_world import build_world, calls

_INTEGERS = {
    "System.Byte": 8, "System.UInt16": 16, "System.UInt32": 32, "System.UInt64": 64,
    "System.Int16": 15, "System.Int32": 31, "System.Int64": 63,
}  # fmt: skip
_PLAIN: dict[str, type] = {
    "System.Boolean": bool,
    "System.String": str,
    "System.Guid": UUID,
    "System.DateTime": datetime,
    "System.TimeSpan": timedelta,
    "System.Version": PsVersion,
    "System.Double": float,
    "System.Char": str,
    "System.Byte[]": bytes,
}
_LIST = re.compile(r"System\.Collections\.Generic\.\w+<(.+)>|(.+)\[\]")
_NULLABLE = re.compile(r"System\.Nullable<(.+)>")
_REFERENCES = ("System.String", "System.Version", "System.Object")
_BARE = {"System.Boolean", "System.String", "System.Byte[]", "System.Int32"}


def faults_of(item: PsObject) -> Iterator[str]:
    """Name every property that the real type does not have, or not with such a value."""
    if item.type_name in _BARE:
        assert list(item) == ["Value"]
        return
    facts = types()[item.type_name]
    for name, value in item.properties.items():
        real = facts.properties.get(name)
        if real is None:
            yield f"{item.type_name}.{name}: no such property"
        elif not (value is None and facts.is_cim) and not fits(value, real):
            yield f"{item.type_name}.{name}: {value!r} is no {real}"
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, PsObject) and not inner.type_name.startswith(("System.Collections", "System.Object")):
                yield from () if inner.type_name.endswith("ParameterMetadata") else faults_of(inner)


def fits(value: PsValue, real: str) -> bool:
    """Tell whether the value can be of that .NET type."""
    nullable, listed = _NULLABLE.fullmatch(real), _LIST.fullmatch(real)
    if value is None:
        return bool(nullable or listed) or real in _REFERENCES or real in types()
    if nullable:
        return fits(value, nullable.group(1))
    if listed and real != "System.Byte[]":
        inner = listed.group(1) or listed.group(2)
        return isinstance(value, list) and all(fits(each, inner) for each in value)
    return _fits_one(value, real)


def _fits_one(value: PsValue, real: str) -> bool:
    if real in _INTEGERS:
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << _INTEGERS[real]
    if real in _PLAIN:
        return isinstance(value, _PLAIN[real]) and (real != "System.Char" or len(str(value)) == 1)
    if isinstance(value, PsEnum):
        # A number without a name is a value too: PrivateVlanMode is 0 outside of private mode.
        known = enums().get(real)
        return value.type_name == real and (known is None or value.name in known.values or value.name.isdigit())
    return real == "System.Object" or isinstance(value, PsObject)


@pytest.mark.parametrize("release", ["2016", "2019", "2022", "2025"])
def test_every_property_is_one_of_the_real_type(tmp_path: Path, release: Release) -> None:
    world = build_world(tmp_path, release)
    cmdlets = HostCmdlets(world, world.hosts["a.lab"])
    every = calls(cmdlets("Hyper-V\\Get-VM"), cmdlets("Storage\\Get-PhysicalDisk"))
    found: set[str] = set()
    for command, bound in every:
        items = cmdlets(command, **bound)
        assert items, f"{command} {bound} answers nothing, so the test proves nothing of it"
        for item in items:
            if item.type_name != "System.Management.Automation.PSCustomObject":
                found.update(faults_of(item))
    assert sorted(found) == []
    reading = {
        command for command in FUNCTIONS if command.partition("\\")[2].startswith(("Get-", "Test-", "ConvertTo-"))
    }
    assert reading <= {command for command, _ in every}


def test_the_check_itself_finds_wrong_names_and_wrong_types() -> None:
    wrong = PsObject("Microsoft.HyperV.PowerShell.VirtualMachine", {"Idd": 1, "Generation": "2", "Name": None})
    assert len(list(faults_of(wrong))) == 2


def test_every_type_says_what_confirms_it() -> None:
    """A type from memory is worth nothing: somebody looked it up, or the table says that nobody did."""
    unclear = [
        name
        for name, facts in types().items()
        if not (facts.evidence == "not confirmed" or facts.evidence.startswith("looked-up: "))
        or not set(facts.not_confirmed) <= set(facts.properties)
    ]
    assert unclear == []
