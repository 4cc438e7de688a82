"""The shipped scripts are found, are what a host expects, and each can be rehearsed."""

import pytest

from migrator.hyperv.scripts import READING_SCRIPTS, load_script, shipped_scripts
from migrator.lab.engines.python.shapers import SHAPERS
from migrator.ports.host_session import Effect


@pytest.mark.parametrize("name", READING_SCRIPTS)
def test_a_reading_script_is_shipped_and_only_reads(name: str) -> None:
    """Its verb says that it reads; its text has no carriage return, so that its digest is the same everywhere."""
    script = load_script(name)
    assert script.effect is Effect.READS
    assert "\r" not in script.text
    assert script.text.startswith("<#\n.SYNOPSIS\n")


def test_every_script_in_the_folder_is_listed_and_can_be_rehearsed() -> None:
    """No script is shipped that the rehearsal hosts do not know, and none is listed that is not there."""
    assert set(shipped_scripts()) == set(SHAPERS)
    assert set(READING_SCRIPTS) <= set(shipped_scripts())


def test_a_script_that_is_not_shipped_is_an_error() -> None:
    """A mistyped name does not become an empty script."""
    with pytest.raises(FileNotFoundError):
        load_script("Get-Nothing")
