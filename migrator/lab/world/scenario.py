"""Making a world of a scenario: reading the YAML, building both hosts and the disks that are carried."""

import os
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from migrator.lab.world.host_building import build_disk, build_host
from migrator.lab.world.model import Host, PhysicalDisk, World
from migrator.lab.world.placing import NoSuchVolume
from migrator.lab.world.scenario_schema import HostSpec, Scenario
from migrator.lab.world.seeding import Seeding
from migrator.lab.world.settings import SettingRefused
from migrator.lab.world.vm_building import NoDiskToCheckpoint, build_vms

ADDRESS = "hyperv.lab"
"""Where the box answers: before the rebuild the source host, after it a stranger."""
DESTINATION = "hyperv-new.lab"
"""Where the destination host answers in a world that has both at once."""
DEFAULT_SEED = 1
_DAYS_OF_FILES_S = 30 * 24 * 3600


class ScenarioRefused(Exception):
    """The scenario is not there, or not what a scenario may be; `faults` has all that is wrong."""

    def __init__(self, scenario: str, faults: tuple[str, ...]) -> None:
        super().__init__(f"{scenario}: " + "; ".join(faults))
        self.scenario = scenario
        self.faults = faults


@dataclass(frozen=True)
class Scale:
    """How large the world says its virtual hard disks are, and what they take on this machine."""

    declared_bytes: int
    real_bytes: int


def scenario_names() -> tuple[str, ...]:
    """Return the names of the shipped scenarios."""
    found = files("migrator.lab").joinpath("scenarios").iterdir()
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in found if entry.name.endswith(".yaml")))


def read_scenario(name_or_path: str) -> Scenario:
    """Read a shipped scenario by its name, or any by its path."""
    if name_or_path in scenario_names():
        text = files("migrator.lab").joinpath("scenarios", f"{name_or_path}.yaml").read_text(encoding="utf-8")
    elif Path(name_or_path).is_file():
        text = Path(name_or_path).read_text(encoding="utf-8")
    else:
        raise ScenarioRefused(name_or_path, (f"no such file, and none of {', '.join(scenario_names())}",))
    try:
        return Scenario.model_validate(YAML(typ="safe", pure=True).load(text))
    except YAMLError as refused:
        raise ScenarioRefused(name_or_path, (str(refused),)) from refused
    except ValidationError as refused:
        faults = tuple(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in refused.errors())
        raise ScenarioRefused(name_or_path, faults) from refused


def load_scenario(name_or_path: str, folder: Path, seed: int = DEFAULT_SEED) -> World:
    """Build the world with its real files below `folder`, which must not have one yet."""
    return build_world(read_scenario(name_or_path), folder, seed, name=name_or_path)


def build_world(scenario: Scenario, folder: Path, seed: int = DEFAULT_SEED, *, name: str = "scenario") -> World:
    """Build the source host at `ADDRESS`, with its VMs, and the external disks."""
    seeding = Seeding(seed)
    world = World(seed=seed, now=scenario.clock)
    try:
        host = build_host(scenario.source, seeding, "source", folder)
        world.hosts[ADDRESS] = host
        for disk in build_external_disks(scenario, seeding, folder):
            if scenario.plugged:
                world.plug(disk, host)
            else:
                world.shelf.append(disk)
        build_vms(host, scenario.source, seeding)
        if scenario.side_by_side:
            new = world.hosts[DESTINATION] = build_host(scenario.destination, seeding, "destination", folder)
            new.installed_at = new.booted_at = world.now
            reckon_free_space(new, scenario.destination)
    except (SettingRefused, NoSuchVolume, NoDiskToCheckpoint) as refused:
        raise ScenarioRefused(name, (f"{type(refused).__name__}: {refused}",)) from refused
    reckon_free_space(host, scenario.source)
    _date_files(folder, scenario, seeding)
    return world


def build_external_disks(scenario: Scenario, seeding: Seeding, folder: Path) -> list[PhysicalDisk]:
    """Build the disks that are carried; their letters are given by the host they are plugged into."""
    first = len(scenario.source.disks)
    return [
        build_disk(spec, first + index, seeding, f"external/{index}", folder)
        for index, spec in enumerate(scenario.external_disks)
    ]


def reckon_free_space(host: Host, spec: HostSpec) -> None:
    """Take what the files declare off the free space of their volumes, but for those of which the scenario tells it."""
    told = {
        volume.letter for disk in spec.disks for volume in disk.volumes if volume.free is not None and volume.letter
    }
    for volume in (v for v in host.volumes if v.drive_letter not in told):
        declared = sum(file.size_bytes or 0 for file in volume.files.values())
        volume.free_bytes = max(volume.free_bytes - declared, 0)


def _date_files(folder: Path, scenario: Scenario, seeding: Seeding) -> None:
    """Give every file and folder a time of the days before, the same for the same seed."""
    now = scenario.clock.timestamp()
    for real in sorted(folder.rglob("*"), reverse=True):
        words = real.relative_to(folder).parts
        written = now - 3600 - seeding.guid("written", *words).int % _DAYS_OF_FILES_S
        os.utime(real, (written, written))


def scale_of(world: World) -> Scale:
    """Add up the virtual hard disks of all hosts."""
    declared = real = 0
    for host in world.hosts.values():
        for volume in host.volumes:
            declared += sum(disk.size_bytes for disk in volume.virtual_disks.values())
            real += sum(file.stat().st_blocks * 512 for file in volume.root.rglob("*.*vhd*"))
    return Scale(declared, real)
