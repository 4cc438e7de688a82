"""What the lab's process leaves in its folder for people and clients: addresses, secrets, a ready configuration."""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ruamel.yaml import YAML

from migrator.hyperv.scripts import load_script, shipped_scripts
from migrator.lab.world.model import PhysicalDisk, World
from migrator.lab.world.scenario import ADDRESS
from migrator.lab.world.scenario_schema import DiskSpec, HostSpec, Scenario, SwitchSpec

LAB_FILE = "lab.json"
CONFIG_FILE = "migrator.yaml"
MARK_FILE = ".migrator-lab"
MARK = "This folder belongs to `migrator lab`, which may remove the folder `world` in it.\n"
"""Content of the mark file: only a folder that has it may lose its world to a new lab."""
PASSWORD_FILE = "password"  # noqa: S105 the name of a file
PASSWORD_VARIABLE = "MIGRATOR_LAB_PASSWORD"  # noqa: S105 the name of a variable
"""The environment variable from which the ready configuration takes the password."""


def shipped_scripts_sha256() -> str:
    """Return the digest of all scripts of this version."""
    said = hashlib.sha256()
    for name in shipped_scripts():
        said.update(f"{name}\n{load_script(name).text}\n".encode())
    return said.hexdigest()


@dataclass(frozen=True)
class LabFile:
    """Where a lab is; the password is in a file of its own, the token is here: nobody else may read either."""

    scenario: str
    engine: str
    seed: int
    pid: int
    address: str
    http_port: int
    https_port: int
    control_port: int
    token: str
    user: str
    ca_file: str
    """Signed the certificate of the source host."""
    destination_ca_file: str
    """Signed that of the host after the rebuild, a stranger."""
    password_file: str
    config_file: str
    scripts_sha256: str = ""
    """Of the scripts that the lab was started with; empty in a file of an older version."""

    def write(self, folder: Path) -> None:
        """Write it into the lab's folder, replacing what was there."""
        write_private(folder / LAB_FILE, json.dumps(asdict(self), indent=2) + "\n")

    @classmethod
    def read(cls, folder: Path) -> "LabFile":
        """Read it from the lab's folder."""
        return cls(**json.loads((folder / LAB_FILE).read_text(encoding="utf-8")))


def write_private(file: Path, text: str) -> None:
    """Write a file that only this user can read, whole or not at all."""
    beside = file.with_name(file.name + ".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(text)
    beside.replace(file)


def write_config(
    file: Path, lab: LabFile, world: World, scenario: Scenario, destination: dict[str, object] | None = None
) -> None:
    """Write a configuration with which every command works: source, declared destination, switches, both disks.

    `destination` has what differs for a host that stands beside the other one: its port and its user.
    """
    config = {
        "schema_version": 1,
        "name": "rehearsal",
        "playbook": scenario.playbook,
        "source": {"connection": _connection(lab, lab.ca_file)},
        "destination": {
            "connection": {**_connection(lab, lab.destination_ca_file), **({} if destination is None else destination)},
            "host": _destination(scenario.destination, _surviving(scenario)),
        },
        "switches": [
            {"switch": switch.name, "adapters": _adapters(switch, scenario)} for switch in scenario.source.switches
        ],
        "external_disks": {
            name: {"size_bytes": disk.size_bytes, "serial_number": disk.serial_number}
            for name, disk in zip("ab", _usb_disks(world), strict=False)
        },
    }
    yaml = YAML()
    yaml.default_flow_style = False
    with file.open("w", encoding="utf-8") as opened:
        opened.write(
            f"# Written by `migrator lab up {lab.scenario}`: rehearsal hosts on this machine.\n"
            f"# The password is taken from the environment variable {PASSWORD_VARIABLE}.\n"
        )
        yaml.dump(config, opened)


def _connection(lab: LabFile, ca_file: str) -> dict[str, object]:
    return {
        "address": "127.0.0.1",
        "port": lab.https_port,
        "user": lab.user,
        "ca_file": ca_file,
        "password_from": {"store": "environment", "name": PASSWORD_VARIABLE},
    }


def _surviving(scenario: Scenario) -> list[DiskSpec]:
    return [disk for disk in scenario.source.disks if any(volume.letter in scenario.keeps for volume in disk.volumes)]


def _destination(spec: HostSpec, surviving: Sequence[DiskSpec] = ()) -> dict[str, object]:
    edition = str(spec.settings.get("edition", "Standard")).lower().replace(" ", "-")
    vendors = {"GenuineIntel": "intel", "AuthenticAMD": "amd"}
    return {
        "name": spec.name,
        "release": spec.release,
        "edition": edition,
        "cpu_vendor": vendors.get(spec.cpu.manufacturer, "other"),
        "logical_processors": spec.cpu.sockets * spec.cpu.logical_per_socket,
        "memory_bytes": spec.memory,
        "numa_nodes": spec.cpu.numa_nodes,
        "domain_joined": bool(spec.settings.get("domain_joined", False)),
        "volumes": {
            volume.letter: {"size_bytes": volume.size if volume.size is not None else disk.size, "label": volume.label}
            for disk in (*spec.disks, *surviving)
            for volume in disk.volumes
            if volume.letter is not None
        },
        "physical_adapters": [{"name": adapter.name, "description": adapter.description} for adapter in spec.adapters],
    }


def _adapters(switch: SwitchSpec, scenario: Scenario) -> list[str]:
    """Map the n-th external switch to the n-th adapter of the new hardware; a person would choose."""
    if switch.type != "External":
        return []
    external = [other.name for other in scenario.source.switches if other.type == "External"]
    names = [adapter.name for adapter in scenario.destination.adapters]
    index = external.index(switch.name)
    return [names[index]] if index < len(names) else []


def _usb_disks(world: World) -> list[PhysicalDisk]:
    plugged = world.hosts[ADDRESS].disks
    return [disk for disk in (*plugged, *world.shelf) if disk.bus_type == "USB"]
