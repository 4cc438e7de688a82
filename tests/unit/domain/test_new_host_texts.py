"""Whatever is found on the new host can be read by a person."""

import re
from pathlib import Path

import pytest

from migrator.report.catalogue import load_catalogue

PACKAGE = Path(__file__).parents[3] / "migrator"
_RULE = re.compile(r'"((?:destination|switch)\.[a-z-]+)"')
RULES = sorted(
    {
        rule
        for folder in ("domain/new_host", "steps")
        for file in (PACKAGE / folder).glob("*.py")
        for rule in _RULE.findall(file.read_text(encoding="utf-8"))
    }
    | {f"destination.other-{what}" for what in ("edition", "cpu-vendor", "numa-nodes")}
)


@pytest.mark.parametrize("rule", RULES)
def test_every_concern_about_the_new_host_has_words(rule: str) -> None:
    """What was found, what will happen, what to do."""
    words = load_catalogue()
    for field in ("found", "consequence", "remedy"):
        assert words.has(f"concern.{rule}", field)


def test_the_rules_are_found_at_all() -> None:
    """The search above does not silently find nothing."""
    assert {"destination.clock-off", "switch.other-kind", "destination.letter-taken"} <= set(RULES)
