"""What goes wrong between the controller and a host: actions on the wire, not on the world."""

from migrator.lab.service_host import ServedHost
from migrator.lab.wire.planted import PlantedFault
from migrator.lab.world.actions import ActionRefused


class Wire:
    """Cables and switches in a person's hands; every method is an action of `migrator lab do`."""

    def __init__(self, served: ServedHost) -> None:
        self._served = served

    def unreachable(self) -> str:
        """Let the host answer nothing any more."""
        self._served.stop()
        return "the host does not answer"

    def back(self) -> str:
        """Let the host answer again."""
        self._served.start()
        return "the host answers"

    def fault(
        self,
        *,
        kind: str,
        verb: str | None = None,
        nth: int = 1,
        times: int = 1,
        seconds: float = 0.0,
        code: int = 0,
        script: str | None = None,
    ) -> str:
        """Plant a fault: delay, reset-before, reset-after, drop-answer, unavailable, shell-gone, refused."""
        data = {"kind": kind, "verb": verb, "nth": nth, "times": times, "seconds": seconds, "code": code}
        data["script"] = script
        try:
            self._served.plant(PlantedFault.from_data(data))
        except ValueError as unknown:
            raise ActionRefused(str(unknown)) from unknown
        return f"{kind} is planted"

    def heal(self) -> str:
        """Take all planted faults of the wire away."""
        self._served.faults.clear()
        return "the wire is sound"

    def deaf_switch(self) -> str:
        """Let the building's network not know what comes through a virtual switch that carries the sessions."""
        self._served.host.faults.deaf_switches = True
        return "a host on a virtual switch is not heard"

    def quota(self, *, shells: int) -> str:
        """Allow so many shells per user from now on; the host's listeners restart."""
        self._served.host.quotas.max_shells_per_user = shells
        self._served.renew()
        return f"{shells} shells per user"
