"""Documents of `Get-CertificateInventory`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.drives import exists
from migrator.lab.engines.python.shapers.values import text, utc

_STORES = ("Shielded VM Local Certificates", "My", "Remote Desktop", "WebHosting")


def get_certificate_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per certificate of four stores."""
    del parameters
    for store in _STORES:
        path = "Cert:\\LocalMachine\\" + store
        if not exists(cmdlets, path):
            continue
        for certificate in cmdlets("Microsoft.PowerShell.Management\\Get-ChildItem", LiteralPath=path):
            yield {
                "store": store,
                "thumbprint": text(certificate["Thumbprint"]).upper(),
                "subject": text(certificate["Subject"]),
                "friendly_name": text(certificate["FriendlyName"]),
                "not_before": utc(certificate["NotBefore"]),
                "not_after": utc(certificate["NotAfter"]),
                "has_private_key": bool(certificate["HasPrivateKey"]),
            }
