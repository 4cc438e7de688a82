"""Small differences that a case makes to its world."""

from collections.abc import Callable

from gates.contract.case import Change
from migrator.lab.world.model import DeclaredFile, Host, PlantedError, Vm, World, relative_key


def only_vm(name: str) -> Change:
    """Leave one virtual machine on the host."""

    def change(_world: World, host: Host) -> None:
        host.vms = [vm for vm in host.vms if vm.name == name]

    return change


def vm(name: str, setting: Callable[[Vm], None]) -> Change:
    """Do something to the (first) virtual machine of that name."""

    def change(_world: World, host: Host) -> None:
        setting(next(vm for vm in host.vms if vm.name == name))

    return change


def with_settings(name: str, **settings: object) -> tuple[Change, ...]:
    """Set fields of a machine."""

    def setting(own: Vm) -> None:
        for field, value in settings.items():
            if not hasattr(own, field):
                raise AttributeError(field)
            setattr(own, field, value)

    return (vm(name, setting),)


def host(setting: Callable[[Host], None]) -> Change:
    """Do something to the host."""

    def change(_world: World, own: Host) -> None:
        setting(own)

    return change


def release(name: str) -> Change:
    """Make it a host of another release (the 2016 of a world in which nothing is newer)."""

    def change(_world: World, own: Host) -> None:
        own.release = name  # type: ignore[assignment]

    return change


def missing_property(command: str, *properties: str) -> Change:
    """Take properties away from what a command gives."""

    def change(_world: World, own: Host) -> None:
        own.faults.missing_properties[command] = set(properties)

    return change


def missing_command(*commands: str) -> Change:
    """Take commands away from the host."""

    def change(_world: World, own: Host) -> None:
        own.faults.missing_commands |= set(commands)

    return change


def missing_module(*modules: str) -> Change:
    """Take modules away from the host."""

    def change(_world: World, own: Host) -> None:
        own.faults.missing_modules |= set(modules)

    return change


def refused(command: str, error_id: str = "AccessDenied", category: str = "PermissionDenied") -> Change:
    """Let a command refuse."""

    def change(_world: World, own: Host) -> None:
        own.faults.errors[command] = PlantedError(
            message="You do not have the required permission to complete this task.",
            error_id=error_id,
            category=category,
        )

    return change


def delete_file(path: str) -> Change:
    r"""Delete a file (`D:\VMs\x.vhdx`) behind everybody's back."""

    def change(_world: World, own: Host) -> None:
        volume = next(volume for volume in own.volumes if volume.drive_letter == path[0])
        parts = path[3:].split("\\")
        volume.root.joinpath(*parts).unlink()
        volume.virtual_disks.pop(relative_key(path[3:]), None)
        volume.files.pop(relative_key(path[3:]), None)

    return change


def add_file(path: str, content: str) -> Change:
    r"""Put a file on a drive (`D:\x.json`)."""

    def change(_world: World, own: Host) -> None:
        volume = next(volume for volume in own.volumes if volume.drive_letter == path[0])
        volume.root.joinpath(*path[3:].split("\\")).write_text(content, encoding="utf-8")

    return change


def declared(path: str, **settings: object) -> Change:
    """Set what the host says of a file or folder."""

    def change(_world: World, own: Host) -> None:
        volume = next(volume for volume in own.volumes if volume.drive_letter == path[0])
        found = volume.files.setdefault(relative_key(path[3:]), DeclaredFile())
        for name, value in settings.items():
            if not hasattr(found, name):
                raise AttributeError(name)
            setattr(found, name, value)

    return change


def volume(letter: str, **settings: object) -> Change:
    """Set fields of the volume with that letter."""

    def change(_world: World, own: Host) -> None:
        found = next(volume for volume in own.volumes if volume.drive_letter == letter)
        for name, value in settings.items():
            if not hasattr(found, name):
                raise AttributeError(name)
            setattr(found, name, value)

    return change
