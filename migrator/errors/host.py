"""Talking to a host went wrong."""

from migrator.errors.base import ExitCode, MigratorError


class SessionError(MigratorError):
    """Talking to a host went wrong. Parameters of all: `host`, `attempted` (script name or `open`), `found`."""

    exit_code = ExitCode.CONNECTION


class HostUnreachable(SessionError):
    """No answer at that address and port: name, route, firewall, service, or the connection broke and stayed broken."""

    id = "host-unreachable"


class HostTlsRefused(SessionError):
    """The host's certificate is not one we may trust."""

    id = "host-tls-refused"
    is_no_way_in = True


class LoginRefused(SessionError):
    """The host refused the user name, the password or the way of login."""

    id = "login-refused"
    is_no_way_in = True


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
