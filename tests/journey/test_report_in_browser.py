"""The report's page, drawn, judged and printed by a real browser without a network, in both languages."""

import json
from html import unescape
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from re import DOTALL, search
from typing import TypedDict

import pytest

from migrator.report.catalogue import LANGUAGES
from migrator.report.formats import Format, report_text
from migrator.report.view.report_model import Report
from tests.journey.browser import CHROMIUM, NO_CHROMIUM, browse
from tests.unit.report.golden import golden_report
from tests.unit.report.hostile import hostile_report

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)

REPORTS = {"golden": golden_report, "hostile": hostile_report}
CASES = [(name, language) for name in REPORTS for language in LANGUAGES]


class Violation(TypedDict):
    """One of axe-core's findings."""

    id: str
    impact: str
    nodes: list[dict[str, object]]


@pytest.fixture(params=CASES, ids="-".join)
def drawn(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Report]:
    """Return the page of a report in a language, and the report."""
    name, language = request.param
    report = REPORTS[name]()
    page = tmp_path / "report.html"
    page.write_text(report_text(report, Format.HTML, language), encoding="utf-8")
    return page, report


def test_the_report_is_drawn_whole_and_without_complaint(drawn: tuple[Path, Report]) -> None:
    """Every step stands in the page, nothing in it runs or is loaded, and the browser's console is silent."""
    page, report = drawn
    dom, complaints = browse(page, "--dump-dom")
    assert complaints == []
    assert "<script" not in dom
    assert "<img" not in dom
    assert dom.count("<tr>") > len(report.steps)
    assert report.journal.head in dom


def test_nothing_serious_stands_between_the_report_and_who_cannot_see_it(drawn: tuple[Path, Report]) -> None:
    """axe-core finds no violation that is serious or critical."""
    if find_spec("axe_core_python") is None:
        pytest.skip("axe-core is not installed (axe-core-python of the dev extra)")
    page, _ = drawn
    assert [one["id"] for one in violations(page) if one["impact"] in {"serious", "critical"}] == []


def test_the_judge_is_awake(tmp_path: Path) -> None:
    """A page without a language and with a picture that says nothing is not let pass."""
    if find_spec("axe_core_python") is None:
        pytest.skip("axe-core is not installed (axe-core-python of the dev extra)")
    page = tmp_path / "bad.html"
    page.write_text("<!doctype html><html><head><title>x</title></head><body><img src='data:,'></body></html>")
    assert {"html-has-lang", "image-alt"} <= {one["id"] for one in violations(page)}


def test_the_report_is_printed(drawn: tuple[Path, Report]) -> None:
    """Chromium makes a PDF of several pages of it, with text in it."""
    page, _ = drawn
    pdf = page.with_suffix(".pdf")
    browse(page, f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    content = pdf.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") > 2


def violations(page: Path) -> list[Violation]:
    """Return axe-core's findings; the page's own policy, which lets nothing run, is taken out for it."""
    engine = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    policy = 'http-equiv="Content-Security-Policy"'
    judge = (
        f"<script>{engine}</script><script>axe.run().then(function (found) {{"
        "var told = document.createElement('pre'); told.id = 'axe';"
        "told.textContent = JSON.stringify(found.violations); document.body.appendChild(told); });</script>"
    )
    text = page.read_text(encoding="utf-8").replace(policy, 'name="policy"')
    judged = page.with_name("judged.html")
    judged.write_text(text.replace("</body>", f"{judge}</body>"), encoding="utf-8")
    dom, _ = browse(judged, "--virtual-time-budget=30000", "--dump-dom")
    told = search(r'<pre id="axe">(.*?)</pre>', dom, DOTALL)
    assert told is not None, "axe-core came to no end"
    found: list[Violation] = json.loads(unescape(told.group(1)))
    return found
