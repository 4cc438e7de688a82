"""Filter parameters of CDXML cmdlets: each value is compared with a property, text with wildcards."""

from collections.abc import Mapping

from migrator.lab.cmdlets.api import PsObject
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.refusals import cim_not_found
from migrator.lab.cmdlets.wildcard import has_wildcard, matches


def narrowed(items: list[PsObject], bound: Bound, by: Mapping[str, str], command: str = "") -> list[PsObject]:
    """Keep what every bound filter (parameter -> property) lets through.

    A plain value that nothing has ends the real cmdlets with `CmdletizationQuery_NotFound_<parameter>`; so here, where
    `command` is given.
    """
    for parameter, name in by.items():
        if parameter not in bound:
            continue
        kept: list[PsObject] = []
        for wanted in bound.texts(parameter):
            hits = [item for item in items if matches(wanted, _text(item, name))]
            if not hits and command and not has_wildcard(wanted):
                raise cim_not_found(f"{parameter},{command}", command.partition("-")[2])
            kept += [hit for hit in hits if not any(hit is other for other in kept)]
        items = kept
    return items


def _text(item: PsObject, name: str) -> str:
    value = item[name]
    return "" if value is None else str(value)
