"""Virtual TPMs, key protectors, and what the host guardian client reads in them."""

import json

from migrator.lab.cmdlets.api import PsError, PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HYPERV, HostContext
from migrator.lab.cmdlets.select_vms import named_vms
from migrator.lab.world.model import Security

HGS = "Microsoft.Management.Infrastructure.CimInstance#root/Microsoft/Windows/Hgs/"
_NO_PROTECTOR = b"\x00\x00\x00\x04"
_LEAST_BYTES = 4


def get_vm_security(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMSecurity."""
    found = []
    for vm in named_vms(here, bound, "Get-VMSecurity"):
        security = vm.security
        properties: dict[str, PsValue] = {
            "TpmEnabled": security.tpm_enabled,
            "KsdEnabled": security.key_storage_drive_enabled,
            "Shielded": security.shielded,
            "EncryptStateAndVmMigrationTraffic": security.encrypt_state_and_migration_traffic,
            "VirtualizationBasedSecurityOptOut": False,
            "ComputerName": here.host.name,
            "IsDeleted": False,
        }
        if here.knows_2019:
            properties["BindToHostTpm"] = security.bind_to_host_tpm
        found.append(PsObject(HYPERV + "VMSecurity", properties))
    return found


def get_vm_key_protector(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Hyper-V\Get-VMKeyProtector: the bytes, four of them where there is no protector."""
    vms = named_vms(here, bound, "Get-VMKeyProtector")
    return [PsObject("System.Byte[]", {"Value": key_protector(vm.security)}) for vm in vms]


def key_protector(security: Security) -> bytes:
    """Give a machine's key protector; the lab's own form carries the thumbprints, no key."""
    if security.key_protector is not None:
        return security.key_protector
    if not security.guardian_thumbprints:
        return _NO_PROTECTOR
    return b"LABKP\x00" + json.dumps(list(security.guardian_thumbprints)).encode()


def convert_to_hgs_key_protector(_here: HostContext, bound: Bound) -> list[PsObject]:
    r"""HgsClient\ConvertTo-HgsKeyProtector -Bytes."""
    value = bound.value("Bytes")
    if isinstance(value, PsObject):
        value = value["Value"]
    raw = value if isinstance(value, bytes) else bytes(int(str(item)) for item in bound.listed("Bytes"))
    if len(raw) <= _LEAST_BYTES or not raw.startswith(b"LABKP\x00"):
        raise PsError(
            "The key protector could not be parsed.",
            error_id="HRESULT 0x80070057,ConvertTo-HgsKeyProtector",
            category="InvalidArgument",
            exception_type="Microsoft.Management.Infrastructure.CimException",
            hresult=-2147024809,
        )
    thumbprints = json.loads(raw[6:])
    guardians = [_guardian(f"Guardian {at // 2}", thumbprints[at : at + 2]) for at in range(0, len(thumbprints), 2)]
    guardian_values: list[PsValue] = [*guardians]
    return [
        PsObject(
            HGS + "MSFT_HgsKeyProtector",
            {"Owner": guardians[0], "Guardians": guardian_values, "RawData": raw},
        )
    ]


def get_hgs_guardian(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""HgsClient\Get-HgsGuardian [-Name]: guardians whose certificates lie in this host's store."""
    mine = [c for c in here.host.certificates if c.store.lower() == "shielded vm local certificates"]
    by_name: dict[str, list[str]] = {}
    for certificate in mine:
        name = certificate.friendly_name or certificate.subject.rsplit("(", 1)[-1].rstrip(")")
        by_name.setdefault(name, []).append(certificate.thumbprint)
    wanted = bound.text("Name")
    return [
        _guardian(name, thumbprints)
        for name, thumbprints in by_name.items()
        if wanted is None or wanted.lower() == name.lower()
    ]


def _guardian(name: str, thumbprints: list[str]) -> PsObject:
    certificates = [
        PsObject("System.Security.Cryptography.X509Certificates.X509Certificate2", {"Thumbprint": thumbprint})
        for thumbprint in thumbprints
    ]
    return PsObject(
        HGS + "MSFT_HgsGuardian",
        {
            "Name": name,
            "SigningCertificate": certificates[0],
            "EncryptionCertificate": certificates[-1],
            "HasPrivateSigningKey": True,
        },
    )
