"""A run cannot start, or may not go on."""

from migrator.errors.base import ExitCode, MigratorError


class PlanUnreadable(MigratorError):
    """A file is no plan, or not one that its schema version allows. Parameters: `file`, `found`, `at`."""

    id = "plan-unreadable"
    exit_code = ExitCode.USAGE


class PlanOutdated(MigratorError):
    """Configuration and inventory no longer give this plan. Parameters: `file`, `expected`, `found` (plan hashes)."""

    id = "plan-outdated"
    exit_code = ExitCode.HOST_NOT_AS_PLANNED


class SourceChanged(MigratorError):
    """The source host is no longer what the plan was made for. Parameters: `host`, `count`, `found` (the first ones)."""

    id = "source-changed"
    exit_code = ExitCode.HOST_NOT_AS_PLANNED


class OutsideWindow(MigratorError):
    """The change window is closed, or what is left of it is too short. Parameters: `now`, `start`, `end`, `needed`."""

    id = "outside-window"
    exit_code = ExitCode.OUTSIDE_WINDOW


class AnswersUnusable(MigratorError):
    """A file of answers cannot be used. Parameters: `file`, `found`, `at`."""

    id = "answers-unusable"
    exit_code = ExitCode.USAGE


class NoSuchStep(MigratorError):
    """A code or a name means no step of this plan. Parameters: `given`, `plan`."""

    id = "no-such-step"
    exit_code = ExitCode.USAGE


class AnswerRefused(MigratorError):
    """A step does not take this answer. Parameters: `step`, `found`."""

    id = "answer-refused"
    exit_code = ExitCode.USAGE


class NoMigrationHere(MigratorError):
    """A folder or disk holds no migration that could be taken over. Parameters: `place`, `found`."""

    id = "no-migration-here"
    exit_code = ExitCode.USAGE


class HookFailed(MigratorError):
    """An own command before a step failed, so the step was not taken. Parameters: `hook`, `step`, `exit_code`."""

    id = "hook-failed"
    exit_code = ExitCode.FAILED
