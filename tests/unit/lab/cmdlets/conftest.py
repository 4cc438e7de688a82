"""The host of the rich world, ready to be asked."""

from pathlib import Path

import pytest

from migrator.lab.cmdlets.host import HostCmdlets
from tests.unit.lab.cmdlets.rich_world import build_world


@pytest.fixture
def cmdlets(tmp_path: Path) -> HostCmdlets:
    """Cmdlets of an English Server 2019."""
    world = build_world(tmp_path)
    return HostCmdlets(world, world.hosts["a.lab"])
