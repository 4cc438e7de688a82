"""The host at the other end is not the one that the plan was made for."""

from migrator.errors.base import ExitCode, MigratorError


class DestinationIsSource(MigratorError):
    """The old host still answers. Parameters: `host` (as configured), `source` (its name), `installed` (a day)."""

    id = "destination-is-source"
    exit_code = ExitCode.HOST_NOT_AS_PLANNED


class DestinationIsStranger(MigratorError):
    """A host of another name answers. Parameters: `host` (as configured), `expected`, `found` (names)."""

    id = "destination-is-stranger"
    exit_code = ExitCode.HOST_NOT_AS_PLANNED


class CertificateNotExportable(MigratorError):
    """A certificate's private key may not leave the host. Parameters: `host`, `certificate`, `found` (Windows' words)."""

    id = "certificate-not-exportable"
    exit_code = ExitCode.BLOCKERS


class SwitchUndone(MigratorError):
    """The host was not heard over its new switch and took it away again. Parameters: `host`, `switch`."""

    id = "switch-undone"
