"""A virtual switch has an enabled extension of another vendor."""

from collections.abc import Iterator

from migrator.domain.concern import Severity, Subject, SubjectKind
from migrator.domain.rules.rule import Case, Finding, Rule


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding per switch with the extensions that do not come with Windows."""
    for switch in case.inventory.switches:
        names = tuple(
            extension.name
            for extension in switch.extensions
            if extension.enabled and not extension.vendor.casefold().startswith("microsoft")
        )
        if names:
            subject = Subject(kind=SubjectKind.SWITCH, id=str(switch.id), name=switch.name)
            yield Finding(subject, {"extensions": names})


RULE = Rule("switch.extension", Severity.WARNING, "switch-extensions", waivable=True, find=find)
