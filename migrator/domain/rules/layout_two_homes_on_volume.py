"""A virtual machine is declared to have two homes on one volume."""

from collections import defaultdict
from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each volume on which a virtual machine has more than one home folder."""
    for vm in case.vms:
        by_volume: dict[str, list[str]] = defaultdict(list)
        for home in case.homes_of_vm(vm.id):
            by_volume[home.anchor.upper()].append(str(home))
        for anchor, homes in sorted(by_volume.items()):
            if len(homes) > 1:
                yield Finding(about_vm(vm), {"volume": anchor, "homes": tuple(homes)})


RULE = Rule("layout.two-homes-on-volume", Severity.BLOCKER, "own judgement", waivable=False, find=find)
