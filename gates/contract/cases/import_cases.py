"""Cases of the scripts that compare and import virtual machines."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace

from gates.contract.case import SEED, Case, Change
from gates.contract.changes import delete_file, refused
from gates.contract.vm_ids import vm_id
from migrator.lab.world.model import Host, Vm, World
from migrator.lab.world.placing import place_of, put
from migrator.lab.world.seeding import Seeding
from migrator.lab.world.vhdx import change_data_write_guid
from migrator.lab.world.vmcx import save_configuration
from migrator.ports.host_session import ParameterValue

WORLD = "imports"
ODD = "odd [1] & $(x)"
_DATA = "migrator-move\\data\\d"


def _volume(number: int) -> str:
    return f"\\\\?\\Volume{{{Seeding(SEED).guid('volume', f'source/{number}/0')}}}\\"


DISK_A, NO_LETTER = _volume(2), _volume(3)
WEB = ("VMs\\web\\Virtual Hard Disks\\web.vhdx", "VMs\\web\\Virtual Hard Disks\\web-2.vhdx")
_MARK = str(Seeding(SEED).guid("avhdx", "D:\\VMs\\chain", "0", "0")).upper()
LEAF, BASE = (
    f"VMs\\chain\\Virtual Hard Disks\\chain_{_MARK}.avhdx",
    "VMs\\chain\\Virtual Hard Disks\\chain.vhdx",
)
ODD_DISK = f"VMs\\{ODD}\\Virtual Hard Disks\\{ODD}.vhdx"


def copied(*names: str) -> Change:
    """Copy the homes of the machines to the external disk, as a copier does that knows bytes only."""

    def change(_world: World, host: Host) -> None:
        for name in names:
            target = place_of(host.volumes, f"E:\\{_DATA}\\VMs\\{name}").real
            shutil.copytree(place_of(host.volumes, f"D:\\VMs\\{name}").real, target)

    return change


def left(name: str, setting: Callable[[Vm], None] | None = None) -> Change:
    """Take a machine off the register; its files stay, with the setting in its configuration."""

    def change(_world: World, host: Host) -> None:
        own = next(one for one in host.vms if one.name == name)
        if setting is not None:
            setting(own)
            save_configuration(host, own)
        host.vms.remove(own)

    return change


def renamed(old: str, new: str) -> Change:
    """Give a switch another name; the machines go on asking for the old one."""

    def change(_world: World, host: Host) -> None:
        next(one for one in host.switches if one.name == old).name = new

    return change


def on_host(setting: Callable[[Host], None]) -> Change:
    """Do something to the host."""

    def change(_world: World, host: Host) -> None:
        setting(host)

    return change


def _written_to(path: str) -> Change:
    def change(_world: World, host: Host) -> None:
        guid = Seeding(SEED).guid("written")
        change_data_write_guid(place_of(host.volumes, path).real, guid, guid)

    return change


def _damaged(path: str) -> Change:
    def change(_world: World, host: Host) -> None:
        real = place_of(host.volumes, path).real
        content = bytearray(real.read_bytes())
        content[200] ^= 1
        real.write_bytes(bytes(content))

    return change


def configuration(name: str) -> str:
    """Return the path of a machine's configuration below its volume."""
    return f"VMs\\{name}\\Virtual Machines\\{vm_id(name).upper()}.vmcx"


def compared(name: str, *disks: str, **others: ParameterValue) -> Mapping[str, ParameterValue]:
    """Return the parameters of Compare-VMCopy."""
    said: dict[str, ParameterValue] = {
        "Id": vm_id(name),
        "VolumeId": DISK_A,
        "ConfigurationPath": f"{_DATA}\\{configuration(name)}",
        "OriginalPath": [f"D:\\{disk}" for disk in disks],
        "CopyPath": [f"{_DATA}\\{disk}" for disk in disks],
    }
    return {**said, **others}


def imported(name: str, **others: ParameterValue) -> Mapping[str, ParameterValue]:
    """Return the parameters of Import-VirtualMachine."""
    said: dict[str, ParameterValue] = {
        "Id": vm_id(name),
        "ConfigurationPath": f"D:\\{configuration(name)}",
        "SwitchFrom": [],
        "SwitchTo": [],
        "DiskFrom": [],
        "DiskTo": [],
        "EjectMissing": True,
    }
    return {**said, **others}


