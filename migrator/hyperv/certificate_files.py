"""Saves certificates with their keys to external disks and brings them back; passphrases go as secrets only."""

from migrator.domain.model import Model
from migrator.errors import UnexpectedOutput
from migrator.hyperv.documents import parse_documents
from migrator.hyperv.scripts import load_script
from migrator.ports.host_session import HostSession, ParameterValue, ScriptCall
from migrator.ports.secret import Secret


class CertificateFile(Model):
    """Document of `Test-VMCertificate`: exactly one."""

    present: bool
    opens: bool
    """With that passphrase."""
    thumbprints: tuple[str, ...]


def test_vm_certificate(session: HostSession, volume_id: str, thumbprint: str, passphrase: Secret) -> CertificateFile:
    """Return whether the saved certificate is on that disk and can be opened."""
    name = "Test-VMCertificate"
    parameters: dict[str, ParameterValue] = {"Thumbprint": thumbprint, "VolumeId": volume_id}
    result = session.run(ScriptCall(load_script(name), parameters, {"Passphrase": passphrase}))
    found = parse_documents(result, CertificateFile, host=session.host, script=name)
    if len(found) != 1:
        raise UnexpectedOutput(
            host=session.host, attempted=name, found=f"{len(found)} documents instead of 1", document=None
        )
    return found[0]
