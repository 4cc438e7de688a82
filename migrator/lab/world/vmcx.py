"""Configuration files of a lab's virtual machines: what VMMS would know of one from its file alone."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Final
from zlib import crc32

from pydantic import ConfigDict, TypeAdapter, ValidationError

from migrator.lab.world.model import Checkpoint, Host, Vm
from migrator.lab.world.placing import place_of, put

_MARK: Final = b"migrator rehearsal vmcx 1\n"
_XML_MARK: Final = b"<!-- migrator rehearsal xml 1 -->\n"
_CHECKPOINT_MARK: Final = b"migrator rehearsal checkpoint 1\n"
_FILE_BYTES: Final = 4096
_XML_FILE_BYTES: Final = 3072
_CHECKPOINT_FILE_BYTES: Final = 2048
_FIRST_BINARY_VERSION: Final = 6.0
_SET: Final = "integration_services_disabled"
"""The one field whose order is chance."""

_BYTES_AS_TEXT: Final = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
_VMS: Final = TypeAdapter(tuple[Vm], config=_BYTES_AS_TEXT)
_CHECKPOINTS: Final = TypeAdapter(tuple[Checkpoint], config=_BYTES_AS_TEXT)


class NotConfiguration(Exception):
    """The bytes are no configuration of a lab's virtual machine, or a damaged one."""


def is_binary(vm: Vm) -> bool:
    """Tell whether the VM's version writes `.vmcx`; the oldest ones write `.xml`."""
    return float(vm.version or "8.0") >= _FIRST_BINARY_VERSION


def configuration_path(vm: Vm) -> str:
    """Give the path of the VM's own configuration file."""
    suffix = ".vmcx" if is_binary(vm) else ".xml"
    return f"{vm.configuration_location or vm.path}\\Virtual Machines\\{str(vm.id).upper()}{suffix}"


def checkpoint_path(vm: Vm, checkpoint: Checkpoint) -> str:
    """Give the path of a checkpoint's configuration file."""
    folder = checkpoint.path or vm.snapshot_file_location or vm.path
    suffix = ".vmcx" if is_binary(vm) else ".xml"
    return f"{folder}\\Snapshots\\{str(checkpoint.id).upper()}{suffix}"


def save_configuration(host: Host, vm: Vm) -> None:
    """Write the VM into its configuration file and each checkpoint into its own, as VMMS does after every change.

    A file that says it already keeps its time of writing. A planned VM has no files yet.
    """
    if any(one.vm is vm for one in host.planned):
        return
    put_if_other(host, configuration_path(vm), write_configuration(vm))
    for checkpoint in vm.checkpoints:
        content = _sealed(_CHECKPOINT_MARK, _CHECKPOINTS.dump_python((checkpoint,), mode="json"))
        put_if_other(host, checkpoint_path(vm, checkpoint), _padded(content, _CHECKPOINT_FILE_BYTES))


def put_if_other(host: Host, path: str, content: bytes) -> bool:
    """Write a file unless it holds these bytes; tell whether it was written."""
    place = place_of(host.volumes, path)
    if place.real.is_file() and place.real.read_bytes() == content:
        return False
    put(host.volumes, path, content)
    return True


def write_configuration(vm: Vm) -> bytes:
    """Return the file's bytes: the same for the same VM; what only a running one has is left out."""
    at_rest = replace(
        vm,
        state="Saved" if vm.state in {"Saved", "FastSaved"} else "Off",
        uptime=timedelta(),
        status=None,
        coming=None,
        smart_paging_file_in_use=False,
        memory=replace(vm.memory, assigned_bytes=None),
    )
    data = _VMS.dump_python((at_rest,), mode="json", exclude_defaults=True)
    for one in data:
        if _SET in one:
            one[_SET] = sorted(one[_SET])
    if is_binary(vm):
        return _padded(_sealed(_MARK, data), _FILE_BYTES)
    return _padded(_sealed(_XML_MARK, data), _XML_FILE_BYTES)


def read_configuration(content: bytes) -> Vm:
    """Return the VM of a configuration file: not running, with its checkpoints; raises NotConfiguration."""
    for mark in (_MARK, _XML_MARK):
        if content.startswith(mark):
            try:
                (vm,) = _VMS.validate_json(_opened(content[len(mark) :]))
            except ValidationError as fault:
                raise NotConfiguration(str(fault)) from fault
            return vm
    raise NotConfiguration(content[:16])


def _sealed(mark: bytes, data: object) -> bytes:
    text = json.dumps(data, sort_keys=True, separators=(",", ":")).encode()
    return mark + f"{len(text)} {crc32(text):08x}\n".encode() + text


def _opened(content: bytes) -> bytes:
    head, _, rest = content.partition(b"\n")
    length, _, claimed = head.partition(b" ")
    text = rest[: int(length)] if length.isdigit() else b""
    if claimed != f"{crc32(text):08x}".encode():
        raise NotConfiguration("damaged")
    return text


def _padded(content: bytes, least: int) -> bytes:
    """Files grow in steps, so that their size says little about a setting."""
    return content.ljust(-(-len(content) // least) * least, b"\0")
