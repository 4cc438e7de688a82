"""Cases of the scripts that read disks, volumes, folders and events."""

from gates.contract.case import Case
from gates.contract.changes import add_file, declared, host, missing_module, missing_property, refused, volume
from migrator.lab.world.model import Host

_EVENTS = "Microsoft.PowerShell.Diagnostics\\Get-WinEvent"


def _usb_disk_without_counters(own: Host) -> None:
    disk = own.disks[-1]
    disk.bus_type = "USB"
    disk.serial_number = None
    disk.health_counters.temperature_c = None
    disk.health_counters.wear_percent = None
    disk.health_counters.power_on_hours = None


def _one_disk(own: Host) -> None:
    own.disks = own.disks[:1]


def _counter_without_meaning(own: Host) -> None:
    own.disks[0].health_counters.read_errors_uncorrected = 2**64 - 1


def _sick(own: Host) -> None:
    own.disks[1].health = "Warning"
    own.disks[1].operational_status = ("Predictive Failure",)
    own.disks[2].is_offline = True


def _long_text(own: Host) -> None:
    own.events[0].message = "The device has a bad block. " * 40
    own.events[0].level = 3


def _folders(*paths: str) -> dict[str, list[str]]:
    return {"LiteralPath": list(paths)}


CASES = (
    Case("Get-DiskInventory", "many"),
    Case("Get-DiskInventory", "one", changes=(host(_one_disk),)),
    Case("Get-DiskInventory", "odd-names", "odd"),
    Case("Get-DiskInventory", "no-counters", changes=(host(_usb_disk_without_counters),)),
    Case("Get-DiskInventory", "sick", changes=(host(_sick),)),
    Case("Get-DiskInventory", "counter-without-meaning", changes=(host(_counter_without_meaning),)),
    Case("Get-DiskInventory", "refused", changes=(refused("Storage\\Get-Disk"),)),
    Case("Get-DiskInventory", "half-done", changes=(refused("Storage\\Get-StorageReliabilityCounter"),)),
    Case("Get-VolumeInventory", "many"),
    Case("Get-VolumeInventory", "bare", "bare"),
    Case("Get-VolumeInventory", "odd-names", "odd"),
    Case("Get-VolumeInventory", "locked", changes=(volume("D", bitlocker="On", bitlocker_status="FullyEncrypted"),)),
    Case("Get-VolumeInventory", "deduplicated", changes=(volume("D", deduplicated=True),)),
    Case("Get-VolumeInventory", "client", changes=(missing_module("BitLocker", "Deduplication"),)),
    Case("Get-VolumeInventory", "gone", changes=(volume("D", present=False),)),
    Case(
        "Get-VolumeInventory",
        "marked",
        changes=(add_file("G:\\migrator-disk.json", '{"disk": "A", "name": "B\u00fcro"}'),),
    ),
    Case("Get-VolumeInventory", "marker-too-large", changes=(add_file("G:\\migrator-disk.json", " " * 5000),)),
    Case("Get-VolumeInventory", "property-missing", changes=(missing_property("Storage\\Get-Volume", "HealthStatus"),)),
    Case("Get-VolumeInventory", "refused", changes=(refused("Storage\\Get-Volume"),)),
    Case("Get-VolumeContentInventory", "many", parameters={"MinimumBytes": 1}),
    Case("Get-VolumeContentInventory", "large-only", parameters={"MinimumBytes": 100_000_000_000}),
    Case("Get-VolumeContentInventory", "none", "bare", parameters={"MinimumBytes": 100_000_000_000}),
    Case("Get-VolumeContentInventory", "odd-names", "odd", parameters={"MinimumBytes": 1}),
    Case(
        "Get-VolumeContentInventory",
        "unreadable",
        changes=(declared("G:\\Archive\\2019", unreadable=True),),
        parameters={"MinimumBytes": 1},
    ),
    Case("Get-VolumeContentInventory", "unreadable-root", changes=(declared("G:\\", unreadable=True),)),
    Case("Get-VolumeContentInventory", "refused", changes=(refused("Storage\\Get-Volume"),)),
    Case("Get-FolderInventory", "many", parameters=_folders("D:\\VMs", "G:\\Archive")),
    Case("Get-FolderInventory", "one", parameters=_folders("D:\\Floppy")),
    Case("Get-FolderInventory", "file", parameters=_folders("D:\\readme.txt")),
    Case("Get-FolderInventory", "odd-names", "odd", parameters=_folders("D:\\[lost] & found", "D:\\VMs")),
    Case("Get-FolderInventory", "other-spelling", parameters=_folders("d:\\vms\\DC01")),
    Case("Get-FolderInventory", "missing", parameters=_folders("D:\\Nothing here")),
    Case("Get-FolderInventory", "half-done", parameters=_folders("D:\\ISO", "D:\\Nothing here")),
    Case("Get-FolderInventory", "pattern", "odd", parameters=_folders("D:\\VMs\\web[1]")),
    Case("Get-FolderInventory", "hostile", "odd", parameters=_folders("D:\\$(throw 'x'); `whoami`")),
    Case(
        "Get-FolderInventory",
        "unreadable",
        changes=(declared("G:\\Archive\\2019", unreadable=True),),
        parameters=_folders("G:\\Archive"),
    ),
    Case(
        "Get-FolderInventory",
        "link",
        changes=(declared("D:\\ISO", attributes=("ReparsePoint",), link_target="G:\\Archive"),),
        parameters=_folders("D:\\ISO", "D:\\"),
    ),
    Case("Get-FolderInventory", "no-path"),
    Case("Get-DiskEventInventory", "many", parameters={"SinceDays": 30, "MaximumEvents": 100}),
    Case(
        "Get-DiskEventInventory",
        "long-text",
        changes=(host(_long_text),),
        parameters={"SinceDays": 30, "MaximumEvents": 100},
    ),
    Case("Get-DiskEventInventory", "no-number", parameters={"SinceDays": "soon"}),
    Case("Get-DiskEventInventory", "few-at-most", parameters={"SinceDays": 30, "MaximumEvents": 1}),
    Case("Get-DiskEventInventory", "since-yesterday", parameters={"SinceDays": 1, "MaximumEvents": 100}),
    Case("Get-DiskEventInventory", "none", "bare", parameters={"SinceDays": 30, "MaximumEvents": 100}),
    Case(
        "Get-DiskEventInventory",
        "refused",
        changes=(refused(_EVENTS),),
        parameters={"SinceDays": 1, "MaximumEvents": 1},
    ),
)
