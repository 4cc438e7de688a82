"""Drives a headless Chromium without a network."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NO_CHROMIUM: Final = "no Chromium on the PATH to draw the page"


def browse(page: Path, *options: str) -> tuple[str, list[str]]:
    """Open a page and return what was printed, and what the console complained about."""
    folder = page.parent
    drawn = subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--enable-logging=stderr",
            f"--user-data-dir={folder / 'profile'}",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            *options,
            page.as_uri(),
        ],
        capture_output=True,
        check=True,
        timeout=120,
        env={**os.environ, "HOME": str(folder)},
    )
    return drawn.stdout.decode(), re.findall(r"CONSOLE.*", drawn.stderr.decode())
