"""Something of a virtual machine does not lie on a drive of the host."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each path without a drive letter: a share, or a volume without a letter."""
    vms = {vm.id: vm for vm in case.vms}
    for place in case.places:
        if not (len(place.path.drive) == 2 and place.path.drive.endswith(":")):  # noqa: PLR2004 - a letter with its colon
            yield Finding(about_vm(vms[place.vm_id]), {"path": str(place.path)})


RULE = Rule("layout.network-path", Severity.BLOCKER, "own judgement", waivable=False, find=find)
