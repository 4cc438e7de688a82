"""There is no way back, or no way on from it."""

from migrator.errors.base import ExitCode, MigratorError


class BackOutTooLate(MigratorError):
    """A virtual machine was started on the new host. Parameters: `vm`, `host`, `step`."""

    id = "back-out-too-late"
    exit_code = ExitCode.FAILED


class BackOutBegan(MigratorError):
    """This migration was backed out of; its plan is not taken any further. Parameter: `migration`."""

    id = "back-out-began"
    exit_code = ExitCode.HOST_NOT_AS_PLANNED
