"""Get-CimInstance over the classes that scripts read."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from migrator.lab.cmdlets import cim_hyperv, cim_windows
from migrator.lab.cmdlets.api import PsError, PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.wildcard import matches

_Classes = Mapping[str, Callable[[HostContext], list[PsObject]]]
_NAMESPACES: Mapping[str, _Classes] = MappingProxyType(
    {"root\\cimv2": cim_windows.CLASSES, "root\\virtualization\\v2": cim_hyperv.CLASSES}
)
_QUERY = re.compile(r"\s*select\s+.+?\s+from\s+(\w+)(?:\s+where\s+(.+))?\s*$", re.IGNORECASE | re.DOTALL)
_OUTSIDE_QUOTES = r"(?=(?:[^']*'[^']*')*[^']*$)"
_TERM = re.compile(r"\s*(\w+)\s*(=|<>|!=|like)\s*('(?:[^'\\]|\\.)*'|\"[^\"]*\"|\S+)\s*$", re.IGNORECASE)


def get_cim_instance(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""CimCmdlets\Get-CimInstance -ClassName [-Namespace] [-Filter] [-Property] | -Query."""
    namespace = (bound.text("Namespace") or "root\\cimv2").replace("/", "\\").lower()
    class_name, condition = bound.text("ClassName") or "", bound.text("Filter")
    query = bound.text("Query")
    if query is not None:
        parsed = _QUERY.match(query)
        if parsed is None:
            raise _cim_error("Invalid query", "0x80041017", "InvalidArgument")
        class_name, condition = parsed.group(1), parsed.group(2)
    classes = _NAMESPACES.get(namespace)
    if classes is None:
        raise _cim_error("Invalid namespace", "0x8004100e", "MetadataError")
    read = next((function for name, function in classes.items() if name.lower() == class_name.lower()), None)
    if read is None:
        raise _cim_error("Invalid class", "0x80041010", "MetadataError")
    found = read(here)
    return found if condition is None else [item for item in found if _holds(item, condition)]


def _holds(item: PsObject, condition: str) -> bool:
    return any(
        all(_term(item, term) for term in re.split(r"\s+and\s+" + _OUTSIDE_QUOTES, part, flags=re.IGNORECASE))
        for part in re.split(r"\s+or\s+" + _OUTSIDE_QUOTES, condition, flags=re.IGNORECASE)
    )


def _term(item: PsObject, term: str) -> bool:
    parsed = _TERM.match(term if "'" in term else term.strip("() "))
    if parsed is None or not item.has(parsed.group(1)):
        raise _cim_error("Invalid query", "0x80041017", "InvalidArgument")
    name, operator, literal = parsed.groups()
    wanted = literal.strip("'\"").replace("\\\\", "\\").replace("\\'", "'")
    value = item[name]
    text = "null" if value is None else str(value)
    if operator.lower() == "like":
        return matches(wanted.replace("%", "*").replace("_", "?"), text)
    return (text.lower() == wanted.lower()) == (operator == "=")


def _cim_error(message: str, code: str, category: str) -> PsError:
    return PsError(
        f"{message} ",
        error_id=f"HRESULT {code},Microsoft.Management.Infrastructure.CimCmdlets.GetCimInstanceCommand",
        category=category,
        exception_type="Microsoft.Management.Infrastructure.CimException",
        hresult=int(code, 16) - (1 << 32),
    )
