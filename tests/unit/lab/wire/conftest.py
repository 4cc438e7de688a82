"""Rehearsal hosts and pypsrp clients that end with their test."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from pypsrp.powershell import PowerShell, RunspacePool
from pypsrp.wsman import WSMan

from migrator.lab.cmdlets.api import Cmdlets, PsValue
from migrator.lab.engines.engine import ShellEngine
from migrator.lab.engines.python.engine import PythonEngine
from migrator.lab.engines.python.known import JsonValue, KnownScript, by_digest
from migrator.lab.wire.certificate import Authority, IssuedFiles
from migrator.lab.wire.endpoint import HostEndpoint
from tests.unit.lab.wire.scripted import KNOWN, PASSWORD, USER, NoCmdlets

StartHost = Callable[..., HostEndpoint]
Connect = Callable[..., WSMan]
OpenPool = Callable[..., RunspacePool]
Run = Callable[..., PowerShell]


class Hanging:
    """A script that says one thing and then waits until its test is over."""

    text = "'begun'; Start-Sleep -Seconds 3600"

    def __init__(self) -> None:
        self.script = KnownScript.of("Wait-Test", self.text, self._shape, closes=False)
        self.running = threading.Event()
        self.over = threading.Event()

    def _shape(self, _: Cmdlets, __: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
        yield {"begun": True}
        self.running.set()
        self.over.wait(5)
        yield {"too late": True}

    def when_running(self, act: Callable[[], object]) -> None:
        """Do something from outside once the script runs; waits for nothing here."""

        def wait_and_act() -> None:
            if self.running.wait(20):
                act()

        threading.Thread(target=wait_and_act, daemon=True).start()


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    """Give a script that does not end by itself."""
    script = Hanging()
    yield script
    script.over.set()


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Whatever a test began, ended in reverse order."""
    with ExitStack() as ending:
        yield ending


@pytest.fixture
def start_host(stack: ExitStack) -> StartHost:
    """Start a host that knows the texts above and the given ones."""

    def start(
        *more: KnownScript,
        engine: Callable[[], ShellEngine] | None = None,
        users: Mapping[str, str] | None = None,
        **options: Any,
    ) -> HostEndpoint:
        known = by_digest(*KNOWN, *more)
        factory = engine or (lambda: PythonEngine(NoCmdlets(), known))
        return stack.enter_context(HostEndpoint(factory, users or {USER: PASSWORD}, **options))

    return start


@pytest.fixture
def connect(stack: ExitStack) -> Connect:
    """Make a client with the production defaults: NTLM with message encryption over HTTP."""

    def client(host: HostEndpoint, **options: Any) -> WSMan:
        settings = {"username": USER, "password": PASSWORD, "ssl": False, "auth": "negotiate", "no_proxy": True}
        wsman = WSMan("127.0.0.1", port=host.port, reconnection_backoff=0, **{**settings, **options})
        stack.callback(wsman.close)
        return wsman

    return client


@pytest.fixture
def open_pool(connect: Connect) -> Callable[..., RunspacePool]:
    """Open a runspace pool; its host ends it if the test does not."""

    def opened(host: HostEndpoint, **options: Any) -> RunspacePool:
        pool = RunspacePool(connect(host, **options))
        pool.open()
        return pool

    return opened


@pytest.fixture
def run() -> Run:
    """Run a script to its end and close it."""

    def ran(pool: RunspacePool, text: str, **parameters: Any) -> PowerShell:
        shell = PowerShell(pool)
        shell.add_script(text).add_parameters(parameters)
        shell.invoke()
        shell.close()
        return shell

    return ran


@pytest.fixture(scope="session")
def authority() -> Authority:
    """One certificate authority for all tests; making keys takes time."""
    return Authority("Rehearsal CA")


@pytest.fixture(scope="session")
def certificates(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, IssuedFiles]:
    """Give the authority's certificate file and a host certificate of it."""
    folder = tmp_path_factory.mktemp("certificates")
    return authority.write(folder / "ca.pem"), authority.issue_host("host-a", folder)
