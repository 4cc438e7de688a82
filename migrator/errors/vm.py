"""A virtual machine does not do what a step wants."""

from migrator.errors.base import ExitCode, MigratorError


class VMStillOn(MigratorError):
    """A guest did not shut down in its time. Parameters: `vm`, `host`, `found` (its state), `limit_s`."""

    id = "vm-still-on"


class VMWantsPerson(MigratorError):
    """A guest did not shut down in its time, and a person is to look at it. Parameters as `VMStillOn`."""

    id = "vm-wants-person"
    exit_code = ExitCode.WAITING_FOR_PERSON


class VMStartRefused(MigratorError):
    """The host does not start a virtual machine. Parameters: `vm`, `host`, `codes`, `found` (in the host's language)."""

    id = "vm-start-refused"


class VMMayRunElsewhere(MigratorError):
    """A virtual machine may not be started here: its old registration could run. Parameters: `vm`, `host`, `found`."""

    id = "vm-may-run-elsewhere"
    exit_code = ExitCode.HOST_NOT_AS_PLANNED


class VMNotRegistered(MigratorError):
    """The host has no virtual machine with this id. Parameters: `vm`, `host`, `vm_id`."""

    id = "vm-not-registered"
    exit_code = ExitCode.HOST_NOT_AS_PLANNED
