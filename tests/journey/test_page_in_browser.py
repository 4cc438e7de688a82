"""The plan's page, drawn by a real browser without a network."""

from pathlib import Path

import pytest

from migrator.report.catalogue import load_catalogue
from migrator.report.plan_page import plan_page
from migrator.report.plan_view import plan_view
from tests.journey.browser import CHROMIUM, NO_CHROMIUM, browse
from tests.unit.domain.golden import golden_inventory, golden_plan


@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
def test_the_page_is_drawn_whole_and_without_complaint(tmp_path: Path) -> None:
    """Every step stands in the page, names from hosts stay text, and the browser's console is silent."""
    plan = golden_plan()
    page = tmp_path / "plan.html"
    page.write_text(plan_page(plan_view(plan, golden_inventory(), load_catalogue())), encoding="utf-8")
    dom, complaints = browse(page, "--dump-dom")
    for step in plan.steps:
        assert f'id="{step.id}"' in dom
    assert "<script" not in dom
    assert complaints == []
