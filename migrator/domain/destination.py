"""The destination host as a person declares it before it exists."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from migrator.domain.inventory.host import CpuVendor
from migrator.domain.model import Model

_UNITS = {
    "B": 1,
    "KB": 10**3,
    "MB": 10**6,
    "GB": 10**9,
    "TB": 10**12,
    "KIB": 2**10,
    "MIB": 2**20,
    "GIB": 2**30,
    "TIB": 2**40,
}
_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?([KMGT]i?B|B)", re.IGNORECASE)


def _bytes_of(value: object) -> object:
    if not isinstance(value, str):
        return value
    match = _SIZE.fullmatch(value.strip())
    if match is None:
        return value
    return int(float(match[1]) * _UNITS[match[2].upper()])


HumanBytes = Annotated[
    int,
    BeforeValidator(_bytes_of, json_schema_input_type=int | Annotated[str, StringConstraints(pattern=_SIZE.pattern)]),
    Field(ge=0),
]
"""Bytes as a number, or as people write them: `4 TB` (decimal, as on the box of a disk) or `64 GiB` (binary, memory)."""

DriveLetter = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
"""One upper-case letter without colon."""


class Release(StrEnum):
    """Windows Server release, by the year in its name."""

    SERVER_2016 = "2016"
    SERVER_2019 = "2019"
    SERVER_2022 = "2022"
    SERVER_2025 = "2025"


class Edition(StrEnum):
    """What the edition decides: the number of virtual machines that are licensed, and automatic activation."""

    STANDARD = "standard"
    DATACENTER = "datacenter"
    HYPER_V_SERVER = "hyper-v-server"


class DeclaredVolume(Model):
    """A volume of the destination host."""

    size_bytes: HumanBytes
    label: str = ""
    physical_sector_bytes: int = 4096
    """512, or 4096 (also for disks that emulate 512)."""


class DeclaredAdapter(Model):
    """A physical network adapter of the destination host; `name` is how the mapping of switches speaks of it."""

    name: str = Field(min_length=1)
    mac_address: str | None = Field(default=None, pattern=r"^[0-9A-F]{12}$")
    """Twelve upper-case hex digits; how the adapter is recognised once the host is there."""
    description: str = ""


def _release(value: object) -> object:
    # In YAML, `release: 2025` is a number.
    return str(value) if type(value) is int else value


class DestinationHost(Model):
    """Everything that rules and plan need to know of a host that nobody can ask yet."""

    name: str = Field(min_length=1)
    release: Annotated[Release, BeforeValidator(_release, json_schema_input_type=Release | int)]
    edition: Edition = Edition.STANDARD
    cpu_vendor: CpuVendor
    logical_processors: int = Field(ge=1)
    memory_bytes: HumanBytes
    numa_nodes: int = Field(default=1, ge=1)
    numa_spanning_enabled: bool = True
    domain_joined: bool = False
    volumes: dict[DriveLetter, DeclaredVolume] = Field(min_length=1)
    """By drive letter: files come back under the path they had."""
    physical_adapters: tuple[DeclaredAdapter, ...] = ()
