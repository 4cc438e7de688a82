"""A report that cannot be read, or does not say what its records say."""

from migrator.errors.base import ExitCode, MigratorError


class ReportUnreadable(MigratorError):
    """The file is not a report. Parameters: `file`, `found`."""

    id = "report-unreadable"
    exit_code = ExitCode.USAGE


class ReportTooNew(MigratorError):
    """A newer version of this program made the report. Parameters: `file`, `found`, `known`."""

    id = "report-too-new"


class ReportUntrue(MigratorError):
    """The report says something else than the records that it was made from. Parameters: `file`, `count`, `found`."""

    id = "report-untrue"
    exit_code = ExitCode.INTEGRITY


class ReportEvidenceMissing(MigratorError):
    """A file that the report was made from is not there. Parameters: `file`, `wanted`, `folder`."""

    id = "report-evidence-missing"
    exit_code = ExitCode.USAGE


class ReportEvidenceForeign(MigratorError):
    """Plan, inventory and journal do not belong together. Parameters: `file`, `expected`, `found`."""

    id = "report-evidence-foreign"
    exit_code = ExitCode.INTEGRITY
