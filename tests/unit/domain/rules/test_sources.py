"""What a rule rests on can be looked up by everybody."""

import re
from pathlib import Path

from migrator.domain.rules.every import RULES

_PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "sources.md"


def _keys() -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", _PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_source_of_every_rule_is_explained_once() -> None:
    """Whoever doubts a rule finds the public page it rests on, or the admission that there is none."""
    assert {rule.source for rule in RULES} == set(_keys())
    assert len(_keys()) == len(set(_keys()))
