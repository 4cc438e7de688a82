"""Fixtures of the steps' tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.steps.copy_box import CopyBox


@pytest.fixture
def box(tmp_path: Path) -> Iterator[CopyBox]:
    """Give a fresh box."""
    box = CopyBox(tmp_path)
    yield box
    box.queue.close()
