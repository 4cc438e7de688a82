"""The destination host as it stands there: judged by the plan's own rules, and against what was declared."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Protocol

from migrator.domain.concern import Concern, Severity
from migrator.domain.config import Config
from migrator.domain.destination import DeclaredVolume, DestinationHost, Edition, Release
from migrator.domain.inventory.host import Host
from migrator.domain.inventory.storage import Volume
from migrator.domain.inventory.whole import Inventory
from migrator.domain.new_host.judging import FoundValue, host_subject, judged
from migrator.domain.rules.every import RULES
from migrator.domain.rules.rule import Case

_BUILDS = {
    Release.SERVER_2016: 14393,
    Release.SERVER_2019: 17763,
    Release.SERVER_2022: 20348,
    Release.SERVER_2025: 26100,
}
_EDITIONS = {7: Edition.STANDARD, 8: Edition.DATACENTER, 42: Edition.HYPER_V_SERVER}
_NOTICED = timedelta(minutes=1)
_REFUSED = timedelta(minutes=5)
"""Kerberos refuses a clock that is further off."""
_FOREIGN = timedelta(days=1)
_LEAST_SHARE = 0.95
"""A volume, or memory, is never quite as large as the box says."""


class HostClock(Protocol):
    """Who tells the time."""

    @property
    def name(self) -> str:
        """Name of the host."""
        ...

    @property
    def clock(self) -> datetime:
        """What its clock shows."""
        ...


def release_of(build: int) -> Release | None:
    """Return the release of an OS build; a newer build than the newest counts as that, an older one as none."""
    fitting = [release for release, least in _BUILDS.items() if build >= least]
    return fitting[-1] if fitting else None


def as_it_stands(declared: DestinationHost, host: Host, volumes: Iterable[Volume]) -> DestinationHost:
    """Return the declaration with what the host says in its place; adapters are as declared."""
    there = {
        one.drive_letter: DeclaredVolume(size_bytes=one.size_bytes, label=one.label)
        for one in volumes
        if one.drive_letter is not None
    }
    return declared.model_copy(
        update={
            "release": release_of(host.os_build) or declared.release,
            "edition": _EDITIONS.get(host.os_sku, declared.edition),
            "cpu_vendor": host.processors[0].vendor,
            "logical_processors": sum(one.logical_processor_count for one in host.processors),
            "memory_bytes": host.memory_bytes,
            "numa_nodes": max(len(host.numa_nodes), 1),
            "domain_joined": host.domain_joined,
            "volumes": there or declared.volumes,
        }
    )


def new_concerns(inventory: Inventory, config: Config, actual: DestinationHost) -> tuple[Concern, ...]:
    """Return what the plan's rules say of the host as it stands and did not say of the host as declared."""
    destination = config.destination.model_copy(update={"host": actual})
    before = _all(Case(inventory, config))
    return tuple(
        one
        for one in _all(Case(inventory, config.model_copy(update={"destination": destination})))
        if one not in before
    )


def host_concerns(declared: DestinationHost, host: Host, source: Host) -> Iterator[Concern]:
    """Yield each thing in which the host is less than, or other than, what was declared or what the source was."""
    subject = host_subject(host.name)
    actual = as_it_stands(declared, host, ())
    release = release_of(host.os_build)
    if release is not declared.release:
        older = release is None or release.value < declared.release.value
        found: dict[str, FoundValue] = {
            "declared": declared.release.value,
            "caption": host.os_caption,
            "build": host.os_build,
        }
        severity = Severity.BLOCKER if older else Severity.WARNING
        yield judged("destination.other-release", severity, subject, found)
    for name, told, is_so, severity in (
        ("edition", declared.edition.value, actual.edition.value, Severity.WARNING),
        ("cpu-vendor", declared.cpu_vendor.value, actual.cpu_vendor.value, Severity.BLOCKER),
        ("numa-nodes", declared.numa_nodes, actual.numa_nodes, Severity.WARNING),
    ):
        if told != is_so:
            yield judged(f"destination.other-{name}", severity, subject, {"declared": told, "found": is_so})
    if actual.logical_processors < declared.logical_processors:
        counts = {"declared": declared.logical_processors, "found": actual.logical_processors}
        yield judged("destination.fewer-processors", Severity.WARNING, subject, counts)
    if actual.memory_bytes < declared.memory_bytes * _LEAST_SHARE:
        sizes = {"declared_bytes": declared.memory_bytes, "found_bytes": actual.memory_bytes}
        yield judged("destination.less-memory", Severity.WARNING, subject, sizes)
    if host.ecc_memory is False and source.ecc_memory:
        yield judged("destination.memory-without-ecc", Severity.WARNING, subject, {})
    if host.time_zone != source.time_zone:
        zones = {"source": source.time_zone, "found": host.time_zone}
        yield judged("destination.other-time-zone", Severity.WARNING, subject, zones)


def clock_concerns(host: HostClock, inventory: Inventory, now: datetime) -> Iterator[Concern]:
    """Yield a concern where the host's clock is off; a domain controller hands its time on to everybody.

    The clock of this computer is the measure, unless the old host was more than a day away from it when it was read:
    then one of the two is wrong (or this is a rehearsal), and only a day more says anything.
    """
    before = inventory.host.clock - inventory.taken_at
    foreign = abs(before) > _FOREIGN
    off = abs(host.clock - now - (before if foreign else timedelta()))
    if off > (_FOREIGN if foreign else _NOTICED):
        severity = Severity.BLOCKER if off > _REFUSED else Severity.WARNING
        minutes = round(off.total_seconds() / 60)
        yield judged("destination.clock-off", severity, host_subject(host.name), {"minutes": minutes})


def volume_concerns(declared: DestinationHost, host: str, volumes: Iterable[Volume]) -> Iterator[Concern]:
    """Yield each declared volume that is there and smaller than told; a missing one is a plan's rule."""
    there = {one.drive_letter: one for one in volumes if one.drive_letter is not None}
    for letter, told in sorted(declared.volumes.items()):
        found = there.get(letter)
        if found is None:
            continue
        if found.size_bytes < told.size_bytes * _LEAST_SHARE:
            sizes: dict[str, FoundValue] = {
                "volume": f"{letter}:",
                "declared_bytes": told.size_bytes,
                "found_bytes": found.size_bytes,
            }
            yield judged("destination.smaller-volume", Severity.WARNING, host_subject(host), sizes)
        if found.file_system not in {"NTFS", "ReFS"}:
            kind = {"volume": f"{letter}:", "file_system": found.file_system}
            yield judged("destination.file-system", Severity.BLOCKER, host_subject(host), kind)
        if found.health not in {"Healthy", ""}:
            health = {"volume": f"{letter}:", "health": found.health}
            yield judged("destination.volume-unhealthy", Severity.BLOCKER, host_subject(host), health)


def _all(case: Case) -> tuple[Concern, ...]:
    return tuple(concern for rule in RULES for concern in rule.concerns(case))
