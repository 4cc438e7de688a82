"""The page of rules: what each looks for, and the texts of the concern that it raises."""

import sys
from collections.abc import Iterator
from itertools import groupby

from gates.reference.markdown import page, table, template
from migrator.domain.rules.every import RULES
from migrator.domain.rules.rule import Rule
from migrator.report.catalogue import Catalogue


def rules_page(texts: Catalogue) -> str:
    """Return the page, grouped by what the rules are about."""
    return page("Rules", [*_head(), *_overview(), *_rules(texts)])


def _head() -> Iterator[str]:
    yield "What `migrator check` and `migrator plan` look for. A finding is a *concern*: a *blocker* keeps the gate before the"
    yield "wipe shut, a *warning* wants a decision (mend it, or waive it in the configuration), a *note* is for knowing."
    yield "A rule about the destination host is silent where no configuration is given. `[names]` in brackets stand for what"
    yield "was found. *Rests on* is a key of the [sources](sources.md): a public page, or that there is none."
    yield ""


def _overview() -> Iterator[str]:
    rows = [
        (
            f"[{rule.id}](#{rule.id.replace('.', '')})",
            rule.severity.value,
            _yes(waivable=rule.waivable),
            _looks_for(rule),
        )
        for rule in _sorted()
    ]
    yield from table(("rule", "severity", "can be waived", "looks for"), rows)


def _rules(texts: Catalogue) -> Iterator[str]:
    for group, rules in groupby(_sorted(), key=lambda rule: rule.id.partition(".")[0]):
        yield from [f"## {group}", ""]
        for rule in rules:
            yield from [f"### {rule.id}", "", _looks_for(rule), ""]
            rows = [
                ("severity", rule.severity.value + ("" if rule.waivable else ", cannot be waived")),
                *(
                    (name, template(texts, f"concern.{rule.id}", field))
                    for name, field in (("found", "found"), ("what happens", "consequence"), ("to do", "remedy"))
                ),
                ("rests on", f"[{rule.source}](sources.md)"),
            ]
            yield from table(("", ""), rows)


def _sorted() -> list[Rule]:
    return sorted(RULES, key=lambda rule: rule.id)


def _looks_for(rule: Rule) -> str:
    return " ".join((sys.modules[rule.find.__module__].__doc__ or "").split())


def _yes(*, waivable: bool) -> str:
    return "yes" if waivable else "no"
