"""Documents of `Get-VMSecurityInventory`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import objects, optional, probed, quietly, text

_CONVERTER = "HgsClient\\ConvertTo-HgsKeyProtector"
_NO_PROTECTOR_BYTES = 4


def get_vm_security_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per virtual machine."""
    del parameters
    converts = probed(cmdlets, _CONVERTER) is not None
    for vm in cmdlets("Hyper-V\\Get-VM"):
        security = cmdlets("Hyper-V\\Get-VMSecurity", VM=vm)[0]
        protector = cmdlets("Hyper-V\\Get-VMKeyProtector", VM=vm)[0]["Value"]
        raw = protector if isinstance(protector, bytes) else b""
        bound = optional(security, "BindToHostTpm")
        thumbprints: list[str] = []
        if converts and len(raw) > _NO_PROTECTOR_BYTES:
            for opened in quietly(cmdlets, _CONVERTER, Bytes=raw):
                thumbprints = _thumbprints(opened)
        yield {
            "vm_id": str(vm["Id"]).lower(),
            "tpm_enabled": bool(security["TpmEnabled"]),
            "key_storage_drive_enabled": bool(security["KsdEnabled"]),
            "shielded": bool(security["Shielded"]),
            "encrypt_state_and_migration_traffic": bool(security["EncryptStateAndVmMigrationTraffic"]),
            "bind_to_host_tpm": None if bound is None else bool(bound),
            "key_protector_bytes": len(raw),
            "guardian_thumbprints": [*thumbprints],
        }


def _thumbprints(protector: PsObject) -> list[str]:
    found: dict[str, None] = {}
    for guardian in [*objects(protector["Owner"]), *objects(protector["Guardians"])]:
        for name in ("SigningCertificate", "EncryptionCertificate"):
            for certificate in objects(guardian[name]):
                found[text(certificate["Thumbprint"]).upper()] = None
    return list(found)
