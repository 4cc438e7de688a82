"""Copies on external disks, and back from them."""

from migrator.errors.base import ExitCode, MigratorError


class CopyEngineMissing(MigratorError):
    """The host has nothing that could copy. Parameters: `host`, `path` (where it should be)."""

    id = "copy-engine-missing"
    exit_code = ExitCode.FAILED


class CopySilent(MigratorError):
    """The copy task runs, but has not said anything for long. Parameters: `host`, `job`, `silent_s`."""

    id = "copy-silent"
    exit_code = ExitCode.FAILED


class CopyPathUnknown(MigratorError):
    """A file of a virtual machine lies on a drive that the host does not have. Parameters: `host`, `path`."""

    id = "copy-path-unknown"
    exit_code = ExitCode.HOST_NOT_AS_PLANNED


class ExternalDiskMissing(MigratorError):
    """An external disk that is needed now is not plugged in. Parameters: `host`, `disk`."""

    id = "external-disk-missing"
    exit_code = ExitCode.WAITING_FOR_PERSON


class ExternalDisksSame(MigratorError):
    """Two disks of a migration are one and the same. Parameters: `disk`, `other`, `volume`."""

    id = "external-disks-same"
    exit_code = ExitCode.FAILED


class OtherDiskNeeded(MigratorError):
    """A copy is bad in places, and the other disk has it. Parameters: `host`, `vm`, `disk`, `other`, `path`, `count`."""

    id = "other-disk-needed"
    exit_code = ExitCode.WAITING_FOR_PERSON


class ExportInTheWay(MigratorError):
    """A folder of an export that was broken off keeps the next one from beginning. Parameters: `host`, `vm`, `folder`."""

    id = "export-in-the-way"
    exit_code = ExitCode.FAILED


class NoGoodCopy(MigratorError):
    """A part of a virtual machine is bad on every disk. Parameters: `vm`, `disks`, `path`, `offset_bytes`, `count`."""

    id = "no-good-copy"
    exit_code = ExitCode.INTEGRITY


class CopyNotProven(MigratorError):
    """Bytes that were read back are not those that were copied. Parameters: `vm`, `path`, `count`."""

    id = "copy-not-proven"
    exit_code = ExitCode.INTEGRITY
