"""It is not decided which adapter carries an external switch on the destination host."""

from collections.abc import Iterator

from migrator.domain.concern import Severity, Subject, SubjectKind
from migrator.domain.inventory.network import SwitchType
from migrator.domain.rules.rule import Case, Finding, Rule


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding for each external switch without a mapping; the plan then has an open input for it."""
    if case.config is None:
        return
    mapped = {mapping.switch.casefold() for mapping in case.config.switches if mapping.adapters}
    for switch in case.inventory.switches:
        if switch.switch_type is SwitchType.EXTERNAL and switch.name.casefold() not in mapped:
            subject = Subject(kind=SubjectKind.SWITCH, id=str(switch.id), name=switch.name)
            yield Finding(subject, {"adapters": switch.adapter_descriptions})


RULE = Rule("switch.not-mapped", Severity.NOTE, "own judgement", waivable=True, find=find)
