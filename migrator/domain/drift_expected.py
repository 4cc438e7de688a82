"""Which differences between a virtual machine before and after are meant, or say nothing, each with its reason."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from pydantic import JsonValue


class Expected(StrEnum):
    """Why a difference is left out; the catalogue entry `drift.<...>`."""

    RUNNING = "running"
    """It follows from whether the virtual machine runs."""
    HOST_BOUND = "host-bound"
    """It names something of the host, which is another one."""
    LANGUAGE = "language"
    """The host's language, not a setting."""
    GUEST_WRITES = "guest-writes"
    """The guest wrote until it was shut down, after the inventory was taken."""
    NOT_READ_BEFORE = "not-read-before"
    """The old host's Windows does not know the setting."""
    NOT_TRAVELLING = "not-travelling"
    """The host keeps it itself; it is compared with the host's own settings."""
    START_HELD = "start-held"
    """It starts by itself again only when everything is accepted."""
    VERSION_RAISED = "version-raised"
    ADDRESS_PINNED = "address-pinned"
    SWITCH_MAPPED = "switch-mapped"
    MEDIA_EJECTED = "media-ejected"
    CHECKPOINTS_MERGED = "checkpoints-merged"
    FILES_GATHERED = "files-gathered"
    CARRIER = "carrier"
    """The physical adapters below a switch are others, as configured."""


_ALWAYS: Final[Mapping[str, Expected]] = {
    "state": Expected.RUNNING,
    "status": Expected.RUNNING,
    "uptime_s": Expected.RUNNING,
    "smart_paging_file_in_use": Expected.RUNNING,
    "ip_addresses": Expected.RUNNING,
    "attached": Expected.RUNNING,
    "switch_id": Expected.HOST_BOUND,
    "qos_policy_id": Expected.HOST_BOUND,
    "created_at": Expected.HOST_BOUND,
    "groups": Expected.NOT_TRAVELLING,
    "used_by": Expected.NOT_TRAVELLING,
    "data_write_guid": Expected.GUEST_WRITES,
    "last_written_at": Expected.GUEST_WRITES,
    "file_bytes": Expected.GUEST_WRITES,
}
_ON_SWITCHES: Final[Mapping[str, Expected]] = {
    "id": Expected.HOST_BOUND,
    "adapter_descriptions": Expected.CARRIER,
    "load_balancing_algorithm": Expected.CARRIER,
    "teaming_mode": Expected.CARRIER,
    "embedded_teaming": Expected.CARRIER,
}
_ON_HOST: Final[Mapping[str, Expected]] = {
    "supported_versions": Expected.HOST_BOUND,
    "fibre_channel_wwnn": Expected.HOST_BOUND,
    "fibre_channel_wwpn_minimum": Expected.HOST_BOUND,
    "fibre_channel_wwpn_maximum": Expected.HOST_BOUND,
    "iov_support": Expected.HOST_BOUND,
}
_RELEASE_BOUND: Final = frozenset({"automatic_checkpoints", "bind_to_host_tpm", "is_automatic"})
_PATHS: Final = frozenset(
    {"configuration_location", "path", "snapshot_file_location", "smart_paging_file_path", "parent_path"}
)


def why_left_out(
    at: tuple[str, ...], was: JsonValue, now: JsonValue, expects: frozenset[str], switches: Mapping[str, str]
) -> Expected | None:
    """Return why a difference is no drift; None where it is.

    `at` is the thing (empty for the virtual machine itself), the field and its members.
    """
    thing, leaf = at[0], at[-1]
    if thing == "host":
        return _ON_HOST.get(at[1])
    if thing.startswith("switch "):
        return _ON_SWITCHES.get(leaf) or _ALWAYS.get(leaf)
    if "integration_services" in at and leaf in {"name", "status"}:
        return Expected.LANGUAGE if leaf == "name" else Expected.RUNNING
    if leaf in _RELEASE_BOUND and was is None:
        return Expected.NOT_READ_BEFORE
    return _ALWAYS.get(leaf) or _planned(at, was, now, expects, switches)


def _planned(
    at: tuple[str, ...], was: JsonValue, now: JsonValue, expects: frozenset[str], switches: Mapping[str, str]
) -> Expected | None:
    thing, leaf = at[0], at[-1]
    merged = thing.startswith(("disk ", "checkpoint ")) and now is None
    answers: Mapping[Expected, bool] = {
        Expected.START_HELD: leaf in {"automatic_start_action", "automatic_start_delay_s"}
        and "start-action-held" in expects,
        Expected.VERSION_RAISED: leaf == "version" and "version-raised" in expects,
        Expected.ADDRESS_PINNED: _is_pinning(leaf, was, now, expects),
        Expected.SWITCH_MAPPED: leaf == "switch_name" and isinstance(was, str) and switches.get(was) == now,
        Expected.MEDIA_EJECTED: "dvd_drives" in at and leaf in {"path", "media_type"} and "iso-ejected" in expects,
        Expected.CHECKPOINTS_MERGED: "checkpoints-merged" in expects and (merged or _is_of_chain(at)),
        Expected.FILES_GATHERED: "paths-changed" in expects and leaf in _PATHS,
    }
    return next((reason for reason, holds in answers.items() if holds), None)


def _is_pinning(leaf: str, was: JsonValue, now: JsonValue, expects: frozenset[str]) -> bool:
    """Tell whether only the address's being dynamic has changed: another address is drift."""
    return "address-pinned" in expects and leaf == "dynamic_mac_address" and was is True and now is False


def _is_of_chain(at: tuple[str, ...]) -> bool:
    own_drive = at[0] == "" and len(at) > 1 and at[1] in {"hard_disk_drives", "parent_checkpoint_id"}
    return (own_drive and at[-1] in {"path", "parent_checkpoint_id"}) or (at[0].startswith("disk ") and len(at) == 1)
