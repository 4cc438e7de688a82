"""Parts of a virtual machine that do not lie in its home."""

from collections.abc import Iterator

from migrator.domain.homes import Part
from migrator.domain.rules.rule import Case, Finding, about_vm


def outside(case: Case, part: Part) -> Iterator[Finding]:
    """Yield a finding for each path of this part that lies in no home of its virtual machine."""
    vms = {vm.id: vm for vm in case.vms}
    for place in case.places:
        homes = case.homes_of_vm(place.vm_id)
        if place.part is part and not any(place.path.is_relative_to(home) for home in homes):
            yield Finding(
                about_vm(vms[place.vm_id]), {"path": str(place.path), "homes": tuple(str(home) for home in homes)}
            )
