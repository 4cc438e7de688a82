"""A large folder or file on a volume belongs to no virtual machine that moves."""

from collections.abc import Iterator

from migrator.domain.concern import Severity, Subject, SubjectKind
from migrator.domain.rules.external import external_volumes
from migrator.domain.rules.rule import Case, Finding, Rule

_LARGE = 1024**3


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each path of 1 GiB or more that holds no home and lies in none.

    The volume of Windows itself and the external disks are not looked at.
    """
    skipped = {
        volume.unique_id for volume in (*external_volumes(case), *(v for v in case.inventory.volumes if v.is_system))
    }
    moving = {vm.id for vm in case.vms}
    homes = [home.folder for home in case.homes if home.vm_id in moving]
    for content in case.inventory.volume_contents:
        touches = any(home.is_relative_to(content.path) or content.path.is_relative_to(home) for home in homes)
        if content.volume_id not in skipped and not touches and content.size_bytes >= _LARGE:
            subject = Subject(kind=SubjectKind.VOLUME, id=content.volume_id, name=content.path.drive)
            yield Finding(subject, {"path": str(content.path), "size_bytes": content.size_bytes})


RULE = Rule("volume.other-data", Severity.WARNING, "design 7", waivable=True, find=find)