def _processors(own: Vm) -> None:
    own.processor.count, own.processor.maximum_count_per_numa_node = 32, 64


def _two_nodes(own: Vm) -> None:
    own.processor.count, own.processor.maximum_count_per_numa_node = 12, 16
    own.memory.startup_bytes, own.memory.maximum_per_numa_node_mib = 40 << 30, 65535


def _nested(own: Vm) -> None:
    own.processor.expose_virtualization_extensions = True


def _too_much(own: Vm) -> None:
    own.memory.startup_bytes = 512 << 30


def _old_version(own: Vm) -> None:
    own.version = "8.0"


def _amd(host: Host) -> None:
    host.cpu.manufacturer = "AuthenticAMD"


def _unheard_of(host: Host) -> None:
    host.faults.incompatibilities["web"] = "Das Ger\u00e4t wird nicht unterst\u00fctzt."


def _strange(host: Host) -> None:
    host.faults.processor_incompatibilities["web"] = "?"


def _newer_only(host: Host) -> None:
    host.hyperv.supported_versions = ["10.0"]


_COMPARE, _IMPORT = "Compare-VMCopy", "Import-VirtualMachine"
_NO_ISO = delete_file("D:\\ISO\\tools.iso")
_MOVED = "D:\\Moved\\web.vhdx"


def _move_disk(_world: World, host: Host) -> None:
    real = place_of(host.volumes, _MOVED).real
    real.parent.mkdir(parents=True)
    place_of(host.volumes, f"D:\\{WEB[0]}").real.rename(real)


def _move_copy(_world: World, host: Host) -> None:
    real = place_of(host.volumes, f"E:\\{_DATA}\\Other\\web-2.vhdx").real
    real.parent.mkdir(parents=True)
    place_of(host.volumes, f"E:\\{_DATA}\\{WEB[1]}").real.rename(real)


def _left_over(_world: World, host: Host) -> None:
    put(host.volumes, "E:\\migrator-compare\\web\\web.vhdx", b"from a run that was cut off")


