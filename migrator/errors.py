"""Every error that a person can act on: a closed set, each with a catalogue id and parameters, never a sentence.

The text (what was attempted, on what, what was found, what to do) is made at output by `migrator.report.texts`
from the catalogue entry `error.<id>`; `str()` of an error is for the diagnostic log only.
"""

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """The process's answer; where several hold, `first_of` decides."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    FINISHED_WITH_WARNINGS = 3
    WAITING_FOR_PERSON = 4
    BLOCKERS = 10
    INTEGRITY = 11
    CONNECTION = 12
    DECLINED = 13
    HOST_NOT_AS_PLANNED = 14
    OUTSIDE_WINDOW = 15
    OUTCOME_UNKNOWN = 16
    INTERRUPTED = 130


_PRECEDENCE = (2, 16, 11, 14, 12, 15, 13, 10, 1, 130, 4, 3, 0)


def first_of(codes: "set[ExitCode] | frozenset[ExitCode]") -> ExitCode:
    """Return the code that wins when several hold; DONE for an empty set."""
    return next((ExitCode(code) for code in _PRECEDENCE if code in codes), ExitCode.DONE)


class MigratorError(Exception):
    """Base of the closed set. `parameters` are the values of the catalogue text; none of them may be a secret."""

    id: ClassVar[str]
    exit_code: ClassVar[ExitCode] = ExitCode.FAILED

    def __init__(self, **parameters: str | int | None) -> None:
        super().__init__(parameters)
        self.parameters = parameters

    def __str__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        return f"{self.id}({said})"


class SessionError(MigratorError):
    """Talking to a host went wrong. Parameters of all: `host`, `attempted` (script name or `open`), `found`."""

    exit_code = ExitCode.CONNECTION


class HostUnreachable(SessionError):
    """No answer at that address and port: name, route, firewall, service, or the connection broke and stayed broken."""

    id = "host-unreachable"


class HostTlsRefused(SessionError):
    """The host's certificate is not one we may trust."""

    id = "host-tls-refused"


class LoginRefused(SessionError):
    """The host refused the user name, the password or the way of login."""

    id = "login-refused"


class NotPermitted(SessionError):
    """Logged in, but the account may not do this (remoting, Hyper-V, or administrator's rights)."""

    id = "not-permitted"


class QuotaExceeded(SessionError):
    """The host's WinRM quotas refuse another shell, process, or message of this size."""

    id = "quota-exceeded"


class SessionLost(SessionError):
    """The session ended in the middle of a read; nothing was changed."""

    id = "session-lost"


class DeadlineExceeded(SessionError):
    """A reading script did not finish in time and was stopped. Extra parameter: `deadline_s`."""

    id = "deadline-exceeded"


class Cancelled(MigratorError):
    """A person interrupted; the running script was stopped on the host."""

    id = "cancelled"
    exit_code = ExitCode.INTERRUPTED


class HyperVModuleMissing(SessionError):
    """The host has no Hyper-V PowerShell module."""

    id = "hyperv-module-missing"
    exit_code = ExitCode.FAILED


class PowerShellTooOld(SessionError):
    """The host's Windows PowerShell is older than 5.1. Extra parameter: `version`."""

    id = "powershell-too-old"
    exit_code = ExitCode.FAILED


class ScriptFailed(SessionError):
    """A script ended with an error record. Extra parameters: `error_id`, `category`, `line`, `message`."""

    id = "script-failed"
    exit_code = ExitCode.FAILED


class UnexpectedOutput(SessionError):
    """A script ended well but what it said is not what its contract promises. Extra parameter: `document`."""

    id = "unexpected-output"
    exit_code = ExitCode.FAILED


class OutcomeUnknown(SessionError):
    """The answer to a change was lost: it may have happened. Look at the host, never repeat blindly."""

    id = "outcome-unknown"
    exit_code = ExitCode.OUTCOME_UNKNOWN


class InventoryUnreadable(MigratorError):
    """A file is no inventory, or not one that its schema version allows. Parameters: `file`, `found`, `at`."""

    id = "inventory-unreadable"
    exit_code = ExitCode.USAGE


class InventoryTooNew(MigratorError):
    """A newer version of this program wrote the inventory. Parameters: `file`, `found`, `known` (schema versions)."""

    id = "inventory-too-new"
    exit_code = ExitCode.USAGE


class InventoryChanged(MigratorError):
    """The inventory is not what was written: its digest differs. Parameters: `file`, `expected`, `found`."""

    id = "inventory-changed"
    exit_code = ExitCode.INTEGRITY


class ConfigUnusable(MigratorError):
    """The configuration has faults, all of them in `faults`. Parameters: `file`, `count`."""

    id = "config-unusable"
    exit_code = ExitCode.USAGE


class PlaybookUnusable(MigratorError):
    """The playbook has faults. Parameters: `file`, `found`, `at`."""

    id = "playbook-unusable"
    exit_code = ExitCode.USAGE


class SecretMissing(SessionError):
    """A password is not where the configuration says. Extra parameters: `store`, `name`; never a value."""

    id = "secret-missing"


class PasswordNotTyped(SecretMissing):
    """A person was asked for a password and gave none."""

    id = "password-not-typed"


class PasswordVariableNotSet(SecretMissing):
    """The environment variable that holds the password is not set, or empty."""

    id = "password-variable-not-set"


class FileUnreadable(MigratorError):
    """A file that a person named cannot be read. Parameters: `file`, `found`."""

    id = "file-unreadable"
    exit_code = ExitCode.USAGE


class FileNotWritten(MigratorError):
    """A file could not be written; what was there before is untouched. Parameters: `file`, `found`."""

    id = "file-not-written"
    exit_code = ExitCode.FAILED


class NoDestinationYet(MigratorError):
    """The configuration has no connection for the destination host. Parameter: `migration`."""

    id = "no-destination-yet"
    exit_code = ExitCode.USAGE


class ConfigAnswerRefused(MigratorError):
    """An answer given to `init` cannot stand in a configuration. Parameters: `field`, `found`."""

    id = "config-answer-refused"
    exit_code = ExitCode.USAGE


class LabUnusable(MigratorError):
    """The rehearsal hosts could not be started. Parameters: `scenario`, `found`."""

    id = "lab-unusable"
    exit_code = ExitCode.FAILED


class ProgramFault(MigratorError):
    """Something that this program did not foresee. Parameters: `found` (kind of fault), `file` (where it is written down)."""

    id = "program-fault"
    exit_code = ExitCode.FAILED


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
