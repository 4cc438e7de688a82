"""A virtual machine cannot be imported as it is."""

from migrator.errors.base import ExitCode, MigratorError


class ImportStopped(MigratorError):
    """Windows found something that nothing is known for. Parameters: `host`, `vm`, `found` (Windows' own words)."""

    id = "import-stopped"
    exit_code = ExitCode.BLOCKERS


class ConfigurationNotFound(MigratorError):
    """No configuration file of the virtual machine lies in its folders. Parameters: `host`, `vm`, `folders`."""

    id = "configuration-not-found"
    exit_code = ExitCode.FAILED


class RestoreNotProven(MigratorError):
    """Its restored files are not proven. Parameters: `vm`, `step`."""

    id = "restore-not-proven"
    exit_code = ExitCode.INTEGRITY
