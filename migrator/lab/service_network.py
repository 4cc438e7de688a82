"""Breaks the wire of a rehearsal host when its own network breaks, and mends it when that is heard again."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Final
from uuid import UUID

from migrator.lab.service_host import ServedHost
from migrator.lab.world.model import Host
from migrator.lab.world.session_network import is_heard

_BREAK_S: Final = 1.5
"""A real host is away for some seconds while an adapter gets a switch."""


class SessionNetwork:
    """Looks at the hosts' own networks after each change of the world."""

    def __init__(self, served: Callable[[], Iterable[ServedHost]], sleep: Callable[[float], None] = time.sleep) -> None:
        self._served = served
        self._sleep = sleep
        self._known: dict[UUID, int] = {}
        self._noting = threading.Lock()
        self._breaking = threading.Lock()

    def look(self) -> None:
        """Break the wire in a thread of its own, for a change may come in over that very wire."""
        for served in self._served():
            host = served.host
            with self._noting:
                known = self._known.get(host.machine_guid, 0)
                self._known[host.machine_guid] = host.session_breaks
            if host.session_breaks != known:
                threading.Thread(target=self._break, args=(served, host), name="network", daemon=True).start()

    def _break(self, served: ServedHost, host: Host) -> None:
        with self._breaking:
            served.stop()
            self._sleep(_BREAK_S)
            if is_heard(host) and served.host is host:
                served.start()
