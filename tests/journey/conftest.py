"""One rehearsal host for the tests that walk the way a person walks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from migrator.lab.client import LabClient


@pytest.fixture(scope="session")
def small_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabClient]:
    """Scenario `small`, in a process of its own; nobody changes it."""
    with LabClient.start("small", tmp_path_factory.mktemp("small")) as client:
        yield client


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LabClient]:
    """Scenario `small` for one test that changes it."""
    with LabClient.start("small", tmp_path / "lab") as client:
        yield client


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    return home
