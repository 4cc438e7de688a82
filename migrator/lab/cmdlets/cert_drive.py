"""The Cert: drive: stores of LocalMachine with their certificates."""

from migrator.lab.cmdlets.api import PsObject
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.drive_item import DriveItem, ItemUnknown
from migrator.lab.world.model import Certificate

_STORES = ("My", "Root", "CA", "TrustedPublisher", "Remote Desktop", "WebHosting")
_X509 = "System.Security.Cryptography.X509Certificates."


class CertDrive:
    r"""Items of Cert:\LocalMachine; CurrentUser is empty, for remoting sessions have none worth keeping."""

    def __init__(self, here: HostContext) -> None:
        self._host = here.host
        self._certificates = here.host.certificates
        named = {certificate.store.lower(): certificate.store for certificate in self._certificates}
        self._stores = [*_STORES, *(store for key, store in named.items() if key not in {s.lower() for s in _STORES})]

    def item(self, parts: list[str]) -> DriveItem:
        """Give a location, a store or a certificate."""
        match [part.lower() for part in parts]:
            case []:
                return DriveItem("Certificate", "Cert:\\", "Cert:", True, PsObject("System.Object"))
            case [location] if location in {"localmachine", "currentuser"}:
                name = "LocalMachine" if location == "localmachine" else "CurrentUser"
                item = PsObject("Microsoft.PowerShell.Commands.X509StoreLocation", {"Location": name})
                return DriveItem("Certificate", f"Cert:\\{name}", name, True, item)
            case ["localmachine", store]:
                found = next((name for name in self._stores if name.lower() == store), None)
                if found is not None:
                    return _store_item(found)
            case ["localmachine", store, thumbprint]:
                for certificate in self._certificates:
                    if certificate.store.lower() == store and certificate.thumbprint.lower() == thumbprint:
                        return _certificate_item(certificate)
        raise ItemUnknown("Cert:\\" + "\\".join(parts))

    def children(self, parts: list[str]) -> list[DriveItem]:
        """Give locations, stores, or the certificates of a store."""
        item = self.item(parts)
        match [part.lower() for part in parts]:
            case []:
                return [self.item(["CurrentUser"]), self.item(["LocalMachine"])]
            case ["localmachine"]:
                return [_store_item(store) for store in self._stores]
            case ["localmachine", store]:
                return [_certificate_item(c) for c in self._certificates if c.store.lower() == store]
            case ["currentuser"]:
                return []
        return [item]

    def remove(self, parts: list[str]) -> None:
        """Take a certificate out of its store; a store or location cannot be removed here."""
        match [part.lower() for part in parts]:
            case ["localmachine", store, thumbprint]:
                kept = [
                    one
                    for one in self._certificates
                    if (one.store.lower(), one.thumbprint.lower()) != (store, thumbprint)
                ]
                if len(kept) < len(self._certificates):
                    self._host.certificates = kept
                    return
        raise ItemUnknown("Cert:\\" + "\\".join(parts))


def _store_item(store: str) -> DriveItem:
    item = PsObject(_X509 + "X509Store", {"Name": store, "Location": "LocalMachine"})
    return DriveItem("Certificate", f"Cert:\\LocalMachine\\{store}", store, True, item)


def certificate_object(certificate: Certificate) -> PsObject:
    """Build the X509Certificate2; it holds no key."""
    return PsObject(
        _X509 + "X509Certificate2",
        {
            "Thumbprint": certificate.thumbprint,
            "Subject": certificate.subject,
            "Issuer": certificate.subject,
            "FriendlyName": certificate.friendly_name,
            "NotBefore": certificate.not_before,
            "NotAfter": certificate.not_after,
            "HasPrivateKey": certificate.has_private_key,
            "SerialNumber": certificate.thumbprint[:32],
        },
    )


def _certificate_item(certificate: Certificate) -> DriveItem:
    path = f"Cert:\\LocalMachine\\{certificate.store}\\{certificate.thumbprint}"
    return DriveItem("Certificate", path, certificate.thumbprint, False, certificate_object(certificate))
