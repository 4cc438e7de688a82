"""Every way to a host, opened on the rehearsal endpoint or on a PowerShell of this machine."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tenacity.wait import wait_none

from migrator.adapters.local import LocalSession
from migrator.adapters.psrp.session import PsrpSession
from migrator.adapters.rehearsing import RehearsingSession
from migrator.adapters.retrying import RetryingSession
from migrator.domain.connection import Connection
from migrator.lab.engines.pwsh.bridge import PwshEngine
from migrator.lab.wire.certificate import Authority, IssuedFiles
from migrator.lab.wire.endpoint import HostEndpoint, ServerTls
from migrator.lab.wire.quotas import Quotas
from migrator.ports.host_session import HostSession
from migrator.ports.secret import Secret
from tests.conformance.stage_engine import StageEngine

USER = "Administrator"
PASSWORD = "Wohl-Behütet-7"


@dataclass
class HandClock:
    """Stands still until a test moves it on."""

    now: float = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


@dataclass(frozen=True)
class Certificates:
    """The authority of the rehearsal world and what it issued; a second authority that nobody trusts."""

    authority: Path
    host: IssuedFiles
    person: IssuedFiles
    stranger: Path


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    folder = tmp_path_factory.mktemp("certificates")
    authority = Authority("Rehearsal authority")
    return Certificates(
        authority=authority.write(folder / "authority.pem"),
        host=authority.issue_host("localhost", folder),
        person=authority.issue_user("person", folder),
        stranger=Authority("Somebody else").write(folder / "stranger.pem"),
    )


@pytest.fixture
def begun() -> threading.Event:
    """Is set once a script runs on the host."""
    return threading.Event()


@pytest.fixture
def http_host(begun: threading.Event) -> Iterator[HostEndpoint]:
    with HostEndpoint(lambda: StageEngine(begun), {USER: PASSWORD}) as endpoint:
        yield endpoint


@pytest.fixture
def tls(certificates: Certificates) -> ServerTls:
    return ServerTls(certificates.host.certificate, certificates.host.key, client_ca=certificates.authority)


@pytest.fixture
def https_host(begun: threading.Event, tls: ServerTls, certificates: Certificates) -> Iterator[HostEndpoint]:
    with HostEndpoint(
        lambda: StageEngine(begun),
        {USER: PASSWORD},
        tls=tls,
        client_certificates={certificates.person.sha256: USER},
    ) as endpoint:
        yield endpoint


@pytest.fixture
def one_shell_host(begun: threading.Event) -> Iterator[HostEndpoint]:
    with HostEndpoint(lambda: StageEngine(begun), {USER: PASSWORD}, quotas=Quotas(max_shells_per_user=1)) as endpoint:
        yield endpoint


def over_http(endpoint: HostEndpoint, **settings: object) -> Connection:
    """Describe a connection with message encryption."""
    return Connection.model_validate(
        {"address": "127.0.0.1", "port": endpoint.port, "transport": "http", "auth": "ntlm", "user": USER} | settings
    )


def over_https(endpoint: HostEndpoint, **settings: object) -> Connection:
    """Describe a connection with TLS; the caller says whom to trust."""
    return Connection.model_validate(
        {"address": "127.0.0.1", "port": endpoint.port, "auth": "ntlm", "user": USER} | settings
    )


@pytest.fixture
def pwsh_engines() -> list[PwshEngine]:
    """Every engine that `pwsh_host` has started, so that a test can end one."""
    return []


@pytest.fixture
def pwsh_host(pwsh_engines: list[PwshEngine]) -> Iterator[HostEndpoint]:
    def start() -> PwshEngine:
        engine = PwshEngine(["pwsh", "-s", "-NoLogo", "-NoProfile"], dict(os.environ))
        pwsh_engines.append(engine)
        return engine

    with HostEndpoint(start, {USER: PASSWORD}) as endpoint:
        yield endpoint


Opener = Callable[..., PsrpSession]


@pytest.fixture
def opened() -> Iterator[Opener]:
    """Make sessions that are closed in the end."""
    sessions: list[PsrpSession] = []

    def make(connection: Connection, password: str = PASSWORD, **settings: object) -> PsrpSession:
        session = PsrpSession(connection, Secret(password), **settings)  # type: ignore[arg-type]
        sessions.append(session)
        return session

    yield make
    for session in sessions:
        session.close()


NO_POWERSHELL = shutil.which("pwsh") is None and os.name != "nt"
EXECUTABLE = "powershell.exe" if os.name == "nt" else "pwsh"

needs_powershell = [pytest.mark.live, pytest.mark.skipif(NO_POWERSHELL, reason="no PowerShell on the PATH")]
needs_powershell_7 = [
    pytest.mark.live,
    pytest.mark.skipif(shutil.which("pwsh") is None, reason="no PowerShell 7 on the PATH"),
]

KINDS = [
    "psrp over http",
    "psrp over https",
    pytest.param("psrp to a real PowerShell", marks=needs_powershell_7),
    pytest.param("local", marks=needs_powershell),
    "retrying",
    "rehearsing",
]


@pytest.fixture(params=KINDS)
def session(request: pytest.FixtureRequest) -> Iterator[HostSession]:
    """Open a session of each kind in turn."""
    made = _make(str(request.param), request)
    yield made
    made.close()


def _make(kind: str, request: pytest.FixtureRequest) -> HostSession:
    if kind == "local":
        return LocalSession(host="127.0.0.1", executable=(EXECUTABLE,))
    if kind == "psrp over https":
        trusted = request.getfixturevalue("certificates").authority
        connection = over_https(request.getfixturevalue("https_host"), ca_file=str(trusted))
        return PsrpSession(connection, Secret(PASSWORD))
    host = "pwsh_host" if kind == "psrp to a real PowerShell" else "http_host"
    inner = PsrpSession(over_http(request.getfixturevalue(host)), Secret(PASSWORD))
    if kind == "retrying":
        return RetryingSession(inner, wait=wait_none())
    return RehearsingSession(inner) if kind == "rehearsing" else inner
