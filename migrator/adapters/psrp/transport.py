"""The HTTP side of a session: pypsrp's transport with our trust, our patience and a cure for idleness."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Protocol, cast

import requests
from pypsrp.exceptions import AuthenticationError, WinRMTransportError
from pypsrp.wsman import WSMan

from migrator.adapters.psrp.trust import TrustAdapter
from migrator.domain.connection import Auth, Connection, Transport
from migrator.ports.secret import Secret

IDLE_LIMIT_S = 60.0
"""HTTP.sys drops a connection after about two minutes; half of that is early enough."""
RECEIVE_REPEATS = 2
"""pypsrp would repeat five times, which with a dead host is minutes of silence."""


class Inner(Protocol):
    """What is used of pypsrp's HTTP transport."""

    endpoint: str
    session: requests.Session | None
    encryption: Any
    connection_timeout: float
    read_timeout: float

    def send(
        self, message: bytes, *, retries_on_read_timeout: int = 0, timeout: float | tuple[float, float] | None = None
    ) -> bytes:
        """Send an envelope, return the reply."""
        ...

    def close(self) -> None:
        """Close the TCP connection."""
        ...

    def _build_session(self) -> requests.Session: ...


class PatientTransport:
    """Stands in pypsrp's WSMan where its HTTP transport was, and delegates to it.

    - After more than a minute of idleness the TCP connection and its security context are given up together. On HTTP
      with message encryption the host would answer 400 to everything that is sealed with the old context.
    - A Receive whose reply was lost is sent again, byte for byte: the same MessageID asks for the same answer, nothing
      is done twice. Nothing but Receive is ever repeated. pypsrp marks it by a number of retries; the number is ours.
    """

    def __init__(self, inner: Inner, connection: Connection, clock: Callable[[], float]) -> None:
        self._inner = inner
        self._connection = connection
        self._clock = clock
        self._last_used = clock()
        self._trust = TrustAdapter(connection) if connection.transport is Transport.HTTPS else None

    @property
    def endpoint(self) -> str:
        """The URL; pypsrp writes it into each envelope."""
        return self._inner.endpoint

    @property
    def idle_s(self) -> float:
        """Seconds since something was sent last."""
        return self._clock() - self._last_used

    def send(
        self, message: bytes, *, retries_on_read_timeout: int = 0, timeout: float | tuple[float, float] | None = None
    ) -> bytes:
        """Send an envelope; called by pypsrp's WSMan."""
        if self.idle_s > IDLE_LIMIT_S:
            self.refresh()
        repeats = min(retries_on_read_timeout, RECEIVE_REPEATS)
        while True:
            self._last_used = self._clock()
            self._prepare()
            try:
                return self._inner.send(message, timeout=timeout)
            except AuthenticationError:
                self.refresh()
                raise
            except WinRMTransportError as error:
                # A fault comes with status 500. With any other one the host did not understand the message: it was
                # sealed with a context that the host has no longer.
                if error.code != HTTPStatus.INTERNAL_SERVER_ERROR:
                    self.refresh()
                raise
            except requests.RequestException:
                self.refresh()
                if repeats == 0:
                    raise
                repeats -= 1

    def allow(self, *, connect_s: float, read_s: float) -> None:
        """Set how long to wait for a connection and for a reply."""
        self._inner.connection_timeout = connect_s
        self._inner.read_timeout = read_s

    def refresh(self) -> None:
        """Forget the TCP connection with everything that is bound to it."""
        self._inner.close()
        self._inner.session = None
        self._inner.encryption = None

    def close(self) -> None:
        """Close the TCP connection."""
        self._inner.close()

    def _prepare(self) -> None:
        if self._inner.session is None:
            session = self._inner._build_session()  # noqa: SLF001  the only place where pypsrp lets an adapter in
            if self._trust is not None:
                session.mount("https://", self._trust)
            # What the environment says of proxies and certificates is in the session by now. Looking again for each
            # request is slow, and would let a .netrc file add a login.
            session.trust_env = False
            self._inner.session = session


def connect_wsman(connection: Connection, password: Secret | None, clock: Callable[[], float]) -> WSMan:
    """Prepare a WSMan client; nothing is sent yet."""
    quieten()
    timeouts = connection.timeouts
    certificate = connection.client_certificate
    extra: dict[str, Any] = (
        {"certificate_pem": certificate.certificate_file, "certificate_key_pem": certificate.key_file}
        if certificate and connection.auth is Auth.CERTIFICATE
        else {}
    )
    # Any, because pypsrp declares its own transport class where a stand-in of the same shape does as well.
    wsman: Any = WSMan(
        connection.address,
        port=connection.listening_port,
        username=connection.user,
        password=password.reveal() if password else None,
        ssl=connection.transport is Transport.HTTPS,
        auth=connection.auth.value,
        encryption="auto",
        cert_validation=True,
        operation_timeout=timeouts.operation_s,
        reconnection_retries=0,
        reconnection_backoff=0,
        no_proxy=True,
        **extra,
    )
    wsman.transport = PatientTransport(wsman.transport, connection, clock)
    made: WSMan = wsman
    return made


def transport_of(wsman: WSMan) -> PatientTransport:
    """Give the transport that `connect_wsman` put in."""
    return cast(PatientTransport, wsman.transport)


def quieten() -> None:
    """Keep the libraries' diagnosis to warnings: below that, pypsrp logs whole messages with their parameters."""
    for name in ("pypsrp", "spnego"):
        logging.getLogger(name).setLevel(logging.WARNING)
