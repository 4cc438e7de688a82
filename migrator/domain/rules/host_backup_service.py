"""A backup product is installed on the host."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from migrator.domain.concern import Severity
from migrator.domain.inventory.services import HostItemKind, Service
from migrator.domain.rules.rule import Case, Finding, Rule, about_host

# Windows has the engine of its own backup in any case, so that one is known by its feature alone.
_FEATURE: Final = "Windows-Server-Backup"
_PRODUCTS: Final[Mapping[str, str]] = {
    "veeam": "Veeam",
    "acronis": "Acronis",
    "altaro": "Altaro (Hornetsecurity)",
    "hornetsecurity": "Altaro (Hornetsecurity)",
    "backup exec": "Backup Exec",
    "backupexec": "Backup Exec",
    "nakivo": "NAKIVO",
    "netbackup": "NetBackup",
    "arcserve": "Arcserve",
    "commvault": "Commvault",
    "dpmra": "Data Protection Manager",
    "azure recovery services": "Azure Backup",
}
"""Part of a service's name or display name, in lower case, to the product."""


def find(case: Case) -> Iterator[Finding]:
    """Yield one finding with the products; a service that is switched off is nobody's backup any more."""
    products = {
        product
        for service in case.inventory.services
        if service.start_mode != "Disabled"
        for part, product in _PRODUCTS.items()
        if part in _names(service)
    }
    for item in case.inventory.host_items:
        if item.kind is HostItemKind.FEATURE and item.name == _FEATURE:
            products.add("Windows Server Backup")
    if products:
        yield Finding(about_host(case), {"products": tuple(sorted(products))})


def services_of(services: Iterable[Service]) -> tuple[Service, ...]:
    """Return the services of known backup products."""
    return tuple(one for one in services if any(part in _names(one) for part in _PRODUCTS))


def _names(service: Service) -> str:
    return f"{service.name}\n{service.display_name}".casefold()


RULE = Rule("host.backup-service", Severity.NOTE, "own judgement", waivable=True, find=find)
