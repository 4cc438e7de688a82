"""The virtual hard disk files of a host: real small files with what the host declares of them, chains in order."""

from pathlib import PureWindowsPath

from migrator.lab.world.declared_disk import declare_disk
from migrator.lab.world.model import Host, VirtualDiskFile
from migrator.lab.world.placing import Place, place_of
from migrator.lab.world.scenario_schema import VmDiskSpec
from migrator.lab.world.seeding import Seeding
from migrator.lab.world.vhd import VhdFooter, write_vhd
from migrator.lab.world.vhdx import Parent, Vhdx, read_data_write_guid, write_vhdx
from migrator.lab.world.vhdx_layout import MIB

REAL_SIZE_BYTES = 16 * MIB
"""What a guest would see of the small files."""
PAYLOAD_BYTES = 64 * 1024
_DIFFERENCING_BLOCK_BYTES = 2 * MIB


class DiskFiles:
    """Makes each file once, however many VMs name it."""

    def __init__(self, host: Host, seeding: Seeding) -> None:
        self._host = host
        self._seeding = seeding

    def make(self, path: str, spec: VmDiskSpec) -> None:
        """Make the file and, before it, a parent that does not exist yet."""
        place = place_of(self._host.volumes, path)
        if place.key in place.volume.virtual_disks:
            return
        if spec.parent is not None:
            self.make(spec.parent, VmDiskSpec(size=spec.size))
        declared = VirtualDiskFile(
            size_bytes=spec.size,
            file_bytes=spec.used,
            vhd_format="VHD" if PureWindowsPath(path).suffix.lower() in {".vhd", ".avhd"} else "VHDX",
            vhd_type=spec.type,
            parent_path=spec.parent,
            identifier=spec.identifier or self._seeding.guid("disk-identifier", path),
        )
        if spec.type == "Differencing":
            declared.block_bytes = _DIFFERENCING_BLOCK_BYTES
        elif spec.type == "Fixed":
            declared.block_bytes = 0
        place.volume.virtual_disks[place.key] = declared
        place.declare(spec.used, spec.attributes)
        self._write(place, path, declared)

    def _write(self, place: Place, path: str, declared: VirtualDiskFile) -> None:
        real = place.real
        real.parent.mkdir(parents=True, exist_ok=True)
        identifier = declared.identifier or self._seeding.guid("disk-identifier", path)
        payload = self._seeding.content(PAYLOAD_BYTES, "payload", path)
        if declared.vhd_format == "VHD":
            footer = VhdFooter(identifier, self._host.installed_at, PAYLOAD_BYTES, declare_disk(declared))
            write_vhd(real, footer, payload)
            return
        vhdx = Vhdx(
            file_write_guid=self._seeding.guid("file-write", path),
            data_write_guid=self._seeding.guid("data-write", path),
            disk_identifier=identifier,
            size_bytes=REAL_SIZE_BYTES,
            fixed=declared.vhd_type == "Fixed",
            parent=self._parent(path, declared.parent_path),
            logical_sector_bytes=declared.logical_sector_bytes,
            physical_sector_bytes=declared.physical_sector_bytes,
            declared=declare_disk(declared),
        )
        write_vhdx(real, vhdx, payload)

    def _parent(self, path: str, parent_path: str | None) -> Parent | None:
        if parent_path is None:
            return None
        place = place_of(self._host.volumes, parent_path)
        return Parent(
            data_write_guid=read_data_write_guid(place.real),
            relative_path=_relative(path, parent_path),
            volume_path=place.volume.unique_id + place.relative,
            absolute_win32_path=parent_path,
        )


def _relative(path: str, parent: str) -> str:
    own, other = PureWindowsPath(path).parent.parts, PureWindowsPath(parent).parts
    common = 0
    while common < min(len(own), len(other) - 1) and own[common].lower() == other[common].lower():
        common += 1
    up = [".."] * (len(own) - common)
    return "\\".join([*(up or ["."]), *other[common:]])
