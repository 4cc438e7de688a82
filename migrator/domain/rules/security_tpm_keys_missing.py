"""A virtual TPM cannot be opened without certificates that could not be found with their private keys."""

from collections.abc import Iterator

from migrator.domain.concern import Severity
from migrator.domain.rules.rule import Case, Finding, Rule, about_vm


def find(case: Case) -> Iterator[Finding]:
    """Yield a finding per virtual machine with the thumbprints; none at all is a finding too."""
    with_key = {
        certificate.thumbprint.upper() for certificate in case.inventory.certificates if certificate.has_private_key
    }
    vms = {vm.id: vm for vm in case.vms}
    for security in case.inventory.security:
        needed = {thumbprint.upper() for thumbprint in security.guardian_thumbprints}
        missing = tuple(sorted(needed - with_key))
        if security.vm_id in vms and security.tpm_enabled and (missing or not needed):
            yield Finding(about_vm(vms[security.vm_id]), {"thumbprints": missing})


RULE = Rule("security.tpm-keys-missing", Severity.BLOCKER, "tpm-certificates", waivable=False, find=find)
