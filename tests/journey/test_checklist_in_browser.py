"""The page for the server room, drawn, judged and printed by a real browser without a network, in both languages."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from migrator.report.catalogue import LANGUAGES, load_catalogue
from migrator.report.checklist_page import checklist_page
from migrator.report.checklist_view import checklist_view
from tests.journey.browser import CHROMIUM, NO_CHROMIUM, browse
from tests.journey.test_report_in_browser import violations
from tests.unit.domain.golden import golden_plan

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)


@pytest.fixture(params=LANGUAGES)
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the page of the golden plan in a language."""
    catalogue = load_catalogue(request.param)
    file = tmp_path / "checklist.html"
    file.write_text(checklist_page(checklist_view(golden_plan(), catalogue), catalogue), encoding="utf-8")
    return file


def test_the_checklist_is_drawn_without_complaint_and_printed(page: Path, tmp_path: Path) -> None:
    """The browser's console is silent, and there is something to take into the server room."""
    dom, complaints = browse(page, "--dump-dom")
    assert complaints == []
    assert "<script" not in dom
    printed = tmp_path / "checklist.pdf"
    browse(page, f"--print-to-pdf={printed}")
    assert printed.read_bytes().startswith(b"%PDF-")


def test_nothing_serious_stands_between_the_checklist_and_who_cannot_see_it(page: Path) -> None:
    """axe-core finds no violation that is serious or critical."""
    if find_spec("axe_core_python") is None:
        pytest.skip("axe-core is not installed (axe-core-python of the dev extra)")
    assert [one["id"] for one in violations(page) if one["impact"] in {"serious", "critical"}] == []
