"""Cases of the rules about switches, the host, its volumes and external disks."""

from uuid import UUID

from migrator.domain.destination import Edition, Release
from migrator.domain.inventory.network import SwitchExtension, SwitchType
from migrator.domain.inventory.services import HostItem, HostItemKind, Service
from migrator.domain.inventory.storage import DiskEvent, EventLevel, VolumeContent
from migrator.domain.inventory.whole import ReadingWarning
from migrator.domain.rules.rule import Case
from tests.unit.domain.builders import (
    GIB,
    NOW,
    config,
    destination,
    host,
    inventory,
    network_adapter,
    path,
    physical_disk,
    switch,
    volume,
)
from tests.unit.domain.rules.cases import Told, case, undeclared

TEAM = network_adapter(
    name="Team1", interface_description="Microsoft Network Adapter Multiplexor Driver", is_lbfo_team=True
)
ON_TEAM = inventory(switches=(switch(adapter_descriptions=(TEAM.interface_description,)),), network_adapters=(TEAM,))


def _extension(*, vendor: str = "Cisco", enabled: bool = True) -> Case:
    extension = SwitchExtension(
        id=UUID("eeee0000-0000-4000-8000-000000000001"), name="Nexus 1000V", vendor=vendor, enabled=enabled
    )
    return case(inventory(switches=(switch(extensions=(extension,)),)))


def _event(level: EventLevel, provider: str = "disk") -> Case:
    event = DiskEvent(
        log="System", provider=provider, event_id=153, level=level, count=4, first_at=NOW, last_at=NOW, sample="..."
    )
    return case(inventory(disk_events=(event,)))


def _usb(given: dict[str, object], **volume_changes: object) -> Case:
    external = physical_disk(7, bus_type="USB", friendly_name="Elements", **given)
    return case(
        inventory(
            physical_disks=(physical_disk(1), external),
            volumes=(volume("D"), volume("X", disk_number=7, **volume_changes)),
        )
    )


def _content(text: str, size_bytes: int) -> Case:
    content = VolumeContent(
        volume_id="\\\\?\\Volume{D}\\",
        path=path(text),
        is_folder=True,
        size_bytes=size_bytes,
        file_count=1,
        newest_write_at=None,
        unreadable_count=0,
    )
    return case(inventory(volume_contents=(content,)))


def _items(*items: HostItem) -> Case:
    return case(inventory(host_items=items))


SHARE = HostItem(kind=HostItemKind.SHARE, name="Scans", detail="D:\\Scans", enabled=None)
ADMIN_SHARE = HostItem(kind=HostItemKind.SHARE, name="C$", detail="C:\\", enabled=None)
BACKUP_FEATURE = HostItem(kind=HostItemKind.FEATURE, name="Windows-Server-Backup", detail="Installed", enabled=True)
FEATURE = HostItem(kind=HostItemKind.FEATURE, name="Hyper-V", detail="Installed", enabled=True)


def _serving(name: str, display_name: str, *items: HostItem, start_mode: str = "Auto") -> Case:
    service = Service(
        name=name,
        display_name=display_name,
        state="Running",
        start_mode=start_mode,
        account="LocalSystem",
        path_name="",
    )
    return case(inventory(services=(service,), host_items=items))


CASES: dict[str, Told] = {
    "switch.lbfo-team": Told(
        case(ON_TEAM),
        "LAN",
        {"teams": ("Team1",), "release": "2025"},
        (case(), undeclared(case(ON_TEAM)), case(ON_TEAM, destination(release=Release.SERVER_2019))),
    ),
    "switch.extension": Told(
        _extension(),
        "LAN",
        {"extensions": ("Nexus 1000V",)},
        (case(), _extension(vendor="Microsoft"), _extension(enabled=False)),
    ),
    "switch.not-mapped": Told(
        case(declared=config(switches=[])),
        "LAN",
        {"adapters": ("Intel(R) I210 Gigabit Network Connection",)},
        (
            case(),
            undeclared(case()),
            case(inventory(switches=(switch(switch_type=SwitchType.PRIVATE),)), config(switches=[])),
        ),
    ),
    "host.disk-errors": Told(
        _event(EventLevel.ERROR),
        "HV01",
        {"events": ("disk 153",)},
        (case(), _event(EventLevel.WARNING), _event(EventLevel.ERROR, "print")),
    ),
    "host.read-in-part": Told(
        case(inventory(reading_warnings=(ReadingWarning(script="Get-HostItemInventory", text="one task"),))),
        "HV01",
        {"script": "Get-HostItemInventory", "warning": "one task"},
        (case(),),
    ),
    "host.disk-unhealthy": Told(
        case(inventory(physical_disks=(physical_disk(1, read_errors_uncorrected=3),))),
        "WDC WD40",
        {"health": "Healthy", "has_errors": True},
        (case(), case(inventory(physical_disks=(physical_disk(1, read_errors_uncorrected=0),)))),
    ),
    "host.own-data": Told(
        _items(SHARE, ADMIN_SHARE, FEATURE), "HV01", {"items": ("share Scans",)}, (case(), _items(ADMIN_SHARE, FEATURE))
    ),
    "host.backup-service": Told(
        _serving("VeeamEndpointBackupSvc", "Agent for Windows", BACKUP_FEATURE),
        "HV01",
        {"products": ("Veeam", "Windows Server Backup")},
        (
            case(),
            _serving("wbengine", "Block Level Backup Engine Service", FEATURE),
            _serving("VeeamBackupSvc", "Veeam Backup Service", start_mode="Disabled"),
        ),
    ),
    "host.activation": Told(
        case(inventory(host=host(os_sku=8))),
        "HV01",
        {"edition": "standard"},
        (
            case(),
            undeclared(case(inventory(host=host(os_sku=8)))),
            case(declared=destination(edition=Edition.DATACENTER)),
        ),
    ),
    "volume.other-data": Told(
        _content("D:\\Scans", 2 * GIB),
        "D:",
        {"path": "D:\\Scans", "size_bytes": 2 * GIB},
        (
            case(),
            _content("D:\\Scans", 5),
            _content("D:\\VMs", 2 * GIB),
            _content("D:\\VMs\\app\\old", 2 * GIB),
            case(
                _content("D:\\Scans", 2 * GIB).inventory.model_copy(update={"volumes": (volume("D", is_system=True),)})
            ),
        ),
    ),
    "external.partition-style": Told(
        _usb({"partition_style": "MBR"}),
        "Elements",
        {"partition_style": "MBR"},
        (case(), _usb({}), case(inventory(physical_disks=(physical_disk(1, partition_style="MBR"),)))),
    ),
    "external.file-system": Told(
        _usb({}, file_system="exFAT"),
        "X:",
        {"file_system": "exFAT"},
        (case(), _usb({}), _usb({}, file_system="", drive_letter=None), _usb({"is_system": True}, file_system="ReFS")),
    ),
    "external.encrypted": Told(
        _usb({}, bitlocker_protection="On", drive_letter=None),
        "Data",
        {"protection": "On"},
        (case(), _usb({}, bitlocker_protection=None), _usb({}, bitlocker_protection="Unknown")),
    ),
}
