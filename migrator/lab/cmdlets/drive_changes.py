"""What New-Item, Remove-Item, Rename-Item, Move-Item and Set-Content do to a host's files, with the file system provider's refusals."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from migrator.lab.cmdlets.api import PsError
from migrator.lab.cmdlets.refusals import access_denied, drive_not_found, file_not_found
from migrator.lab.world.drive import AccessDenied, DriveMissing, Entry, HostFiles, PathMissing, SharingViolation
from migrator.lab.world.drive_writing import AlreadyThere, HostWriting, NotEmpty, VolumeFull, WriteProtected

_COMMANDS: Final = "Microsoft.PowerShell.Commands."
_E_DISK_FULL: Final = -2147024784
_E_WRITE_PROTECT: Final = -2147024877
_E_SHARING_VIOLATION: Final = -2147024864


class DriveChanges:
    """Changes items of a host's volumes; every method raises PsError as the cmdlet would."""

    def __init__(self, files: HostFiles) -> None:
        self._files = files
        self._writing = HostWriting(files)

    def new_folder(self, path: str, *, force: bool = False) -> Entry:
        """`New-Item -ItemType Directory`: parents are made too; one that is there is refused without -Force."""
        with _refusals(path, "NewItemCommand", "CreateDirectory"):
            if not force and self._files.find(path) is not None:
                raise _taken(path, "DirectoryExist", "NewItemCommand")
            return self._writing.make_folder(path)

    def new_file(self, path: str, content: bytes, *, force: bool = False) -> Entry:
        """`New-Item -ItemType File`: with -Force one that is there is emptied, and parents are made."""
        with _refusals(path, "NewItemCommand", "NewItem"):
            if not force and self._files.find(path) is not None:
                raise AlreadyThere(path)
            if force:
                self._writing.make_folder(path.rpartition("\\")[0])
            return self._writing.write(path, content)

    def write(self, path: str, content: bytes, *, append: bool) -> Entry:
        """`Set-Content` and `Add-Content`, with the bytes as they are."""
        command = "AddContentCommand" if append else "SetContentCommand"
        with _refusals(path, command, "GetContentWriter"):
            return self._writing.write(path, content, append=append)

    def remove(self, path: str, *, recurse: bool) -> None:
        """`Remove-Item`."""
        with _refusals(path, "RemoveItemCommand", "RemoveFileSystemItem"):
            self._writing.remove(path, recurse=recurse)

    def rename(self, path: str, name: str) -> Entry:
        """`Rename-Item`: another name in the same folder."""
        with _refusals(path, "RenameItemCommand", "RenameItem"):
            return self._writing.move(path, path.replace("/", "\\").rstrip("\\").rpartition("\\")[0] + "\\" + name)

    def move(self, path: str, destination: str, *, force: bool) -> Entry:
        """`Move-Item`: into a folder that is there, else to the new path itself."""
        into = self._files.find(destination)
        if into is not None and into.is_folder:
            destination = destination.rstrip("\\") + "\\" + path.replace("/", "\\").rstrip("\\").rpartition("\\")[2]
        with _refusals(path, "MoveItemCommand", "MoveFileInfoItem"):
            return self._writing.move(path, destination, replace=force)


@contextmanager
def _refusals(path: str, class_name: str, what: str) -> Iterator[None]:
    """Tell what the volume refuses as the provider does: `what` begins the error id."""
    try:
        yield
    except DriveMissing as missing:
        raise drive_not_found(path.partition(":")[0], class_name) from missing
    except PathMissing as missing:
        raise file_not_found(path, class_name) from missing
    except AccessDenied as denied:
        raise access_denied(path, f"{what}UnauthorizedAccessError", class_name) from denied
    except AlreadyThere as taken:
        raise _taken(path, f"{what}IOError", class_name) from taken
    except NotEmpty as filled:
        # The cmdlet asks; in a session that cannot ask it is refused.
        raise PsError(
            f"The item at {path} has children and the Recurse parameter was not specified.",
            error_id=f"ParameterBindingFailed,{_COMMANDS}{class_name}",
            category="InvalidOperation",
            exception_type="System.Management.Automation.PSInvalidOperationException",
            target=path,
        ) from filled
    except VolumeFull as full:
        raise _io_error(path, "There is not enough space on the disk.", what, class_name, _E_DISK_FULL) from full
    except WriteProtected as protected:
        text = "The media is write protected."
        raise _io_error(path, text, what, class_name, _E_WRITE_PROTECT) from protected
    except SharingViolation as held:
        text = f"The process cannot access the file '{path}' because it is being used by another process."
        raise _io_error(path, text, what, class_name, _E_SHARING_VIOLATION) from held


def _taken(path: str, error_id: str, class_name: str) -> PsError:
    return PsError(
        f"An item with the specified name {path} already exists.",
        error_id=f"{error_id},{_COMMANDS}{class_name}",
        category="ResourceExists",
        exception_type="System.IO.IOException",
        target=path,
    )


def _io_error(path: str, text: str, what: str, class_name: str, hresult: int) -> PsError:
    return PsError(
        text,
        error_id=f"{what}IOError,{_COMMANDS}{class_name}",
        category="WriteError",
        exception_type="System.IO.IOException",
        hresult=hresult,
        target=path,
    )
