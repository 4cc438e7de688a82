"""Changes to the files of a host: folders made, files written, renamed, moved and removed, declared facts going with them."""

import shutil
import sys
from pathlib import Path

from migrator.lab.world.drive import AccessDenied, DriveMissing, Entry, HostFiles, SharingViolation
from migrator.lab.world.model_disk import DeclaredFile, VirtualDiskFile, Volume, relative_key

if sys.platform != "win32":
    import fcntl


class AlreadyThere(Exception):
    """Something has that name."""


class NotEmpty(Exception):
    """A folder holds something, and nobody asked for what is below."""


class VolumeFull(Exception):
    """There is no room on the volume."""


class WriteProtected(Exception):
    """The disk is read-only."""


class HostWriting:
    """The drives of one host as its programs change them; also raises what `HostFiles` raises."""

    def __init__(self, files: HostFiles) -> None:
        self._files = files

    def make_folder(self, path: str) -> Entry:
        """Make a folder with its parents; one that is there is given back."""
        volume, real = self._place(path)
        if not real.is_dir():
            self._demand_room(volume)
            try:
                real.mkdir(parents=True, exist_ok=True)
            except (FileExistsError, NotADirectoryError) as taken:
                raise AlreadyThere(path) from taken
        return self._files.entry(path)

    def write(self, path: str, content: bytes, *, append: bool = False) -> Entry:
        """Write a file whole, or at its end; its folder must be there, what was declared of the file is not true any more."""
        volume, real = self._place(path)
        found = self._files.find(path)
        if found is not None:
            self._demand_writable(found)
        elif not real.parent.is_dir():
            raise DriveMissing(path)
        self._demand_room(volume)
        with real.open("ab" if append else "wb") as file:
            file.write(content)
        self._forget(volume, _key(volume, real))
        return self._files.entry(path)

    def remove(self, path: str, *, recurse: bool = False) -> None:
        """Remove a file, or a folder: one that is not empty only with `recurse`."""
        found = self._files.entry(path)
        if found.unreadable:
            raise AccessDenied(found.path)
        self._demand_attached(found.volume)
        if not found.is_folder:
            self._demand_writable(found)
            found.real.unlink()
        elif any(found.real.iterdir()) and not recurse:
            raise NotEmpty(found.path)
        else:
            for entry in self._files.below(found):
                if not entry.is_folder:
                    self._demand_writable(entry)
            shutil.rmtree(found.real)
        self._forget(found.volume, relative_key(found.relative_path))

    def move(self, path: str, destination: str, *, replace: bool = False) -> Entry:
        """Give a file or folder another place on its volume or on another; `destination` is its whole new path."""
        found = self._files.entry(path)
        volume, real = self._place(destination)
        self._demand_attached(found.volume)
        there = self._files.find(destination)
        if there is not None and there.real != found.real:
            if not replace or there.is_folder:
                raise AlreadyThere(there.path)
            self._demand_writable(there)
        if not found.is_folder:
            self._demand_writable(found)
        if not real.parent.is_dir():
            raise DriveMissing(destination)
        if volume is not found.volume:
            self._demand_room(volume)
        old = relative_key(found.relative_path)
        # A rename is one step, which a reader sees before or after; only another volume needs a copy.
        if volume is found.volume:
            found.real.replace(real)
        else:
            shutil.move(found.real, real)
        self._take_along(found.volume, old, volume, _key(volume, real))
        return self._files.entry(destination)

    def _place(self, path: str) -> tuple[Volume, Path]:
        volume, real = self._files.place(path)
        self._demand_attached(volume)
        return volume, real

    def _demand_attached(self, volume: Volume) -> None:
        disk = self._files.disk_of(volume)
        if disk is not None and disk.is_read_only:
            raise WriteProtected(volume.unique_id)

    def _demand_room(self, volume: Volume) -> None:
        if volume.faults.full:
            raise VolumeFull(volume.unique_id)

    def _demand_writable(self, entry: Entry) -> None:
        if "ReadOnly" in entry.attributes or entry.unreadable:
            raise AccessDenied(entry.path)
        if sys.platform == "win32":
            return  # there the system itself refuses
        with entry.real.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as held:
                raise SharingViolation(entry.path) from held

    def _forget(self, volume: Volume, key: str) -> None:
        tables: tuple[dict[str, DeclaredFile] | dict[str, VirtualDiskFile], ...] = (volume.files, volume.virtual_disks)
        for table in tables:
            for known in [known for known in table if known == key or known.startswith(f"{key}\\")]:
                del table[known]

    def _take_along(self, old: Volume, old_key: str, new: Volume, new_key: str) -> None:
        if old is not new or old_key != new_key:
            self._forget(new, new_key)
        for known in [known for known in old.files if known == old_key or known.startswith(f"{old_key}\\")]:
            new.files[new_key + known[len(old_key) :]] = old.files.pop(known)
        for known in [known for known in old.virtual_disks if known == old_key or known.startswith(f"{old_key}\\")]:
            new.virtual_disks[new_key + known[len(old_key) :]] = old.virtual_disks.pop(known)


def _key(volume: Volume, real: Path) -> str:
    return relative_key(str(real.relative_to(volume.root)))
