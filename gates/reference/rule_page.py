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
    return page("Rules", [*_head(), *_overview(), *_rules(texts), *_of_a_run(texts)])


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
                *_words(texts, rule.id),
                ("rests on", f"[{rule.source}](sources.md)"),
            ]
            yield from table(("", ""), rows)


def _of_a_run(texts: Catalogue) -> Iterator[str]:
    planned = {rule.id for rule in RULES}
    entries = (entry.removeprefix("concern.") for entry in texts.entries if entry.startswith("concern."))
    yield from ["## Found while a plan is carried out", ""]
    yield "The steps of `migrator run` judge what they meet in the same way: on the disks, in the copies, on the new host, at the"
    yield "gates and after an import. How grave it is stands beside each finding; a blocker of a gate keeps that gate shut."
    yield ""
    for rule in sorted(rule for rule in entries if rule not in planned):
        yield from [f"### {rule}", ""]
        yield from table(("", ""), list(_words(texts, rule)))


def _words(texts: Catalogue, rule: str) -> Iterator[tuple[str, str]]:
    for name, field in (("found", "found"), ("what happens", "consequence"), ("to do", "remedy")):
        yield name, template(texts, f"concern.{rule}", field)


def _sorted() -> list[Rule]:
    return sorted(RULES, key=lambda rule: rule.id)


def _looks_for(rule: Rule) -> str:
    return " ".join((sys.modules[rule.find.__module__].__doc__ or "").split())


def _yes(*, waivable: bool) -> str:
    return "yes" if waivable else "no"
