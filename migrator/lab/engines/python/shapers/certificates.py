"""What the scripts do that save certificates to external disks and bring them back."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from migrator.lab.cmdlets.api import Cmdlets, PsError, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.acting import should_process
from migrator.lab.engines.python.shapers.drives import exists
from migrator.lab.engines.python.shapers.own_files import letter_of, make_folder, marker_of
from migrator.lab.engines.python.shapers.refusing import thrown
from migrator.lab.engines.python.shapers.values import objects, text

_MANAGEMENT: Final = "Microsoft.PowerShell.Management\\"
_THUMBPRINT: Final = re.compile(r"[0-9A-F]{40}")
_STORE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]*")
_BAG: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

Documents = Iterator[dict[str, JsonValue]]


def export_vm_certificate(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Write the file on each disk."""
    path = _certificate_path(parameters)
    if not exists(cmdlets, path):
        raise thrown("CertificateMissing")
    certificate = cmdlets(_MANAGEMENT + "Get-Item", LiteralPath=path)[0]
    if not certificate["HasPrivateKey"]:
        raise thrown("PrivateKeyMissing")
    ids = [text(parameters.get(name)) for name in ("VolumeIdA", "VolumeIdB")]
    for folder in [_folder(cmdlets, one) for one in ids if one]:
        if should_process(parameters):
            make_folder(cmdlets, folder)
            cmdlets(
                "PKI\\Export-PfxCertificate",
                Cert=certificate,
                FilePath=f"{folder}\\{text(parameters['Thumbprint'])}.pfx",
                Password=parameters["Passphrase"],
                ChainOption="EndEntityCertOnly",
                Force=True,
            )
    yield from ()


def test_vm_certificate(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Say whether the file is there and opens."""
    path = _file_path(cmdlets, parameters)
    present, opens = exists(cmdlets, path, "Leaf"), False
    thumbprints: list[JsonValue] = []
    if present:
        try:
            data = cmdlets("PKI\\Get-PfxData", FilePath=path, Password=parameters["Passphrase"])[0]
        except PsError:
            opens = False
        else:
            opens = True
            thumbprints = [text(one["Thumbprint"]).upper() for one in objects(data["EndEntityCertificates"])]
    yield {"present": present, "opens": opens, "thumbprints": thumbprints}


def import_vm_certificate(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Import it unless it is there with its key."""
    path = _certificate_path(parameters)
    file_path = _file_path(cmdlets, parameters)
    there = exists(cmdlets, path) and bool(cmdlets(_MANAGEMENT + "Get-Item", LiteralPath=path)[0]["HasPrivateKey"])
    if not there and not exists(cmdlets, file_path, "Leaf"):
        raise thrown("FileMissing")
    if not there and should_process(parameters):
        cmdlets(
            "PKI\\Import-PfxCertificate",
            FilePath=file_path,
            CertStoreLocation=path.rpartition("\\")[0],
            Password=parameters["Passphrase"],
            Exportable=True,
        )
    yield from ()


def remove_vm_certificate(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Take it out of its store."""
    path = _certificate_path(parameters)
    if exists(cmdlets, path) and should_process(parameters):
        cmdlets(_MANAGEMENT + "Remove-Item", LiteralPath=path)
    yield from ()


def remove_exported_certificate(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Delete the file."""
    path = _file_path(cmdlets, parameters)
    if exists(cmdlets, path, "Leaf") and should_process(parameters):
        cmdlets(_MANAGEMENT + "Remove-Item", LiteralPath=path)
    yield from ()


def _thumbprint(parameters: Mapping[str, PsValue]) -> str:
    thumbprint = text(parameters["Thumbprint"])
    if not _THUMBPRINT.fullmatch(thumbprint):
        raise thrown("ThumbprintInvalid")
    return thumbprint


def _certificate_path(parameters: Mapping[str, PsValue]) -> str:
    thumbprint, store = _thumbprint(parameters), text(parameters["Store"])
    if not _STORE.fullmatch(store):
        raise thrown("StoreInvalid")
    return f"Cert:\\LocalMachine\\{store}\\{thumbprint}"


def _file_path(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> str:
    thumbprint = _thumbprint(parameters)
    return f"{_folder(cmdlets, text(parameters['VolumeId']))}\\{thumbprint}.pfx"


def _folder(cmdlets: Cmdlets, volume_id: str) -> str:
    letter = letter_of(cmdlets, volume_id)
    bag = text(marker_of(cmdlets, letter)["bag"])
    if not _BAG.fullmatch(bag):
        raise thrown("PathNotOurs")
    return f"{letter}:\\{bag}\\migrator\\certificates"
