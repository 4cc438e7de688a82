"""A file that stands between two stages cannot be read, trusted or written."""

from migrator.errors.base import ExitCode, MigratorError


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


class PlaybookUnusable(MigratorError):
    """The playbook has faults. Parameters: `file`, `found`, `at`."""

    id = "playbook-unusable"
    exit_code = ExitCode.USAGE


class FileUnreadable(MigratorError):
    """A file that a person named cannot be read. Parameters: `file`, `found`."""

    id = "file-unreadable"
    exit_code = ExitCode.USAGE


class FileNotWritten(MigratorError):
    """A file could not be written; what was there before is untouched. Parameters: `file`, `found`."""

    id = "file-not-written"
    exit_code = ExitCode.FAILED
