"""One address of the lab on the wire: an HTTP and an HTTPS endpoint in front of whichever host answers there now."""

from collections.abc import Callable
from pathlib import Path

from migrator.lab.cmdlets.api import CmdletCall
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.service_engines import EngineRoom
from migrator.lab.service_scripts import ScriptRuns
from migrator.lab.wire.certificate import Authority
from migrator.lab.wire.endpoint import HostEndpoint, ServerTls
from migrator.lab.wire.planted import PlantedFault, PlantedFaults
from migrator.lab.wire.quotas import Quotas
from migrator.lab.world.model import Host


class ServedHost:
    """Listens for one host; `replace` puts another one behind the same ports."""

    def __init__(
        self,
        host: Host,
        *,
        make_cmdlets: Callable[[Host], HostCmdlets],
        open_room: Callable[[HostCmdlets, ScriptRuns], EngineRoom],
        password: str,
    ) -> None:
        self._make_cmdlets = make_cmdlets
        self._open_room = open_room
        self._password = password
        self.faults = PlantedFaults()
        self.scripts = ScriptRuns(self.faults)
        self._earlier: list[CmdletCall] = []
        self._tls: ServerTls | None = None
        self.http: HostEndpoint | None = None
        self.https: HostEndpoint | None = None
        self.host = host
        self.cmdlets = make_cmdlets(host)
        self._room = open_room(self.cmdlets, self.scripts)
        self.fingerprint = ""

    def listen(self, authority: Authority, folder: Path) -> None:
        """Start both endpoints with a new certificate, on the ports of before where there are any."""
        folder.mkdir(exist_ok=True)
        issued = authority.issue_host(_dns_name(self.host.name), folder)
        self.fingerprint = issued.sha256
        self._tls = ServerTls(issued.certificate, issued.key)
        self.renew()

    def renew(self) -> None:
        """Listen anew with the host's settings as they are now."""
        self.stop()
        self.http = self._endpoint(None, 0 if self.http is None else self.http.port).start()
        self.https = self._endpoint(self._tls, 0 if self.https is None else self.https.port).start()

    def replace(self, host: Host, authority: Authority, folder: Path) -> None:
        """Let a stranger answer at this address: all shells end, the certificate is another one."""
        self.close()
        self._earlier += self.cmdlets.log
        self.host = host
        self.cmdlets = self._make_cmdlets(host)
        self._room = self._open_room(self.cmdlets, self.scripts)
        self.listen(authority, folder)

    @property
    def calls(self) -> list[CmdletCall]:
        """Every cmdlet call at this address, of the hosts before this one too."""
        return [*self._earlier, *self.cmdlets.log]

    def stop(self) -> None:
        """Be unreachable."""
        for endpoint in (self.http, self.https):
            if endpoint is not None:
                endpoint.stop()

    def close(self) -> None:
        """Be switched off for good."""
        self.stop()
        self._room.close()

    def start(self) -> None:
        """Be reachable again."""
        for endpoint in (self.http, self.https):
            if endpoint is not None:
                endpoint.start()

    def plant(self, fault: PlantedFault) -> None:
        """Plant a fault of the wire; it meets requests of both endpoints."""
        self.faults.plant(fault)

    def _endpoint(self, tls: ServerTls | None, port: int) -> HostEndpoint:
        host = self.host
        return HostEndpoint(
            self._room.new,
            {host.administrator: self._password},
            tls=tls,
            port=port,
            host=host.name,
            faults=self.faults,
            quotas=Quotas(
                max_shells_per_user=host.quotas.max_shells_per_user,
                max_envelope_kb=host.quotas.max_envelope_size_kib,
                idle_timeout_s=host.quotas.idle_timeout_ms / 1000,
            ),
        )


def _dns_name(name: str) -> str:
    """Spell a host's name as certificates have it: ASCII, and nothing that means something in a path."""
    safe = "".join(character for character in name if character.isalnum() or character == "-")
    return safe.encode("idna").decode("ascii") or "host"
