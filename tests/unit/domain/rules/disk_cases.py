"""Cases of the rules about virtual hard disks."""

from migrator.domain.concern import Severity
from migrator.domain.inventory.disks import VhdFormat, VhdType
from migrator.domain.rules.rule import Case
from tests.unit.domain.builders import APP_ID, DC_ID, GIB, checkpoint, config, destination, disk, drive, inventory, path
from tests.unit.domain.rules.cases import Told, app, app_to, case, undeclared

APP_DISK = "D:\\VMs\\app\\app.vhdx"
AVHDX = "D:\\VMs\\app\\app_1.avhdx"


def app_disk(**changes: object) -> Case:
    """Return a case in which the application server's disk is changed."""
    return case(
        inventory(virtual_hard_disks=(disk("D:\\VMs\\dc01\\dc01.vhdx", DC_ID), disk(APP_DISK, APP_ID, **changes)))
    )


NO_SIZES = app_disk(
    found=False, vhd_format=None, vhd_type=None, size_bytes=None, file_bytes=None, physical_sector_bytes=None
)

CASES: dict[str, Told] = {
    "disk.missing": Told(NO_SIZES, "app.vhdx", {"path": APP_DISK}, (case(), app_disk(error_id="Locked"))),
    "disk.unreadable": Told(
        app_disk(error_id="VirtualDiskCorrupt"),
        "app.vhdx",
        {"path": APP_DISK, "error_id": "VirtualDiskCorrupt"},
        (case(), NO_SIZES),
    ),
    "disk.chain-broken": Told(
        app_disk(vhd_type=VhdType.DIFFERENCING, parent_path=path("D:\\VMs\\app\\gone.vhdx")),
        "app.vhdx",
        {"path": APP_DISK, "parent": "D:\\VMs\\app\\gone.vhdx"},
        (case(), NO_SIZES),
    ),
    "disk.not-listed": Told(
        case(inventory(virtual_hard_disks=(disk("D:\\VMs\\dc01\\dc01.vhdx", DC_ID),))),
        "app",
        {"path": APP_DISK},
        (case(), NO_SIZES, app(hard_disk_drives=(drive(None, disk_number=1),))),
    ),
    "disk.left-over-chain": Told(
        app(hard_disk_drives=(drive(AVHDX),)),
        "app",
        {"path": AVHDX},
        (
            case(),
            app(hard_disk_drives=(drive(None, disk_number=1),)),
            case(
                app(hard_disk_drives=(drive(AVHDX),)).inventory.model_copy(
                    update={"checkpoints": (checkpoint(APP_ID),)}
                )
            ),
        ),
    ),
    "disk.file-attribute": Told(
        app_disk(attributes=("ReadOnly", "SparseFile", "Compressed")),
        "app.vhdx",
        {"path": APP_DISK, "attributes": ("Compressed", "SparseFile")},
        (case(), app_disk(attributes=("ReadOnly",))),
    ),
    "disk.old-format": Told(app_disk(vhd_format=VhdFormat.VHD), "app.vhdx", {"path": APP_DISK}, (case(), NO_SIZES)),
    "disk.sector-size": Told(
        app_disk(physical_sector_bytes=512),
        "app.vhdx",
        {"path": APP_DISK, "sector_bytes": 512, "volume_sector_bytes": 4096},
        (case(), NO_SIZES, undeclared(app_disk(physical_sector_bytes=512)), app_to(destination(volumes={}))),
    ),
    "external.too-small": Told(
        case(declared=config(external_disks={"a": {"size_bytes": "50 GB"}})),
        "A",
        {"needed_bytes": 201 * GIB + 2 * 61440, "available_bytes": 50 * 10**9},
        (case(), case(declared=config(external_disks={})), undeclared(case())),
    ),
    "destination.volume-missing": Told(
        app_to(
            destination(),
            hard_disk_drives=(drive(APP_DISK), drive("E:\\VMs\\app\\data.vhdx")),
        ),
        "app",
        {"volume": "E:"},
        (case(), undeclared(case())),
    ),
    "destination.volume-too-small": Told(
        case(
            declared=destination(
                volumes={"D": config().destination.host.volumes["D"].model_copy(update={"size_bytes": 90 * 10**9})}
            )
        ),
        "D:",
        {"needed_bytes": 201 * GIB + 2 * 61440, "available_bytes": 90 * 10**9},
        (case(), undeclared(case())),
        Severity.WARNING,
    ),
}
