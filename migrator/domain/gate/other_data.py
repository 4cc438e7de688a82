"""What a wipe would lose that is no virtual machine that moves: large paths, shares, tasks, users, roles, certificates."""

from collections.abc import Collection, Iterator
from pathlib import PureWindowsPath
from typing import Final

from migrator.domain.config_gate import Cleared
from migrator.domain.inventory.security import Certificate
from migrator.domain.inventory.services import HostItem, HostItemKind
from migrator.domain.model import Model
from migrator.domain.rules.rule import Case
from migrator.domain.rules.volume_other_data import find as find_large_paths

LARGE_BYTES: Final = 1024**3
_AT_TOP: Final = 2
"""Parts of a path that lies at the top of a volume."""
_WINDOWS_OWN: Final = frozenset(
    {
        "$recycle.bin",
        "$winreagent",
        "config.msi",
        "hiberfil.sys",
        "pagefile.sys",
        "perflogs",
        "program files",
        "program files (x86)",
        "programdata",
        "recovery",
        "swapfile.sys",
        "system volume information",
        "windows",
    }
)
_BUILT_IN_USERS: Final = ("-500", "-501", "-503", "-504")
"""Administrator, Guest, DefaultAccount, WDAGUtilityAccount: every Windows has them."""
_OUR_TASKS: Final = ("\\migrator-copy", "\\migrator-switch")
"""By folder and name: what a host keeps of this program, beside its folder below ProgramData."""
_DOMAIN_ADMINS: Final = "-512"
_EVERY_SERVER_HAS: Final = (
    "azurearc",
    "bitlocker",
    "enhancedstorage",
    "fileandstorage-services",
    "hyper-v",
    "net-framework",
    "net-wcf",
    "powershell",
    "rsat",
    "server-gui",
    "storage-services",
    "system-dataarchiver",
    "user-interfaces-infra",
    "windows-defender",
    "wow64-support",
    "xps-viewer",
)
"""Beginnings of the names of features that a setup brings or that the playbook adds again."""


class OtherData(Model):
    """One thing that is lost with the old host."""

    kind: str
    what: str
    """How a person names it to clear it."""
    size_bytes: int | None = None


def other_data(case: Case, saved_certificates: Collection[str], *, volumes_too: bool) -> tuple[OtherData, ...]:
    """Return everything of that kind, in a fixed order.

    `saved_certificates` are thumbprints that lie on both disks; without `volumes_too` only the system volume is lost.
    """
    found = [*_on_system_volumes(case), *_items(case), *_certificates(case, saved_certificates)]
    if volumes_too:
        found += [
            OtherData(kind="path", what=str(one.found["path"]), size_bytes=int(str(one.found["size_bytes"])))
            for one in find_large_paths(case)
        ]
    return tuple(sorted(found, key=lambda one: (one.kind, one.what.casefold())))


def not_cleared(found: Collection[OtherData], cleared: Collection[Cleared]) -> tuple[OtherData, ...]:
    """Return what no person has cleared: by its name, by a folder around it, or by `<kind> *`."""
    named = {entry.what.casefold() for entry in cleared}
    folders = {PureWindowsPath(entry.what) for entry in cleared if ":" in entry.what}
    return tuple(
        one
        for one in found
        if one.what.casefold() not in named
        and f"{one.kind} *" not in named
        and not (one.kind == "path" and folders.intersection((path := PureWindowsPath(one.what), *path.parents)))
    )


def _on_system_volumes(case: Case) -> Iterator[OtherData]:
    system = {volume.unique_id for volume in case.inventory.volumes if volume.is_system}
    moving = {vm.id for vm in case.vms}
    homes = {home.folder for home in case.homes if home.vm_id in moving}
    around = {folder for home in homes for folder in (home, *home.parents)}
    for content in case.inventory.volume_contents:
        if content.volume_id not in system or content.size_bytes < LARGE_BYTES or len(content.path.parts) > _AT_TOP:
            continue
        own = content.path.name.casefold() in _WINDOWS_OWN
        if not own and content.path not in around:
            yield OtherData(kind="path", what=str(content.path), size_bytes=content.size_bytes)


def _items(case: Case) -> Iterator[OtherData]:
    users = {item.detail for item in case.inventory.host_items if item.kind is HostItemKind.LOCAL_USER}
    for item in case.inventory.host_items:
        if not _is_windows_own(item, users):
            name = f"{item.detail}{item.name}" if item.kind is HostItemKind.SCHEDULED_TASK else item.name
            yield OtherData(kind=item.kind.value, what=f"{item.kind.value} {name}")


def _is_windows_own(item: HostItem, users: Collection[str]) -> bool:
    match item.kind:
        case HostItemKind.LOCAL_USER:
            return item.enabled is False or item.detail.endswith(_BUILT_IN_USERS)
        case HostItemKind.LOCAL_GROUP_MEMBER:
            member = item.detail.rpartition(" ")[2]
            # A local user stands in the list as itself.
            return member in users or member.endswith(_DOMAIN_ADMINS)
        case HostItemKind.FEATURE:
            return item.name.casefold().startswith(_EVERY_SERVER_HAS)
        case HostItemKind.SCHEDULED_TASK:
            return f"{item.detail}{item.name}" in _OUR_TASKS
        case _:
            return False


def _certificates(case: Case, saved: Collection[str]) -> Iterator[OtherData]:
    kept = {thumbprint.upper() for thumbprint in saved}
    for one in case.inventory.certificates:
        if one.has_private_key and one.thumbprint.upper() not in kept and not _is_of_host(one, case):
            yield OtherData(kind="certificate", what=f"certificate {one.thumbprint}")


def _is_of_host(one: Certificate, case: Case) -> bool:
    """Tell whether it only says which host this is: the new one gets its own."""
    return one.subject.casefold() == f"cn={case.inventory.host.name}".casefold()
