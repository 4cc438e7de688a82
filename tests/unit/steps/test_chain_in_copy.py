"""A tried chain is written into by Windows itself; the copy is made good before its bytes are proven."""

from pathlib import Path, PureWindowsPath

import pytest

from migrator.journal.words import Truth
from migrator.lab.world.disk_files import DiskFiles
from migrator.lab.world.placing import place_of
from migrator.lab.world.scenario_schema import VmDiskSpec
from migrator.lab.world.seeding import Seeding
from migrator.lab.world.vmcx import save_configuration
from tests.unit.steps.copy_box import CopyBox


@pytest.fixture
def box(tmp_path: Path) -> CopyBox:
    """Give a box whose first copied machine runs on a differencing disk."""
    box = CopyBox(tmp_path)
    subject = box.step("copy-vm/vm/").subject.id
    vm = next(one for one in box.host.vms if str(one.id) == subject)
    drive = vm.hard_disk_drives[0]
    base = PureWindowsPath(str(drive.path))
    leaf = str(base.with_name(f"{base.stem}-child.vhdx"))
    DiskFiles(box.host, Seeding(1)).make(leaf, VmDiskSpec(size=1 << 30, type="Differencing", parent=str(base)))
    drive.path = leaf
    save_configuration(box.host, vm)
    return box


def test_what_the_try_wrote_is_copied_anew_before_the_proof(box: CopyBox) -> None:
    """The operator sees which file it was, the disk ends with the source's bytes, and nothing has to be run twice."""
    subject = box.step("copy-vm/vm/").subject.id
    vm = next(one for one in box.host.vms if str(one.id) == subject)
    source = place_of(box.host.volumes, str(vm.hard_disk_drives[0].path)).real
    own = box.step("copy-vm/vm/").id.rpartition("/")[2]
    box.copied()
    copy = next(path for path in box.payload("DISK-A") if path.name == source.name)
    answer = box.done(f"prove-importable/vm-and-disk/{own}/a")
    assert (answer.truth, answer.found["written"]) == (Truth.TRUE, [source.name])
    assert [one.rule for one in answer.concerns] == ["importable.copy-written"]
    assert copy.read_bytes() == source.read_bytes()
    assert box.done(f"prove-copy/vm-and-disk/{own}/a").truth is Truth.TRUE
    box.queue.close()
