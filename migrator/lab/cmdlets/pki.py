"""Certificates with their private keys as files: exported, read back, imported."""

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import datetime
from typing import Final

from migrator.lab.cmdlets.api import PsError, PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.cert_drive import certificate_object
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.drive_changes import DriveChanges
from migrator.lab.world.drive import DriveMissing, PathMissing
from migrator.lab.world.model import Certificate

_MAGIC: Final = b"LABPFX1\n"
_CHECK_BYTES: Final = 32
_ROUNDS: Final = 1000
_BAD_KEY_STATE: Final = -2146893813
_BAD_PASSWORD: Final = -2147024810
_NO_FILE: Final = -2147024894
_PREFIX: Final = "cert:\\localmachine\\"


def export_pfx_certificate(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""PKI\Export-PfxCertificate -Cert -FilePath -Password: refused where the key may not leave the host."""
    asked = bound.objects("Cert")[0]
    certificate = next(c for c in here.host.certificates if c.thumbprint == str(asked["Thumbprint"]))
    if not (certificate.has_private_key and certificate.exportable):
        raise _refused("ExportPfxCertificate", "Cannot export non-exportable private key.", _BAD_KEY_STATE)
    path = bound.text("FilePath") or ""
    DriveChanges(here.files).write(path, sealed(certificate, bound.text("Password") or ""), append=False)
    return []


def get_pfx_data(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""PKI\Get-PfxData -FilePath -Password."""
    certificate = _opened(here, bound, "GetPfxData")
    own: list[PsValue] = [certificate_object(certificate)]
    others: list[PsValue] = []
    return [
        PsObject(
            "Microsoft.CertificateServices.Commands.PfxData",
            {"EndEntityCertificates": own, "OtherCertificates": others},
        )
    ]


def import_pfx_certificate(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""PKI\Import-PfxCertificate -FilePath -CertStoreLocation -Password [-Exportable]: a store is made where it is missing."""
    opened = _opened(here, bound, "ImportPfxCertificate")
    location = (bound.text("CertStoreLocation") or "").replace("/", "\\").rstrip("\\")
    if not location.lower().startswith(_PREFIX):
        raise _refused("ImportPfxCertificate", "The store location was not found.", _NO_FILE)
    made = replace(opened, store=location[len(_PREFIX) :], exportable=bound.flag("Exportable"))
    here.host.certificates = [
        one
        for one in here.host.certificates
        if (one.store.lower(), one.thumbprint) != (made.store.lower(), made.thumbprint)
    ]
    here.host.certificates.append(made)
    return [certificate_object(made)]


def sealed(certificate: Certificate, passphrase: str) -> bytes:
    """Return the lab's own form of a PFX file: the same for the same certificate and passphrase, open to nobody else."""
    told = {
        "thumbprint": certificate.thumbprint,
        "subject": certificate.subject,
        "friendly_name": certificate.friendly_name,
        "not_before": certificate.not_before.isoformat(),
        "not_after": certificate.not_after.isoformat(),
    }
    body = json.dumps(told, sort_keys=True).encode()
    key = _key(passphrase)
    hidden = _masked(body, key)
    return _MAGIC + hmac.digest(key, hidden, "sha256") + hidden


def unsealed(content: bytes, passphrase: str) -> Certificate | None:
    """Return the certificate; None where the passphrase is another, or the file is no such file."""
    key = _key(passphrase)
    start = len(_MAGIC) + _CHECK_BYTES
    hidden = content[start:]
    whole = hmac.compare_digest(content[len(_MAGIC) : start], hmac.digest(key, hidden, "sha256"))
    if not content.startswith(_MAGIC) or not whole:
        return None
    told = json.loads(_masked(hidden, key))
    return Certificate(
        "",
        told["thumbprint"],
        told["subject"],
        told["friendly_name"],
        datetime.fromisoformat(told["not_before"]),
        datetime.fromisoformat(told["not_after"]),
    )


def _opened(here: HostContext, bound: Bound, command: str) -> Certificate:
    path = bound.text("FilePath") or ""
    try:
        content = here.files.read(here.files.entry(path))
    except (DriveMissing, PathMissing) as missing:
        raise _refused(command, "The system cannot find the file specified.", _NO_FILE) from missing
    found = unsealed(content, bound.text("Password") or "")
    if found is None:
        text = "The PFX file you are trying to import requires either a different password or membership in an Active Directory principal."
        raise _refused(command, text, _BAD_PASSWORD)
    return found


def _refused(command: str, message: str, hresult: int) -> PsError:
    return PsError(
        message,
        error_id=f"System.ComponentModel.Win32Exception,Microsoft.CertificateServices.Commands.{command}Command",
        category="NotSpecified",
        exception_type="System.ComponentModel.Win32Exception",
        hresult=hresult,
    )


def _key(passphrase: str) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", passphrase.encode(), _MAGIC, _ROUNDS)


def _masked(body: bytes, key: bytes) -> bytes:
    stream = b"".join(hmac.digest(key, bytes([n]), "sha256") for n in range(len(body) // _CHECK_BYTES + 1))
    return bytes(a ^ b for a, b in zip(body, stream, strict=False))
