"""Certificates of virtual TPMs: saved with their keys on the external disks, brought to the destination host."""

from collections.abc import Mapping
from typing import Final

from migrator.errors import CertificateNotExportable, ScriptFailed
from migrator.hyperv.certificate_files import test_vm_certificate
from migrator.hyperv.get_vm_inventory import get_certificate_inventory
from migrator.ports.secret import Secret
from migrator.steps.driver import CheckAnswer, Original
from migrator.steps.logic import StepLogic, truth
from migrator.steps.situation import Situation

_CERTIFICATES: Final = "certificates"
_KEY_REFUSED: Final = ("PrivateKeyMissing", "System.ComponentModel.Win32Exception")


def saved_check(at: Situation) -> CheckAnswer:
    """Open the file on each disk with the passphrase, and look whether the right certificate is in it."""
    thumbprint = _text(at, "Thumbprint")
    found = {
        name: test_vm_certificate(at.session, volume, thumbprint, _passphrase(at))
        for name, volume in _volumes(at).items()
    }
    whole = {name: file.opens and thumbprint in file.thumbprints for name, file in found.items()}
    return truth(all(whole.values()) and bool(whole), saved=whole)


def save(at: Situation) -> None:
    """Export to all disks; raises CertificateNotExportable where the key may not leave the host."""
    try:
        at.run("Export-VMCertificate", at.parameters(), {"Passphrase": _passphrase(at)})
    except ScriptFailed as failed:
        if str(failed.parameters["error_id"]).startswith(_KEY_REFUSED):
            raise CertificateNotExportable(
                host=at.session.host, certificate=_text(at, "Thumbprint"), found=str(failed.parameters["message"])
            ) from failed
        raise


def brought_check(at: Situation) -> CheckAnswer:
    """Look whether the destination host has the certificate with its key."""
    store, thumbprint = _text(at, "Store"), _text(at, "Thumbprint")
    with_key = any(
        one.has_private_key
        and one.store.casefold() == store.casefold()
        and one.thumbprint.upper() == thumbprint.upper()
        for one in get_certificate_inventory(at.session)
    )
    return truth(with_key, store=store, thumbprint=thumbprint, has_private_key=with_key)


def bring(at: Situation) -> None:
    """Import it from the external disk."""
    at.run("Import-VMCertificate", at.parameters(), {"Passphrase": _passphrase(at)})


def store_before(at: Situation) -> tuple[Original, ...]:
    """Write down that the store did not have it, so that what was there before is never taken away."""
    present = brought_check(at).found["has_private_key"]
    return (Original(subject=_text(at, "Thumbprint"), name="present", value=present),)


def _volumes(at: Situation) -> Mapping[str, str]:
    named = {name: str(value) for name, value in at.parameters().items() if name.startswith("VolumeId")}
    return {name.removeprefix("VolumeId").lower(): value for name, value in named.items() if value}


def _text(at: Situation, name: str) -> str:
    return str(at.parameters()[name])


def _passphrase(at: Situation) -> Secret:
    return at.migration.secrets.secret(_CERTIFICATES)


SAVE_CERTIFICATE: Final = StepLogic(check=saved_check, apply=save)
BRING_CERTIFICATE: Final = StepLogic(check=brought_check, apply=bring, prepare=store_before)
