"""How virtual machines are started on the new host, and what shows that they are well."""

from pydantic import Field

from migrator.domain.model import Model


class Probe(Model):
    """A port that must answer, tried from this computer."""

    port: int = Field(ge=1, le=65_535)
    address: str | None = Field(default=None, min_length=1)
    """Where; left out, the first address that the guest tells."""


class HealthOf(Model):
    """Another choice for one virtual machine; what is left out is as for all."""

    vm: str = Field(min_length=1)
    """Name or id."""
    time_limit_s: int | None = Field(default=None, ge=0, le=3600)
    probes: tuple[Probe, ...] = ()


class Health(Model):
    """Choices for all virtual machines."""

    pause_between_starts_s: int = Field(default=0, ge=0, le=3600)
    """Before each start, so that not all read their disks at once."""
    time_limit_s: int = Field(default=300, ge=0, le=3600)
    """For heartbeat and addresses after the start."""
    exceptions: tuple[HealthOf, ...] = ()

    def of(self, name: str, vm_id: str) -> HealthOf:
        """Return the choices for one virtual machine."""
        for one in self.exceptions:
            if one.vm.casefold() in {name.casefold(), vm_id.casefold()}:
                limit = self.time_limit_s if one.time_limit_s is None else one.time_limit_s
                return HealthOf(vm=name, time_limit_s=limit, probes=one.probes)
        return HealthOf(vm=name or vm_id, time_limit_s=self.time_limit_s)
