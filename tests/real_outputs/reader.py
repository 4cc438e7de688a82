"""Reads what real hosts printed (JSON, Format-List text, CLIXML excerpts) back into objects, and replays them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from migrator.facts.tables import enums
from migrator.lab.cmdlets.api import CmdletCall, Cmdlets, PropertyMissing, PsEnum, PsObject, PsValue, PsVersion
from migrator.lab.cmdlets.property_types import types

_LINE = re.compile(r"^ ?(\w+) *: ?(.*)$")
_GARBLED = re.compile(r"^ return \$_\.(\w+) : (.*)$")
_ELEMENT = re.compile(r'^<(\w+) N="(\w+)"(?:/>|>(.*)</\w+>)$')
_TICKS = re.compile(r"/Date\((\d+)\)/")
_SPAN = re.compile(r"(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)(?:\.(\d+))?")
_NULLABLE = re.compile(r"System\.Nullable<(.+)>")
_LIST = re.compile(r"System\.Collections\.Generic\.\w+<(.+)>|(.+)\[\]")
_INTEGER = re.compile(r"System\.U?(?:Int|Byte)\d*")


def read_json(path: Path, type_name: str) -> list[PsObject]:
    """Read the JSON of a cmdlet: enum values are numbers there, times are ticks, nested objects are texts."""
    rows = json.loads(path.read_text(encoding="utf-8-sig"))
    return [_typed(row, type_name) for row in _flat(rows)]


def _flat(rows: object) -> Iterator[dict[str, object]]:
    """Unwrap: some of the files hold an array in an array, as 5.1 makes it of a wrapped one."""
    if isinstance(rows, list):
        for row in rows:
            yield from _flat(row)
    elif isinstance(rows, dict):
        yield rows


def read_format_list(path: Path, type_name: str) -> list[PsObject]:
    """Read Format-List text: long values go on in the next line; a column's code may stand where its name should."""
    rows: list[dict[str, object]] = [{}]
    name = ""
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        found = _GARBLED.match(line) or _LINE.match(line)
        if found is not None and not line.startswith("Directory:"):
            name = found.group(1)
            if name in rows[-1]:
                rows.append({})
            rows[-1][name] = found.group(2).strip()
        elif name and line.startswith(" " * 12) and line.strip():
            rows[-1][name] = str(rows[-1][name]) + line.strip()
    return [_typed(row, type_name) for row in rows]


def read_clixml_excerpts(path: Path) -> dict[str, PsObject]:
    """Read the parts of a CLIXML that were quoted, by type name; enum members follow as `ToString`."""
    found: dict[str, dict[str, object]] = {}
    type_name, pending = "VirtualMachine", ""
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line == "[...]":
            type_name = "VirtualMachine"
        if line.startswith("<ToString>VM") and " (Name = " in line:
            type_name = line.removeprefix("<ToString>").partition(" ")[0]
        row = found.setdefault(f"Microsoft.HyperV.PowerShell.{type_name}", {})
        element = _ELEMENT.match(line)
        listed = re.match(r'^<Obj RefId="\d+" N="(\w+)">(?:.*<LST><S>(.*)</S></LST>)?', line)
        if element is not None:
            row[element.group(2)] = None if element.group(1) == "Nil" else (element.group(3) or "")
        elif listed is not None:
            pending = listed.group(1)
            if listed.group(2) is not None:
                row[pending] = f"{{{listed.group(2)}}}"
        elif line.startswith("<ToString>") and pending:
            row[pending] = line.removeprefix("<ToString>").removesuffix("</ToString>")
            pending = ""
    return {name: _typed(row, name) for name, row in found.items() if row}


class Watched(PsObject):
    """A real object whose missing properties come from the lab's own; remembers which real ones were read."""

    def __init__(self, real: PsObject, spare: PsObject) -> None:
        super().__init__(real.type_name, {**spare.properties, **real.properties})
        self._real = {name.lower(): name for name in real.properties}
        self.used: set[str] = set()

    def __getitem__(self, name: str) -> PsValue:
        """Read a property and remember it."""
        if name.lower() in self._real:
            self.used.add(self._real[name.lower()])
        return super().__getitem__(name)


