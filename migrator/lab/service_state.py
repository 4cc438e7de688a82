"""What the control channel tells of a world: a summary for people and tests, and what was asked of the host."""

from migrator.lab.control import Answer, JsonValue
from migrator.lab.service_host import ServedHost
from migrator.lab.world.model import Host, PhysicalDisk, World
from migrator.lab.world.scenario import ADDRESS, DESTINATION, scale_of


def state_of(world: World, served: ServedHost) -> Answer:
    """Summarise the world as it is now."""
    scale = scale_of(world)
    return {
        "now": world.now.isoformat(),
        "seed": world.seed,
        "host": _host(world.hosts[ADDRESS]),
        "new_host": _host(world.hosts[DESTINATION]) if DESTINATION in world.hosts else None,
        "fingerprint": served.fingerprint,
        "shelf": [_disk(disk) for disk in world.shelf],
        "declared_bytes": scale.declared_bytes,
        "real_bytes": scale.real_bytes,
    }


def calls_of(served: ServedHost) -> Answer:
    """Tell every cmdlet call, every run of a script that the python engine knows, and every request so far."""
    requests: list[JsonValue] = []
    for name, endpoint in (("http", served.http), ("https", served.https)):
        requests += [f"{name} {entry.action}" for entry in (endpoint.log if endpoint is not None else [])]
    return {
        "cmdlets": [call.command for call in served.calls],
        "scripts": list(served.scripts.names),
        "requests": requests,
    }


def _host(host: Host) -> Answer:
    return {
        "name": host.name,
        "release": host.release,
        "machine_guid": str(host.machine_guid),
        "virtual_machines": [{"name": vm.name, "id": str(vm.id), "state": vm.state} for vm in host.vms],
        "disks": [_disk(disk) for disk in host.disks],
    }


def _disk(disk: PhysicalDisk) -> Answer:
    return {
        "number": disk.number,
        "name": disk.friendly_name,
        "bus": disk.bus_type,
        "volumes": [
            {"letter": v.drive_letter, "label": v.label, "root": str(v.root), "free_bytes": v.free_bytes}
            for v in disk.volumes
        ],
    }
