"""The journal cannot be read, trusted or written."""

from migrator.errors.base import ExitCode, MigratorError


class JournalFault(MigratorError):
    """The journal cannot be read, trusted or written: nothing may be done without it. Parameter of all: `file`."""


class JournalBroken(JournalFault):
    """A journal's chain breaks in the middle, or a line is no record. Parameters: `file`, `line`, `found`."""

    id = "journal-broken"
    exit_code = ExitCode.INTEGRITY


class JournalTooNew(JournalFault):
    """A newer program wrote into the journal. Parameters: `file`, `line`, `found`, `known` (schema versions)."""

    id = "journal-too-new"
    exit_code = ExitCode.USAGE


class JournalInUse(JournalFault):
    """Another process writes this journal. Parameters: `file`, `found` (who, as far as the lock file says)."""

    id = "journal-in-use"
    exit_code = ExitCode.FAILED


class JournalNotWritten(JournalFault):
    """No place is left that takes the journal; the change it would have spoken of was not made. Parameters: `file`, `found`."""

    id = "journal-not-written"
    exit_code = ExitCode.FAILED


class JournalsDiverge(JournalFault):
    """Two copies of one journal tell different stories. Parameters: `file`, `other`, `line` (the first that differs)."""

    id = "journals-diverge"
    exit_code = ExitCode.INTEGRITY


class JournalForeign(JournalFault):
    """A journal belongs to another migration or plan. Parameters: `file`, `expected`, `found`."""

    id = "journal-foreign"
    exit_code = ExitCode.HOST_NOT_AS_PLANNED


class MigrationAdopted(JournalFault):
    """Another controller took the migration over. Parameters: `file`, `epoch`, `own_epoch`, `controller`."""

    id = "migration-adopted"
    exit_code = ExitCode.HOST_NOT_AS_PLANNED
