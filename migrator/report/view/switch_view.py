"""Virtual switches on both hosts, matched by their names."""

from collections.abc import Sequence

from migrator.domain.inventory.network import VirtualSwitch
from migrator.domain.inventory.whole import Inventory
from migrator.report.view.machine_facts import vlan_text
from migrator.report.view.report_model import AnswerReport, SwitchFacts, SwitchReport
from migrator.report.view.step_model import StepReport


def switch_reports(
    before: Inventory, after: Inventory | None, steps: Sequence[StepReport], answers: Sequence[AnswerReport]
) -> tuple[SwitchReport, ...]:
    """Return the old host's switches in its order, then those that only the new host has."""
    old = {one.name.casefold(): one for one in before.switches}
    new = {one.name.casefold(): one for one in after.switches} if after is not None else {}
    return tuple(_switch(old.get(name), new.get(name), steps, answers) for name in {**old, **new})


def _switch(
    old: VirtualSwitch | None, new: VirtualSwitch | None, steps: Sequence[StepReport], answers: Sequence[AnswerReport]
) -> SwitchReport:
    known = [one for one in (old, new) if one is not None]
    own = tuple(step.id for step in steps if step.subject.id in {str(one.id) for one in known})
    values = [one.value for one in answers if one.step in own and one.question not in own]
    return SwitchReport(
        name=known[0].name,
        before=_facts(old) if old is not None else None,
        after=_facts(new) if new is not None else None,
        steps=own,
        chosen=tuple(name for value in values for name in (value if isinstance(value, tuple) else (str(value),))),
    )


def _facts(switch: VirtualSwitch) -> SwitchFacts:
    return SwitchFacts(
        switch_type=switch.switch_type.value,
        adapters=switch.adapter_descriptions,
        embedded_teaming=switch.embedded_teaming,
        allow_management_os=switch.allow_management_os,
        bandwidth_mode=switch.bandwidth_reservation_mode,
        iov=switch.iov_enabled,
        extensions=tuple(one.name for one in switch.extensions if one.enabled),
        management_adapters=tuple(
            f"{one.name}: {', '.join(one.ip_addresses) or '-'}; {vlan_text(one.vlan)}"
            for one in switch.management_adapters
        ),
    )
