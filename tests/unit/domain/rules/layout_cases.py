"""Cases of the layout proof."""

from migrator.domain.inventory.disks import VhdType
from tests.unit.domain.builders import (
    APP_ID,
    DC_ID,
    GIB,
    checkpoint,
    config,
    disk,
    drive,
    entry,
    files_of,
    inventory,
    path,
)
from tests.unit.domain.rules.cases import Told, app, case, undeclared

APP_HOME = ("D:\\VMs\\app",)
BASE = "D:\\Base\\base.vhdx"


def _child(parent: str | None) -> tuple[object, ...]:
    child = disk("D:\\VMs\\app\\app.vhdx", APP_ID, vhd_type=VhdType.DIFFERENCING, parent_path=parent and path(parent))
    return (disk("D:\\VMs\\dc01\\dc01.vhdx", DC_ID), child)


_WITH_PARENT_ELSEWHERE = case(
    inventory(virtual_hard_disks=(*_child("D:\\VMs\\dc01\\base.vhdx"), disk("D:\\VMs\\dc01\\base.vhdx")))
)
_DECLARED_HEAP = config(homes={"declared": [{"vm": "app", "folders": ["D:\\VMs"]}]})
_TWO_HOMES = config(homes={"declared": [{"vm": "app", "folders": ["D:\\VMs\\app", "D:\\Other"]}]})

CASES: dict[str, Told] = {
    "layout.configuration-outside-home": Told(
        app(configuration_location=path("C:\\")), "app", {"path": "C:\\", "homes": APP_HOME}, (app(),)
    ),
    "layout.checkpoints-outside-home": Told(
        app(snapshot_file_location=path("D:\\VMs\\dc01")),
        "app",
        {"path": "D:\\VMs\\dc01", "homes": APP_HOME},
        (app(), case(inventory(checkpoints=(checkpoint(APP_ID),)))),
    ),
    "layout.smart-paging-outside-home": Told(
        app(smart_paging_file_path=path("D:\\VMs\\dc01")),
        "app",
        {"path": "D:\\VMs\\dc01", "homes": APP_HOME},
        (app(),),
    ),
    "layout.disk-outside-home": Told(
        app(hard_disk_drives=(drive("D:\\VMs\\dc01\\app.vhdx"),)),
        "app",
        {"path": "D:\\VMs\\dc01\\app.vhdx", "homes": APP_HOME},
        (app(), app(hard_disk_drives=()), app(hard_disk_drives=(drive(None, disk_number=3),))),
    ),
    "layout.parent-outside-home": Told(
        _WITH_PARENT_ELSEWHERE,
        "app",
        {"path": "D:\\VMs\\dc01\\base.vhdx", "homes": APP_HOME},
        (
            case(inventory(virtual_hard_disks=(*_child("D:\\VMs\\app\\base.vhdx"), disk("D:\\VMs\\app\\base.vhdx")))),
            case(inventory(virtual_hard_disks=_child(None))),
        ),
    ),
    "layout.folder-unreadable": Told(
        case(
            inventory(
                folders=tuple(
                    one.model_copy(update={"error_id": "DirUnauthorizedAccessError"})
                    if one.relative_path == "old"
                    else one
                    for one in (*files_of(APP_ID, "app"), entry("D:\\VMs\\app", "old"))
                )
            )
        ),
        "app",
        {"path": "D:\\VMs\\app\\old", "error_id": "DirUnauthorizedAccessError"},
        (case(), case(inventory(folders=()))),
    ),
    "layout.guest-state-outside-home": Told(
        case(inventory(folders=(entry("D:\\VMs\\dc01", f"Virtual Machines\\{APP_ID}.VMGS"),))),
        "app",
        {"path": f"D:\\VMs\\dc01\\Virtual Machines\\{APP_ID}.VMGS", "homes": APP_HOME},
        (case(), case(inventory(folders=()))),
    ),
    "layout.configuration-file-missing": Told(
        case(inventory(folders=(*files_of(DC_ID, "dc01"), entry("D:\\VMs\\app", "app.vhdx")))),
        "app",
        {"path": f"D:\\VMs\\app\\Virtual Machines\\{APP_ID}.vmcx"},
        (
            case(),
            case(inventory(folders=())),
            case(inventory(folders=(entry("D:\\VMs\\app", f"Virtual Machines\\{APP_ID}.xml"),))),
        ),
    ),
    "layout.home-not-own": Told(
        case(declared=_DECLARED_HEAP),
        "app",
        {"home": "D:\\VMs", "others": ("dc01",)},
        (case(), undeclared(case())),
    ),
    "layout.two-homes-on-volume": Told(
        case(declared=_TWO_HOMES),
        "app",
        {"volume": "D:\\", "homes": ("D:\\Other", "D:\\VMs\\app")},
        (case(), undeclared(case())),
    ),
    "layout.parent-shared": Told(
        case(
            inventory(
                virtual_hard_disks=(
                    disk("D:\\VMs\\dc01\\dc01.vhdx", DC_ID, parent_path=path(BASE)),
                    disk("D:\\VMs\\app\\app.vhdx", APP_ID, parent_path=path(BASE)),
                    disk(BASE),
                )
            )
        ),
        "base.vhdx",
        {"users": ("app", "dc01")},
        (case(), _WITH_PARENT_ELSEWHERE),
    ),
    "layout.drive-root": Told(
        app(hard_disk_drives=(drive("D:\\app.vhdx"),)), "app", {"path": "D:\\app.vhdx"}, (app(),)
    ),
    "layout.network-path": Told(
        app(hard_disk_drives=(drive("\\\\nas\\vms\\app\\app.vhdx"),)),
        "app",
        {"path": "\\\\nas\\vms\\app\\app.vhdx"},
        (app(),),
    ),
    "layout.unused-disk-in-home": Told(
        case(inventory(folders=(*files_of(APP_ID, "app"), entry("D:\\VMs\\app", "old.avhdx", GIB)))),
        "old.avhdx",
        {"size_bytes": GIB},
        (case(), case(inventory(folders=(entry("D:\\VMs\\app", "setup.iso", GIB),)))),
    ),
}
