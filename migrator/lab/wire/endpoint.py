"""A rehearsal host's WSMan endpoint on loopback: what a test or the lab starts, looks at and stops."""

import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from migrator.lab.engines.engine import ShellEngine
from migrator.lab.wire.http import Site, WsmanServer, serve
from migrator.lab.wire.login import Accounts
from migrator.lab.wire.planted import PlantedFaults
from migrator.lab.wire.quotas import Quotas
from migrator.lab.wire.service import LoggedRequest, Service

_ADDRESS = "127.0.0.1"
_PATIENCE_S = 5.0


@dataclass(frozen=True)
class ServerTls:
    """The host's certificate chain and key (PEM files); `client_ca` lets clients log in with certificates of it."""

    certificate: Path
    key: Path
    client_ca: Path | None = None

    def context(self) -> ssl.SSLContext:
        """Make the server's TLS settings."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        if self.client_ca is not None:
            context.verify_mode = ssl.CERT_OPTIONAL
            context.load_verify_locations(self.client_ca)
        return context


class HostEndpoint:
    """One listener of one host. Without `tls` it is HTTP and takes only sealed messages, as Windows does.

    `users` maps account names to passwords, `client_certificates` SHA-256 fingerprints (hex) to account names.
    Accounts in `not_permitted` can log in and get "access denied" for everything. `engine_factory` makes the engine of
    each new shell. `log` has every request that was acted on or refused, in order.
    """

    def __init__(
        self,
        engine_factory: Callable[[], ShellEngine],
        users: Mapping[str, str],
        *,
        tls: ServerTls | None = None,
        quotas: Quotas | None = None,
        faults: PlantedFaults | None = None,
        not_permitted: frozenset[str] = frozenset(),
        client_certificates: Mapping[str, str] | None = None,
        host: str = "HOST",
        basic: bool = True,
        port: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.faults = faults or PlantedFaults()
        self._service = Service(engine_factory, quotas=quotas or Quotas(), clock=clock, not_permitted=not_permitted)
        self._stopping = threading.Event()
        self._tls = tls.context() if tls is not None else None
        self._port = port
        self._site = Site(
            service=self._service,
            accounts=Accounts(users, host=host, certificates=client_certificates),
            planted=self.faults,
            basic=basic,
            stopping=self._stopping,
        )
        self._server: WsmanServer | None = None
        self._stop_accepting: Callable[[], None] = lambda: None

    @property
    def port(self) -> int:
        """The port of the first start; kept over `stop` and `start`, as a host comes back where it was."""
        return self._port

    @property
    def log(self) -> list[LoggedRequest]:
        """Every request so far: (action, command id)."""
        return self._service.log

    @property
    def shells(self) -> int:
        """How many shells live; a client that cleans up leaves none."""
        return self._service.shells.count()

    def start(self) -> Self:
        """Listen; connections are refused before."""
        if self._server is None:
            self._stopping.clear()
            self._server = WsmanServer((_ADDRESS, self._port), self._site, self._tls)
            self._port = self._server.server_address[1]
            self._stop_accepting = serve(self._server)
        return self

    def stop(self) -> None:
        """Be switched off: connections break, shells end, new connections are refused until `start`."""
        if self._server is None:
            return
        server, self._server = self._server, None
        self._stopping.set()
        self._stop_accepting()
        self._service.shells.end_all("the host was switched off")
        server.hang_up(_PATIENCE_S)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
