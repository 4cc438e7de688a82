"""What makes a TLS connection to a host trusted, decided anew on every connect."""

import hashlib
import socket
import ssl
from typing import Any

from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from urllib3 import HTTPSConnectionPool

from migrator.domain.connection import Connection
from migrator.errors import FileUnreadable


class TrustAdapter(HTTPAdapter):
    """A requests adapter that trusts exactly what the connection says.

    requests by itself knows one CA bundle (its own, not the machine's) and no pinning. Both go into urllib3 here, which
    checks the certificate inside the handshake of *every* connection it makes, also of those it makes anew in the
    middle of a session, before a byte of HTTP is sent. A certificate fetched beforehand and written to a CA bundle
    would prove less: a leaf is no authority, and a name or date that does not fit would still refuse it.
    """

    def __init__(self, connection: Connection) -> None:
        self._fingerprint = connection.pinned_fingerprint
        self._context = _context(connection)
        super().__init__(max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any) -> None:
        """Hand urllib3 the context and, where a certificate is pinned, its fingerprint."""
        if self._fingerprint:
            pool_kwargs["assert_fingerprint"] = self._fingerprint
        super().init_poolmanager(connections, maxsize, block, ssl_context=self._context, **pool_kwargs)

    # The stubs' return type is private to them.
    def build_connection_pool_key_attributes(
        self, request: PreparedRequest, verify: bool | str, cert: Any = None
    ) -> Any:
        """Keep requests from putting its own bundle in place of the context."""
        host, _ = super().build_connection_pool_key_attributes(request, verify, cert)
        return host, {"cert_reqs": "CERT_NONE" if self._fingerprint else "CERT_REQUIRED"}

    def cert_verify(self, conn: HTTPSConnectionPool, url: str, verify: bool | str, cert: Any) -> None:
        """Do nothing: the context has all of it already."""


def _context(connection: Connection) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=connection.ca_file)
    except OSError as error:
        raise _unreadable(connection.ca_file, error) from error
    if connection.pinned_fingerprint:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if connection.client_certificate:
        files = connection.client_certificate
        try:
            context.load_cert_chain(files.certificate_file, files.key_file)
        except OSError as error:
            raise _unreadable(f"{files.certificate_file} or {files.key_file}", error) from error
    return context


def _unreadable(file: str | None, error: OSError) -> FileUnreadable:
    found = "no certificate or key in PEM form is in it" if isinstance(error, ssl.SSLError) else error.strerror
    return FileUnreadable(file=file, found=found)


def peer_fingerprint(address: str, port: int, timeout_s: float) -> str | None:
    """Fetch the SHA-256 of the certificate a host shows, trusting nothing and sending nothing; None without an answer.

    Only for an error's text: a person compares it with what the host's console says before pinning it.
    """
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with (
            socket.create_connection((address, port), timeout=timeout_s) as plain,
            context.wrap_socket(plain, server_hostname=address) as wrapped,
        ):
            shown = wrapped.getpeercert(binary_form=True)
    except OSError:
        return None
    return hashlib.sha256(shown).hexdigest() if shown else None
