"""Every error that a person can act on: a closed set, each with a catalogue id and parameters, never a sentence.

The text (what was attempted, on what, what was found, what to do) is made at output by `migrator.report.catalogue`
from the catalogue entry `error.<id>`; `str()` of an error is for the diagnostic log only. One module per area; all of
them are imported from here, which is also how the closed set is found.
"""

from migrator.errors.back_out import BackOutBegan, BackOutTooLate
from migrator.errors.bag import NoBagHere, NotTheSameBag
from migrator.errors.base import ExitCode, MigratorError, first_of
from migrator.errors.configuration import ConfigAnswerRefused, ConfigUnusable, NoDestinationYet
from migrator.errors.copying import (
    CopyEngineMissing,
    CopyPathUnknown,
    CopySilent,
    ExportInTheWay,
    ExternalDiskMissing,
    ExternalDisksSame,
    NoGoodCopy,
    OtherDiskNeeded,
)
from migrator.errors.destination import (
    CertificateNotExportable,
    DestinationIsSource,
    DestinationIsStranger,
    SwitchUndone,
)
from migrator.errors.file import (
    FileNotWritten,
    FileUnreadable,
    InventoryChanged,
    InventoryTooNew,
    InventoryUnreadable,
    PlaybookUnusable,
)
from migrator.errors.host import (
    Cancelled,
    DeadlineExceeded,
    HostTlsRefused,
    HostUnreachable,
    HyperVModuleMissing,
    LoginRefused,
    NotPermitted,
    OutcomeUnknown,
    PowerShellTooOld,
    QuotaExceeded,
    ScriptFailed,
    SessionError,
    SessionLost,
    UnexpectedOutput,
)
from migrator.errors.importing import ConfigurationNotFound, ImportStopped, RestoreNotProven
from migrator.errors.journal import (
    JournalBroken,
    JournalFault,
    JournalForeign,
    JournalInUse,
    JournalNotWritten,
    JournalsDiverge,
    JournalTooNew,
    MigrationAdopted,
)
from migrator.errors.program import LabUnusable, ProgramFault
from migrator.errors.report import (
    ReportEvidenceForeign,
    ReportEvidenceMissing,
    ReportTooNew,
    ReportUnreadable,
    ReportUntrue,
)
from migrator.errors.run import (
    AnswerRefused,
    AnswersUnusable,
    HookFailed,
    NoMigrationHere,
    NoSuchStep,
    OutsideWindow,
    PlanOutdated,
    PlanUnreadable,
    SourceChanged,
)
from migrator.errors.secret import PasswordNotTyped, PasswordVariableNotSet, SecretMissing, SecretNotGiven
from migrator.errors.vm import VMMayRunElsewhere, VMNotRegistered, VMStartRefused, VMStillOn, VMWantsPerson

__all__ = [
    "AnswerRefused",
    "AnswersUnusable",
    "BackOutBegan",
    "BackOutTooLate",
    "Cancelled",
    "CertificateNotExportable",
    "ConfigAnswerRefused",
    "ConfigUnusable",
    "ConfigurationNotFound",
    "CopyEngineMissing",
    "CopyPathUnknown",
    "CopySilent",
    "DeadlineExceeded",
    "DestinationIsSource",
    "DestinationIsStranger",
    "ExitCode",
    "ExportInTheWay",
    "ExternalDiskMissing",
    "ExternalDisksSame",
    "FileNotWritten",
    "FileUnreadable",
    "HookFailed",
    "HostTlsRefused",
    "HostUnreachable",
    "HyperVModuleMissing",
    "ImportStopped",
    "InventoryChanged",
    "InventoryTooNew",
    "InventoryUnreadable",
    "JournalBroken",
    "JournalFault",
    "JournalForeign",
    "JournalInUse",
    "JournalNotWritten",
    "JournalTooNew",
    "JournalsDiverge",
    "LabUnusable",
    "LoginRefused",
    "MigrationAdopted",
    "MigratorError",
    "NoBagHere",
    "NoDestinationYet",
    "NoGoodCopy",
    "NoMigrationHere",
    "NoSuchStep",
    "NotPermitted",
    "NotTheSameBag",
    "OtherDiskNeeded",
    "OutcomeUnknown",
    "OutsideWindow",
    "PasswordNotTyped",
    "PasswordVariableNotSet",
    "PlanOutdated",
    "PlanUnreadable",
    "PlaybookUnusable",
    "PowerShellTooOld",
    "ProgramFault",
    "QuotaExceeded",
    "ReportEvidenceForeign",
    "ReportEvidenceMissing",
    "ReportTooNew",
    "ReportUnreadable",
    "ReportUntrue",
    "RestoreNotProven",
    "ScriptFailed",
    "SecretMissing",
    "SecretNotGiven",
    "SessionError",
    "SessionLost",
    "SourceChanged",
    "SwitchUndone",
    "UnexpectedOutput",
    "VMMayRunElsewhere",
    "VMNotRegistered",
    "VMStartRefused",
    "VMStillOn",
    "VMWantsPerson",
    "first_of",
]
