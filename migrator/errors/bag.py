"""A bag on an external disk is not what a command needs."""

from migrator.errors.base import ExitCode, MigratorError


class NoBagHere(MigratorError):
    """There is no bag at the path, and no disk of a migration. Parameters: `path`."""

    id = "no-bag-here"
    exit_code = ExitCode.USAGE


class NotTheSameBag(MigratorError):
    """Two bags are of different migrations. Parameters: `path`, `found`, `other`, `expected`."""

    id = "not-the-same-bag"
    exit_code = ExitCode.USAGE
