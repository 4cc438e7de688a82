"""Virtual TPMs and the certificates without which they are lost."""

from uuid import UUID

from migrator.domain.model import Model, UtcTime


class VMSecurity(Model):
    """Document of `Get-VMSecurityInventory`: one per virtual machine."""

    vm_id: UUID
    tpm_enabled: bool
    key_storage_drive_enabled: bool
    shielded: bool
    encrypt_state_and_migration_traffic: bool
    bind_to_host_tpm: bool | None
    """None where the host's module does not know it (Server 2016)."""
    key_protector_bytes: int
    """Length of Get-VMKeyProtector; a VM without one has 4 bytes or fewer."""
    guardian_thumbprints: tuple[str, ...]
    """Certificates that can unwrap the key protector (owner and guardians, signing and encryption), upper-case hex."""


class Certificate(Model):
    """Document of `Get-CertificateInventory`: one per certificate of the stores a rebuild would lose."""

    store: str
    """Provider path below Cert:\\LocalMachine, e.g. `Shielded VM Local Certificates`, `My`."""
    thumbprint: str
    subject: str
    friendly_name: str
    not_before: UtcTime
    not_after: UtcTime
    has_private_key: bool
