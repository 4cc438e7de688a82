"""Asks a session what it is (`Test-HostSession`)."""

from migrator.domain.model import Model
from migrator.errors import UnexpectedOutput
from migrator.hyperv.documents import read_document
from migrator.ports.host_session import HostSession


class ModuleVersion(Model):
    """A module that other scripts use; `version` is None where the host does not have it."""

    name: str
    version: str | None


class SessionFacts(Model):
    """Document of `Test-HostSession`: exactly one."""

    nonce: str
    values: tuple[str, ...]
    powershell_version: str
    """Of the engine that runs the scripts."""
    powershell_edition: str
    """Desktop for Windows PowerShell."""
    language_mode: str
    """FullLanguage, or what an application control policy leaves of it."""
    elevated: bool
    modules: tuple[ModuleVersion, ...]


def test_host_session(session: HostSession, nonce: str, values: tuple[str, ...]) -> SessionFacts:
    """Return what the session is; an answer with another nonce or other values is UnexpectedOutput."""
    facts = read_document(session, "Test-HostSession", SessionFacts, {"Nonce": nonce, "Values": list(values)})
    if (facts.nonce, facts.values) != (nonce, values):
        raise UnexpectedOutput(
            host=session.host, attempted="Test-HostSession", found="nonce, values: not what was sent", document=1
        )
    return facts


# The name is the script's; pytest must not take it for a test where it is imported.
test_host_session.__test__ = False  # type: ignore[attr-defined]
