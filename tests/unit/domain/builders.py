"""A small, healthy host built by hand, and ways to change one thing of it."""

from uuid import UUID

from migrator.domain.config import Config
from migrator.domain.config_faults import validate_config
from migrator.domain.inventory.disks import Checkpoint, VhdFormat, VhdType, VirtualHardDisk
from migrator.domain.inventory.guests import Guest
from migrator.domain.inventory.security import VMSecurity
from migrator.domain.inventory.storage import FolderEntry
from migrator.domain.inventory.virtual_machine import VMState
from migrator.domain.inventory.whole import Inventory
from tests.unit.domain.host_builders import (
    GIB,
    NOW,
    SWITCH_ID,
    host,
    network_adapter,
    path,
    physical_disk,
    switch,
    volume,
)
from tests.unit.domain.vm_builders import SHUTDOWN, UNTAGGED, adapter, drive, vm

__all__ = [
    "GIB",
    "NOW",
    "SHUTDOWN",
    "SWITCH_ID",
    "UNTAGGED",
    "adapter",
    "drive",
    "host",
    "network_adapter",
    "path",
    "physical_disk",
    "switch",
    "vm",
    "volume",
]

DC_ID = UUID("3f2a91bc-0000-4000-8000-000000000001")
APP_ID = UUID("7c10de44-0000-4000-8000-000000000002")


def disk(text: str, *used_by: UUID, **changes: object) -> VirtualHardDisk:
    """Return a dynamic disk of 100 GiB of which 40 are taken."""
    plain = VirtualHardDisk(
        path=path(text),
        found=True,
        error_id=None,
        used_by=used_by,
        vhd_format=VhdFormat.VHDX,
        vhd_type=VhdType.DYNAMIC,
        size_bytes=100 * GIB,
        file_bytes=40 * GIB,
        block_bytes=32 * 1024**2,
        logical_sector_bytes=512,
        physical_sector_bytes=4096,
        disk_identifier=None,
        parent_path=None,
        attached=True,
        data_write_guid=None,
        last_written_at=NOW,
        attributes=(),
    )
    return plain.model_copy(update=changes)


def checkpoint(vm_id: UUID, **changes: object) -> Checkpoint:
    r"""Return a production checkpoint without memory of the virtual machine in `D:\\VMs\\app`."""
    plain = Checkpoint(
        id=UUID("c4ec0000-0000-4000-8000-000000000009"),
        vm_id=vm_id,
        name="before update",
        checkpoint_type="Standard",
        state=VMState.OFF,
        is_automatic=None,
        created_at=NOW,
        parent_id=None,
        path=path("D:\\VMs\\app"),
        hard_disk_drives=(drive("D:\\VMs\\app\\app.vhdx"),),
    )
    return plain.model_copy(update=changes)


def guest(vm_id: UUID, product_type: int | None, name: str | None) -> Guest:
    """Return what a guest says of itself."""
    return Guest(
        vm_id=vm_id,
        fully_qualified_domain_name=name,
        os_name="Windows Server 2016 Standard",
        os_version="10.0.14393",
        product_type=product_type,
        integration_services_version=None,
        network_addresses=(),
    )


def security(vm_id: UUID, **changes: object) -> VMSecurity:
    """Return the security settings of a virtual machine without any."""
    plain = VMSecurity(
        vm_id=vm_id,
        tpm_enabled=False,
        key_storage_drive_enabled=False,
        shielded=False,
        encrypt_state_and_migration_traffic=False,
        bind_to_host_tpm=None,
        key_protector_bytes=4,
        guardian_thumbprints=(),
    )
    return plain.model_copy(update=changes)


def entry(root: str, relative: str, size_bytes: int = 0) -> FolderEntry:
    """Return a file below a home."""
    return FolderEntry(
        root=path(root),
        relative_path=relative,
        is_folder=False,
        size_bytes=size_bytes,
        last_written_at=NOW,
        attributes=(),
    )


def files_of(vm_id: UUID, name: str) -> tuple[FolderEntry, ...]:
    """Return the files of a virtual machine that lies in one home."""
    home = f"D:\\VMs\\{name}"
    return (
        entry(home, f"Virtual Machines\\{vm_id}.vmcx", 57344),
        entry(home, f"Virtual Machines\\{vm_id}.vmgs", 4096),
        entry(home, f"{name}.vhdx", 40 * GIB),
    )


def inventory(**changes: object) -> Inventory:
    """Return a domain controller and an application server, both as they should be."""
    plain = Inventory(
        taken_at=NOW,
        taken_by="0.1.0",
        host=host(),
        virtual_machines=(vm(DC_ID, "dc01"), vm(APP_ID, "app")),
        virtual_hard_disks=(disk("D:\\VMs\\dc01\\dc01.vhdx", DC_ID), disk("D:\\VMs\\app\\app.vhdx", APP_ID)),
        checkpoints=(),
        security=(security(DC_ID), security(APP_ID)),
        certificates=(),
        guests=(guest(DC_ID, 3, "srv.example.test"), guest(APP_ID, 3, "app.example.test")),
        folders=(*files_of(DC_ID, "dc01"), *files_of(APP_ID, "app")),
        volumes=(volume("D"),),
        volume_contents=(),
        physical_disks=(physical_disk(1),),
        disk_events=(),
        switches=(switch(),),
        network_adapters=(network_adapter(),),
        services=(),
        host_items=(),
    )
    return plain.model_copy(update=changes)


CONFIG: dict[str, object] = {
    "schema_version": 1,
    "name": "rebuild-hv01",
    "source": {"connection": {"address": "hv01.example.test", "user": "Administrator"}},
    "destination": {
        "host": {
            "name": "HV01",
            "release": "2025",
            "edition": "standard",
            "cpu_vendor": "intel",
            "logical_processors": 32,
            "memory_bytes": "128 GiB",
            "volumes": {"D": {"size_bytes": "4 TB"}},
            "physical_adapters": [{"name": "onboard-1"}],
        }
    },
    "switches": [{"switch": "LAN", "adapters": ["onboard-1"]}],
    "external_disks": {"a": {"size_bytes": "4 TB"}, "b": {"size_bytes": "4 TB"}},
}


def config(**changes: object) -> Config:
    """Return a config for that host without any fault."""
    made, faults = validate_config({**CONFIG, **changes})  # type: ignore[dict-item]
    assert made is not None, faults
    return made


def destination(**changes: object) -> Config:
    """Return that config with another destination host."""
    whole = config()
    host_changed = whole.destination.host.model_copy(update=changes)
    return whole.model_copy(update={"destination": whole.destination.model_copy(update={"host": host_changed})})