_CASES = (
    Case(_COMPARE, "whole", changes=(copied("web"),), parameters=compared("web", *WEB)),
    Case(_COMPARE, "twice", changes=(copied("web"),), parameters=compared("web", *WEB), twice=True),
    Case(_COMPARE, "chain-written-to", changes=(copied("chain"),), parameters=compared("chain", LEAF, BASE)),
    Case(_COMPARE, "odd-names", changes=(copied(ODD),), parameters=compared(ODD, ODD_DISK)),
    Case(
        _COMPARE,
        "two-folders",
        changes=(copied("web"), _move_copy),
        parameters=compared("web", *WEB, CopyPath=[f"{_DATA}\\{WEB[0]}", f"{_DATA}\\Other\\web-2.vhdx"]),
    ),
    Case(_COMPARE, "left-over-folder", changes=(copied("web"), _left_over), parameters=compared("web", *WEB)),
    Case(_COMPARE, "resolves-to-original", changes=(copied("web"),), parameters=compared("web", WEB[0])),
    Case(
        _COMPARE,
        "disk-not-copied",
        changes=(copied("web"), delete_file(f"E:\\{_DATA}\\{WEB[1]}")),
        parameters=compared("web", WEB[0]),
    ),
    Case(
        _COMPARE,
        "parent-not-copied",
        changes=(copied("chain"), delete_file(f"E:\\{_DATA}\\{BASE}")),
        parameters=compared("chain", LEAF),
    ),
    Case(
        _COMPARE,
        "parent-changed",
        changes=(copied("chain"), _written_to(f"E:\\{_DATA}\\{BASE}")),
        parameters=compared("chain", LEAF, BASE),
    ),
    Case(
        _COMPARE,
        "configuration-damaged",
        changes=(copied("web"), _damaged(f"E:\\{_DATA}\\{configuration('web')}")),
        parameters=compared("web", *WEB),
    ),
    Case(_COMPARE, "nothing-there", parameters=compared("web", *WEB)),
    Case(_COMPARE, "switch-missing", changes=(copied("web"), renamed("LAN", "X")), parameters=compared("web", *WEB)),
    Case(_COMPARE, "no-letter", parameters=compared("web", VolumeId=NO_LETTER)),
    Case(_COMPARE, "no-volume", parameters=compared("web", VolumeId="$(throw 'x')")),
    Case(_COMPARE, "unpaired", parameters=compared("web", OriginalPath=["D:\\x.vhdx"])),
    Case(_IMPORT, "fits", changes=(left("web"),), parameters=imported("web")),
    Case(_IMPORT, "checkpoint", changes=(left("chain"),), parameters=imported("chain")),
    Case(_IMPORT, "odd-names", changes=(left(ODD),), parameters=imported(ODD)),
    Case(_IMPORT, "again", changes=(left("web"),), parameters=imported("web"), twice=True),
    Case(_IMPORT, "registered-already", parameters=imported("web")),
    Case(
        _IMPORT,
        "id-of-another",
        parameters=imported("web", ConfigurationPath=f"D:\\{configuration('chain')}"),
        changes=(left("web"),),
    ),
    Case(
        _IMPORT,
        "another-machine",
        parameters=imported("web", ConfigurationPath=f"D:\\{configuration('chain')}"),
        changes=(left("web"), left("chain")),
    ),
    Case(
        _IMPORT,
        "switch-mapped",
        changes=(left("web"), renamed("LAN", "Elsewhere")),
        parameters=imported("web", SwitchFrom=["LAN"], SwitchTo=["New LAN"]),
    ),
    Case(
        _IMPORT,
        "switch-left-out",
        changes=(left("web"), renamed("LAN", "Elsewhere")),
        parameters=imported("web", SwitchFrom=["LAN"], SwitchTo=[""]),
    ),
    Case(_IMPORT, "switch-missing", changes=(left("web"), renamed("LAN", "Elsewhere")), parameters=imported("web")),
    Case(_IMPORT, "iso-missing", changes=(left("web"), _NO_ISO), parameters=imported("web")),
    Case(_IMPORT, "iso-kept", changes=(left("web"), _NO_ISO), parameters=imported("web", EjectMissing=False)),
    Case(
        _IMPORT,
        "disk-elsewhere",
        changes=(left("web"), _move_disk),
        parameters=imported("web", DiskFrom=[f"D:\\{WEB[0]}"], DiskTo=[_MOVED]),
    ),
    Case(_IMPORT, "disk-missing", changes=(left("web"), delete_file(f"D:\\{WEB[1]}")), parameters=imported("web")),
    Case(
        _IMPORT,
        "disk-nowhere",
        changes=(left("web"), delete_file(f"D:\\{WEB[1]}")),
        parameters=imported("web", DiskFrom=[f"D:\\{WEB[1]}"], DiskTo=[_MOVED]),
    ),
    Case(_IMPORT, "too-many-processors", changes=(left("web", _processors),), parameters=imported("web")),
    Case(_IMPORT, "numa-too-small", changes=(left("web", _two_nodes),), parameters=imported("web")),
    Case(_IMPORT, "nested-on-amd", changes=(left("web", _nested), on_host(_amd)), parameters=imported("web")),
    Case(_IMPORT, "too-much-memory", changes=(left("web", _too_much),), parameters=imported("web")),
    Case(
        _IMPORT,
        "version-too-low",
        changes=(left("web", _old_version), on_host(_newer_only)),
        parameters=imported("web"),
    ),
    Case(_IMPORT, "unknown-finding", changes=(left("web"), on_host(_unheard_of)), parameters=imported("web")),
    Case(_IMPORT, "unknown-processor", changes=(left("web"), on_host(_strange)), parameters=imported("web")),
    Case(
        _IMPORT,
        "everything-at-once",
        changes=(left("web", _two_nodes), renamed("LAN", "X"), _NO_ISO, on_host(_unheard_of)),
        parameters=imported("web", SwitchFrom=["LAN"], SwitchTo=["New LAN"]),
    ),
    Case(
        _IMPORT,
        "configuration-damaged",
        changes=(left("web"), _damaged(f"D:\\{configuration('web')}")),
        parameters=imported("web"),
    ),
    Case(_IMPORT, "half-done", changes=(left("web"), refused("Hyper-V\\Import-VM")), parameters=imported("web")),
)


CASES = tuple(replace(case, world=WORLD) for case in _CASES)
