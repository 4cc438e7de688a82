"""A large folder or file on a volume belongs to no virtual machine that moves."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PureWindowsPath

from migrator.domain.concern import Severity, Subject, SubjectKind
from migrator.domain.homes import lies_in
from migrator.domain.rules.external import external_volumes
from migrator.domain.rules.rule import Case, Finding, Rule

_LARGE = 1024**3


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each path of 1 GiB or more that holds no home and lies in none, virtual hard disks not counted.

    The volume of Windows itself and the external disks are not looked at. What lies below a path that is found already
    is not said again.
    """
    skipped = {
        volume.unique_id for volume in (*external_volumes(case), *(v for v in case.inventory.volumes if v.is_system))
    }
    moving = {vm.id for vm in case.vms}
    homes = {home.folder for home in case.homes if home.vm_id in moving}
    above_homes = {folder for home in homes for folder in (home, *home.parents)}
    disk_bytes: dict[PureWindowsPath, int] = defaultdict(int)
    for disk in case.inventory.virtual_hard_disks:
        for path in (disk.path, *disk.path.parents):
            disk_bytes[path] += disk.file_bytes or 0
    said: set[PureWindowsPath] = set()
    for content in sorted(case.inventory.volume_contents, key=lambda one: len(one.path.parts)):
        touches = content.path in above_homes or lies_in(content.path, homes)
        if touches or content.volume_id in skipped or lies_in(content.path, said):
            continue
        size_bytes = content.size_bytes - disk_bytes.get(content.path, 0)
        if size_bytes >= _LARGE:
            said.add(content.path)
            subject = Subject(kind=SubjectKind.VOLUME, id=content.volume_id, name=content.path.drive)
            yield Finding(subject, {"path": str(content.path), "size_bytes": size_bytes})


RULE = Rule("volume.other-data", Severity.WARNING, "own judgement", waivable=True, find=find)
