"""Provider cmdlets of Microsoft.PowerShell.Management over a host's drives."""

from collections.abc import Iterator

from migrator.lab.cmdlets.api import PsError, PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.drive_item import DriveItem, DriveUnknown, ItemUnknown
from migrator.lab.cmdlets.drives import HostDrives
from migrator.lab.cmdlets.refusals import access_denied, drive_not_found, file_not_found, sharing_violation
from migrator.lab.cmdlets.wildcard import has_wildcard, matches
from migrator.lab.world.drive import AccessDenied, SharingViolation


def get_item(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.Management\Get-Item."""
    return [item.noted() for item in _items(here, bound, "GetItemCommand")]


def get_child_item(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.Management\Get-ChildItem with -Recurse, -Depth, -File, -Directory, -Force, -Filter, -Name."""
    drives = HostDrives(here)
    depth = bound.numbers("Depth")[0] if "Depth" in bound else (None if bound.flag("Recurse") else 0)
    found: list[DriveItem] = []
    for item in _items(here, bound, "GetChildItemCommand"):
        found += _below(drives, item.path, depth, bound)
    kept = [item for item in found if _wanted(item, bound)]
    if bound.flag("Name"):
        return [PsObject("System.String", {"Value": item.name}) for item in kept]
    return [item.noted() for item in kept]


def get_item_property(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.Management\Get-ItemProperty [-Name]."""
    drives = HostDrives(here)
    found = [drives.properties(item.path) for item in _items(here, bound, "GetItemPropertyCommand")]
    names = bound.texts("Name")
    if not names:
        return found
    return [_only(item, names) for item in found]


def get_item_property_value(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.Management\Get-ItemPropertyValue -Name."""
    items = get_item_property(here, bound)
    names = bound.texts("Name")
    return [PsObject(_type_of(item[name]), {"Value": item[name]}) for item in items for name in names]


def test_path(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.Management\Test-Path with -PathType; one answer per path."""
    kind = (bound.text("PathType") or "Any").lower()
    answers = []
    for path in bound.texts("LiteralPath") or bound.texts("Path"):
        try:
            item = HostDrives(here).item(path)
            answer = kind == "any" or (kind == "container") == item.is_container
        except (DriveUnknown, ItemUnknown):
            answer = False
        answers.append(PsObject("System.Boolean", {"Value": answer}))
    return answers


def get_content(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.Management\Get-Content: lines, or with -Raw the whole text, or with -Encoding Byte the bytes."""
    found: list[PsObject] = []
    for item in _items(here, bound, "GetContentCommand"):
        total = bound.numbers("TotalCount")[0] if "TotalCount" in bound else None
        in_bytes = (bound.text("Encoding") or "").lower() == "byte" or bound.flag("AsByteStream")
        try:
            raw = HostDrives(here).content(item.path, total if in_bytes else None)
        except AccessDenied as fault:
            raise access_denied(item.path, "GetContentReaderUnauthorizedAccessError", "GetContentCommand") from fault
        except SharingViolation as fault:
            raise sharing_violation(item.path, "GetContentCommand") from fault
        if in_bytes:
            found.append(PsObject("System.Byte[]", {"Value": raw}))
            continue
        text = raw.decode("utf-8-sig", errors="replace")
        lines = [text] if bound.flag("Raw") else text.splitlines()[:total]
        found += [PsObject("System.String", {"Value": line}) for line in lines]
    return found


def _items(here: HostContext, bound: Bound, class_name: str) -> list[DriveItem]:
    drives = HostDrives(here)
    found: list[DriveItem] = []
    literal = bound.texts("LiteralPath")
    for path in literal or bound.texts("Path"):
        try:
            found += [drives.item(path)] if literal or not has_wildcard(path) else _expanded(drives, path)
        except DriveUnknown as fault:
            raise drive_not_found(str(fault), class_name) from fault
        except ItemUnknown as fault:
            raise file_not_found(path, class_name) from fault
    return found


def _expanded(drives: HostDrives, path: str) -> list[DriveItem]:
    folder, _, pattern = path.rstrip("\\").rpartition("\\")
    parents = _expanded(drives, folder) if has_wildcard(folder) else [drives.item(folder + "\\")]
    return [child for parent in parents for child in drives.children(parent.path) if matches(pattern, child.name)]


def _below(drives: HostDrives, path: str, depth: int | None, bound: Bound) -> Iterator[DriveItem]:
    try:
        children = drives.children(path)
    except AccessDenied as fault:
        if (bound.text("ErrorAction") or "Stop").lower() in {"silentlycontinue", "ignore", "continue"}:
            return
        raise access_denied(path, "DirUnauthorizedAccessError", "GetChildItemCommand") from fault
    for child in children:
        yield child
        linked = child.object.has("LinkType") and child.object["LinkType"] is not None
        if child.is_container and depth != 0 and not linked:
            yield from _below(drives, child.path, None if depth is None else depth - 1, bound)


def _wanted(item: DriveItem, bound: Bound) -> bool:
    if (bound.flag("File") and item.is_container) or (bound.flag("Directory") and not item.is_container):
        return False
    pattern = bound.text("Filter")
    if pattern is not None and not matches(pattern, item.name):
        return False
    if bound.flag("Force") or not item.object.has("Attributes"):
        return True
    attributes = str(item.object["Attributes"]).split(", ")
    return "Hidden" not in attributes


def _only(item: PsObject, names: list[str]) -> PsObject:
    for name in names:
        if not item.has(name):
            raise PsError(
                f"Property {name} does not exist at path {item['PSPath']!s}.",
                error_id="System.Management.Automation.PSArgumentException,Microsoft.PowerShell.Commands.GetItemPropertyCommand",
                category="InvalidArgument",
                exception_type="System.Management.Automation.PSArgumentException",
            )
    wanted = {name.lower() for name in names}
    kept = {own: value for own, value in item.properties.items() if own.lower() in wanted or own.startswith("PS")}
    return PsObject("System.Management.Automation.PSCustomObject", kept)


def _type_of(value: PsValue) -> str:
    return "System.Int32" if isinstance(value, int) else "System.String"
