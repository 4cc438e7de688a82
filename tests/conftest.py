"""Which tests a run takes: property tests the same examples everywhere, whole jobs a seeded sample."""

import random

import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("repeatable")

_SEED = 5
_SAMPLE = 3


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run say how many files of whole jobs it takes."""
    parser.addoption("--whole-jobs", default=str(_SAMPLE), help="files of whole jobs to take, or `all`")
    parser.addoption("--whole-jobs-seed", type=int, default=_SEED, help="which files the sample takes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out whole jobs that are not in the sample, by file: the tests of a file may share one job."""
    wanted = str(config.getoption("--whole-jobs"))
    files = sorted({item.path.name for item in items if item.get_closest_marker("whole_job")})
    if wanted == "all" or len(files) <= 1:
        return
    seed = int(config.getoption("--whole-jobs-seed"))
    taken = set(random.Random(seed).sample(files, min(int(wanted), len(files))))  # noqa: S311 - a sample, no secret
    left = [item for item in items if item.get_closest_marker("whole_job") and item.path.name not in taken]
    items[:] = [item for item in items if item not in set(left)]
    config.hook.pytest_deselected(items=left)
    config.stash[_TOLD] = (
        f"whole jobs, seed {seed}: {', '.join(sorted(taken))} of {len(files)} files (`make soak` takes all)"
    )


_TOLD: pytest.StashKey[str] = pytest.StashKey()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which whole jobs were taken."""
    if _TOLD in config.stash:
        terminalreporter.write_line(config.stash[_TOLD])
