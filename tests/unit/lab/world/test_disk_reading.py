"""A copied disk is read from its own bytes: what it is, where its parent lies, and what opening it does to the copy."""

import shutil
from pathlib import Path, PureWindowsPath
from uuid import UUID

import pytest

from migrator.lab.world.disk_files import DiskFiles
from migrator.lab.world.disk_reading import ParentChanged, ParentLost, Unreadable, open_chain, parent_of, read_disk
from migrator.lab.world.drive import HostFiles
from migrator.lab.world.model import GIB, Host, PhysicalDisk, Volume
from migrator.lab.world.placing import place_of
from migrator.lab.world.scenario_schema import VmDiskSpec
from migrator.lab.world.seeding import Seeding
from migrator.lab.world.vhdx import change_data_write_guid, read_data_write_guid

PARENT = "D:\\VMs\\erp\\erp.vhdx"
LEAF = "D:\\VMs\\erp\\erp_1.avhdx"
COPY = "E:\\copy\\erp"


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """Make a host with a chain of two on D: and an empty E:."""
    own = Host("srv", UUID(int=1))
    for number, letter in enumerate("DE"):
        root = tmp_path / letter
        root.mkdir()
        volume = Volume(f"\\\\?\\Volume{{{UUID(int=number)}}}\\", root, letter)
        own.disks.append(PhysicalDisk(number, f"S{number}", volumes=[volume]))
    files = DiskFiles(own, Seeding(1))
    files.make(PARENT, VmDiskSpec(size=40 * GIB))
    files.make(LEAF, VmDiskSpec(size=40 * GIB, type="Differencing", parent=PARENT))
    files.make("D:\\VMs\\old\\old.vhd", VmDiskSpec(size=10 * GIB, type="Fixed"))
    return own


def copied(host: Host, *paths: str) -> HostFiles:
    """Copy the files to E:, as a program does that knows nothing of disks."""
    for path in paths:
        to = place_of(host.volumes, f"{COPY}\\{PureWindowsPath(path).name}").real
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(place_of(host.volumes, path).real, to)
    return HostFiles(host)


@pytest.mark.parametrize("path", [PARENT, LEAF, "D:\\VMs\\old\\old.vhd"])
def test_a_copy_says_of_itself_what_the_original_says(host: Host, path: str) -> None:
    """Size, kind and identity travel in the file, so that drift after a restore is not made up by the lab."""
    files = copied(host, PARENT, path)
    original = read_disk(files, files.entry(path))
    copy = read_disk(files, files.entry(f"{COPY}\\{PureWindowsPath(path).name}"))
    assert (copy.size_bytes, copy.vhd_type, copy.vhd_format) == (
        original.size_bytes,
        original.vhd_type,
        original.vhd_format,
    )
    assert (copy.identifier, copy.block_bytes) == (original.identifier, original.block_bytes)


def test_a_copy_without_its_parent_still_resolves_to_the_original(host: Host) -> None:
    """The first trap: an incomplete copy looks whole while the source is there."""
    files = copied(host, LEAF)
    parent = parent_of(files, files.entry(f"{COPY}\\erp_1.avhdx"))
    assert parent is not None
    assert parent.path == PARENT


def test_a_whole_copy_resolves_to_itself(host: Host) -> None:
    """The parent beside the copied leaf is found before the one that the absolute path names."""
    files = copied(host, PARENT, LEAF)
    parent = parent_of(files, files.entry(f"{COPY}\\erp_1.avhdx"))
    assert parent is not None
    assert parent.path == f"{COPY}\\erp.vhdx"


def test_opening_a_copied_chain_writes_into_the_leaf(host: Host) -> None:
    """The second trap: bytes of the copy change, the guest's data do not; opening it again changes nothing more."""
    files = copied(host, PARENT, LEAF)
    leaf = files.entry(f"{COPY}\\erp_1.avhdx")
    before, guid = leaf.real.read_bytes(), read_data_write_guid(leaf.real)
    open_chain(files, leaf)
    once = leaf.real.read_bytes()
    assert once != before
    assert len(once) == len(before)
    assert read_data_write_guid(leaf.real) == guid
    open_chain(files, leaf)
    assert leaf.real.read_bytes() == once


def test_opening_a_chain_where_it_belongs_changes_nothing(host: Host) -> None:
    """The originals keep their bytes."""
    files = HostFiles(host)
    leaf = files.entry(LEAF)
    before = leaf.real.read_bytes()
    open_chain(files, leaf)
    assert leaf.real.read_bytes() == before


def test_a_parent_that_was_written_to_is_refused(host: Host) -> None:
    """A chain whose parent went on living is broken, and said to be."""
    files = copied(host, PARENT, LEAF)
    change_data_write_guid(files.entry(f"{COPY}\\erp.vhdx").real, UUID(int=7), UUID(int=8))
    with pytest.raises(ParentChanged):
        open_chain(files, files.entry(f"{COPY}\\erp_1.avhdx"))


def test_a_parent_that_is_nowhere_is_named(host: Host) -> None:
    """Where the source is gone, the missing file is named."""
    files = copied(host, LEAF)
    place_of(host.volumes, PARENT).real.unlink()
    with pytest.raises(ParentLost, match=r"erp\.vhdx"):
        open_chain(files, files.entry(f"{COPY}\\erp_1.avhdx"))


def test_a_damaged_copy_is_unreadable(host: Host) -> None:
    """Both headers damaged: no disk any more."""
    files = copied(host, PARENT)
    entry = files.entry(f"{COPY}\\erp.vhdx")
    entry.real.write_bytes(bytes(4 << 20))
    with pytest.raises(Unreadable):
        read_disk(files, entry)
