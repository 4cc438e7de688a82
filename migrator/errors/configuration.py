"""The configuration does not say what is needed."""

from migrator.errors.base import ExitCode, MigratorError


class ConfigUnusable(MigratorError):
    """The configuration has faults, all of them in `faults`. Parameters: `file`, `count`."""

    id = "config-unusable"
    exit_code = ExitCode.USAGE


class NoDestinationYet(MigratorError):
    """The configuration has no connection for the destination host. Parameter: `migration`."""

    id = "no-destination-yet"
    exit_code = ExitCode.USAGE


class ConfigAnswerRefused(MigratorError):
    """An answer given to `init` cannot stand in a configuration. Parameters: `field`, `found`."""

    id = "config-answer-refused"
    exit_code = ExitCode.USAGE