class _Replaying:
    def __init__(self, cmdlets: Cmdlets, answers: Mapping[str, Sequence[PsObject]]) -> None:
        self._cmdlets = cmdlets
        self._answers = {command.lower(): answer for command, answer in answers.items()}

    def __call__(self, command: str, **bound: PsValue) -> list[PsObject]:
        return self.invoke(CmdletCall(command, bound))

    def invoke(self, call: CmdletCall) -> list[PsObject]:
        answer = self._answers.get(call.command.lower())
        if answer is None:
            return self._cmdlets.invoke(call)
        bound = {name.lower(): value for name, value in call.bound.items()}
        found = list(answer)
        if "path" in bound:
            wanted = {str(path).lower() for path in _listed(bound["path"])}
            found = [item for item in found if str(_value(item, "Path")).lower() in wanted]
        if "vm" in bound:
            ids = {_value(vm, "Id") for vm in _listed(bound["vm"]) if isinstance(vm, PsObject)}
            found = [item for item in found if not item.has("VMId") or _value(item, "VMId") in ids]
        return found


def replaying(cmdlets: Cmdlets, answers: Mapping[str, Sequence[PsObject]]) -> Cmdlets:
    r"""Answer the commands of `answers` (`Hyper-V\Get-VM`) with these objects, narrowed by -VM and -Path; all else as before."""
    return _Replaying(cmdlets, answers)


def _value(item: PsObject, name: str) -> PsValue:
    """Look without leaving a trace in a watched object."""
    if name not in item.properties:
        raise PropertyMissing(name)
    return item.properties[name]


def _listed(value: PsValue) -> list[PsValue]:
    return value if isinstance(value, list) else [value]


def _typed(row: Mapping[str, object], type_name: str) -> PsObject:
    real = types()[type_name].properties
    names = {name.lower(): name for name in real}
    known = ((names[own.lower()], value) for own, value in row.items() if own.lower() in names)
    converted = ((name, list(_converted(value, real[name]))) for name, value in known)
    return PsObject(type_name, {name: values[0] for name, values in converted if values})


def _converted(value: object, real: str) -> Iterator[PsValue]:
    """Give the value as that .NET type; nothing where the print-out has lost it (a nested object, an elided list)."""
    nullable, listed = _NULLABLE.fullmatch(real), _LIST.fullmatch(real)
    if value is None or (value == "" and (nullable or real == "System.String")):
        yield None if value is None or nullable else ""
    elif nullable:
        yield from _converted(value, nullable.group(1))
    elif listed:
        yield from _converted_list(value, listed.group(1) or listed.group(2))
    elif isinstance(value, dict) and real in types():
        yield _typed(value, real)
    elif real in enums():
        numbers = {number: name for name, number in enums()[real].values.items()}
        yield PsEnum(real, numbers.get(value, str(value)) if isinstance(value, int) else str(value))
    else:
        yield from _converted_plain(value, real)


def _converted_list(value: object, inner: str) -> Iterator[PsValue]:
    items: list[object] = value if isinstance(value, list) else []
    if isinstance(value, str):
        if not value.startswith("{") or "..." in value:
            return
        items = [text for text in value.strip("{}").split(", ") if text]
    converted = [each for item in items for each in _converted(item, inner)]
    if len(converted) == len(items):
        yield converted


def _converted_plain(value: object, real: str) -> Iterator[PsValue]:
    text = str(value)
    if real == "System.Boolean":
        yield text.lower() == "true"
    elif _INTEGER.fullmatch(real) and re.fullmatch(r"-?\d+", text):
        yield int(text)
    elif real == "System.Guid":
        yield UUID(text)
    elif real == "System.Version":
        yield PsVersion(text if not isinstance(value, dict) else f"{value['Major']}.{value['Minor']}")
    elif real == "System.TimeSpan":
        yield from _span(value)
    elif real == "System.DateTime":
        ticks = _TICKS.search(text)
        if ticks is not None:
            yield datetime.fromtimestamp(int(ticks.group(1)) / 1000, UTC)
        elif re.fullmatch(r"\d+/\d+/\d+ .+ [AP]M", text):
            yield datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=UTC)
    elif real == "System.String" and isinstance(value, str):
        yield value


def _span(value: object) -> Iterator[PsValue]:
    if isinstance(value, dict):
        yield timedelta(microseconds=int(value["Ticks"]) // 10)
        return
    parts = _SPAN.fullmatch(str(value))
    if parts is not None:
        days, hours, minutes, seconds, fraction = (int(part or 0) for part in parts.groups())
        yield timedelta(days, seconds, fraction // 10, minutes=minutes, hours=hours)
