"""Replaces names, addresses and ids in a script's documents, the same by the same, so that the whole keeps its meaning.

What is not known to be harmless is replaced: a field that is new here is hidden until somebody lists it.
"""

import hashlib
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

KEPT_FIELDS = frozenset(
    """
    error_id attributes vhd_format vhd_type state status checkpoint_type start_mode kind mode controller_type media_type
    file_system health operational_status bus_type partition_style partition_type bitlocker_protection drive_letter
    level log provider version os_version os_caption os_language time_zone powershell_version hyperv_module_version
    firmware_version driver_version vendor automatic_start_action automatic_stop_action replication_mode replication_state
    switch_type teaming_mode load_balancing_algorithm bandwidth_reservation_mode port_mirroring secure_boot_template
    integration_services_version os_name script category cluster_bytes language_mode edition component_id
    virtual_machine_migration_authentication_type virtual_machine_migration_performance_option command missing_parameters
    """.split()  # noqa: SIM905 - forty words read better as text
)
"""Fields whose words come from Windows, not from the people who use it."""

_KEPT_COMPONENTS = frozenset(
    {
        "virtual machines",
        "virtual hard disks",
        "snapshots",
        "windows",
        "programdata",
        "microsoft",
        "users",
        "public",
        "documents",
        "program files",
        "hyper-v",
        "system32",
        "$recycle.bin",
        "system volume information",
        "pagefile.sys",
        "",
    }
)
_UUID = re.compile(r"(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_MAC = re.compile(r"(?i)[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_PATH = re.compile(r"(?i)(?:[a-z]:|\\\\[^\\]+)\\")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")


@dataclass(frozen=True)
class Anonymiser:
    """Replaces by a keyed digest: without `salt` (never written down) nobody can try names against the result."""

    salt: str
    names: Mapping[str, str] = field(default_factory=dict)
    """What stands for known names, by the name in lower case: `vm-1` reads better than a digest."""

    def document(self, document: Mapping[str, Json]) -> dict[str, Json]:
        """Return the document with every value that could name somebody replaced."""
        return {name: self._value(name, value) for name, value in document.items()}

    def text(self, text: str) -> str:
        """Return the replacement of one text outside a document, such as an error's words."""
        return self._text(text)

    def _value(self, field: str, value: Json) -> Json:
        if isinstance(value, dict):
            return self.document(value)
        if isinstance(value, list):
            return [self._value(field, item) for item in value]
        if not isinstance(value, str) or not value or field in KEPT_FIELDS:
            return value
        return self._text(value)

    def _text(self, text: str) -> str:
        if text.lower() in self.names or _TIME.fullmatch(text):
            return self.names.get(text.lower(), text)
        if _PATH.match(text):
            return "\\".join(self.component(part) for part in text.split("\\"))
        if _UUID.search(text):
            return self._with_ids(text)
        if _MAC.fullmatch(text):
            return text if set(text) == {"0"} else text[:6] + self._digest(text)[:6].upper()
        address, slash, prefix = text.partition("/")
        if _is_address(address):
            return self._address(address) + slash + prefix
        return "text-" + self._digest(text)[:8]

    def _with_ids(self, text: str) -> str:
        """Replace the ids in place; what stands around them is replaced too unless it is punctuation of an id."""
        rest = _UUID.sub("", text)
        if rest.strip("{}\\?:/ ").lower() not in {"", "volume", "microsoft"}:
            return "text-" + self._digest(text)[:8]
        return _UUID.sub(lambda found: self._uuid(found.group()), text)

    def _uuid(self, text: str) -> str:
        return str(UUID(self._digest(text)[:32]))

    def component(self, part: str) -> str:
        """Return the replacement of one part of a path; its extension stays."""
        if part.lower() in _KEPT_COMPONENTS or re.fullmatch(r"(?i)[a-z]:|\?|\.", part):
            return part
        found = _EXTENSION.search(part)
        extension = found.group() if found else ""
        stem = part[: len(part) - len(extension)]
        if stem.lower() in self.names:
            return self.names[stem.lower()] + extension
        if _UUID.fullmatch(stem) or re.fullmatch(r"(?i)volume\{.*\}", stem):
            return _UUID.sub(lambda match: self._uuid(match.group()), stem) + extension
        return "text-" + self._digest(stem)[:8] + extension

    def _address(self, text: str) -> str:
        number = int(self._digest(text)[:8], 16)
        if ":" in text:
            return str(ipaddress.IPv6Address((0x20010DB8 << 96) + number))
        # 198.18.0.0/15 is set aside for tests (RFC 2544)
        return str(ipaddress.IPv4Address(int(ipaddress.IPv4Address("198.18.0.0")) + number % (1 << 17)))

    def _digest(self, text: str) -> str:
        return hashlib.blake2b(text.lower().encode(), key=self.salt.encode()[:64]).hexdigest()


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
