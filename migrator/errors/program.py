"""The program or its rehearsal hosts do not work."""

from migrator.errors.base import ExitCode, MigratorError


class LabUnusable(MigratorError):
    """The rehearsal hosts could not be started. Parameters: `scenario`, `found`."""

    id = "lab-unusable"
    exit_code = ExitCode.FAILED


class ProgramFault(MigratorError):
    """Something that this program did not foresee. Parameters: `found` (kind of fault), `file` (where it is written down)."""

    id = "program-fault"
    exit_code = ExitCode.FAILED
