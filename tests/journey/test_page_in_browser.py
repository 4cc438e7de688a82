"""The plan's page, drawn by a real browser without a network."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from migrator.report.catalogue import load_catalogue
from migrator.report.plan_page import plan_page
from migrator.report.plan_view import plan_view
from tests.unit.domain.golden import golden_inventory, golden_plan

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH to draw the page")
def test_the_page_is_drawn_whole_and_without_complaint(tmp_path: Path) -> None:
    """Every step stands in the page, names from hosts stay text, and the browser's console is silent."""
    plan = golden_plan()
    page = tmp_path / "plan.html"
    page.write_text(plan_page(plan_view(plan, golden_inventory(), load_catalogue())), encoding="utf-8")
    drawn = subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--enable-logging=stderr",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        check=True,
        timeout=120,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    dom = drawn.stdout.decode()
    for step in plan.steps:
        assert f'id="{step.id}"' in dom
    assert "<script" not in dom
    assert not re.findall(r"CONSOLE.*", drawn.stderr.decode())
