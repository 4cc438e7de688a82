"""Certificates of virtual TPMs are saved under a passphrase, proven readable, and brought to the new host with their keys."""

from pathlib import Path

import pytest

from gates.contract.cases.disk_world import marker
from migrator.errors import CertificateNotExportable
from migrator.journal.words import Truth
from migrator.lab.world.model import Volume
from tests.unit.steps.rehearsal_box import Box

SAVE, BRING = "save-certificate/", "bring-certificate/"


@pytest.fixture
def box(tmp_path: Path) -> Box:
    """`company`, one of whose virtual machines has a virtual TPM, with both external disks marked."""
    made = Box("company", tmp_path / "box")
    for name, volume in zip("ab", external(made), strict=True):
        (volume.root / "migrator-disk.json").write_text(marker(name), encoding="utf-8")
        made.answers[f"external-disk/disk/{name}"] = volume.unique_id
    return made


def external(box: Box) -> list[Volume]:
    """Return the volumes of the external disks, in order."""
    return [one for disk in box.host.disks if disk.bus_type == "USB" for one in disk.volumes]


def files(box: Box) -> list[Path]:
    """Return the saved certificates on all disks."""
    return [found for one in external(box) for found in sorted(one.root.rglob("*.pfx"))]


def test_a_certificate_is_saved_on_both_disks_and_opens(box: Box) -> None:
    """Not before both files open with the passphrase is the step true."""
    assert box.check(SAVE).truth is Truth.FALSE
    box.apply(SAVE)
    assert box.check(SAVE).truth is Truth.TRUE
    assert len(files(box)) == 2


def test_a_damaged_file_on_one_disk_is_seen(box: Box) -> None:
    """One readable copy is not two."""
    box.apply(SAVE)
    first = files(box)[0]
    content = bytearray(first.read_bytes())
    content[-1] ^= 1
    first.write_bytes(content)
    answer = box.check(SAVE)
    assert (answer.truth, answer.found["saved"]) == (Truth.FALSE, {"a": False, "b": True})


def test_another_passphrase_does_not_open_it(box: Box) -> None:
    """A mistyped passphrase is found out before the old host is gone."""
    box.apply(SAVE)
    box.passphrase = "correct hrose"
    assert box.check(SAVE).truth is Truth.FALSE


def test_the_passphrase_and_the_key_are_nowhere_in_plain_text(box: Box) -> None:
    """Neither the file, nor what the step found or wrote down, tells the passphrase."""
    box.apply(SAVE)
    told = repr((box.check(SAVE), box.prepare(BRING), box.session.scripts, box.plan))
    assert box.passphrase not in told
    assert all(box.passphrase.encode() not in one.read_bytes() for one in files(box))


def test_a_key_that_may_not_leave_the_host_is_a_blocker(box: Box) -> None:
    """The administrator reads it before the wipe, with exit code 10."""
    for certificate in box.host.certificates:
        certificate.exportable = False
    with pytest.raises(CertificateNotExportable) as raised:
        box.apply(SAVE)
    assert raised.value.exit_code == 10
    assert files(box) == []


def test_a_certificate_comes_to_the_new_host_with_its_key(box: Box) -> None:
    """Imported once, and the key may leave again at the next rebuild."""
    box.apply(SAVE)
    box.hands.rebuild()
    assert box.check(BRING).truth is Truth.FALSE
    box.apply(BRING)
    box.apply(BRING)
    assert box.check(BRING).truth is Truth.TRUE
    thumbprint = str(box.check(BRING).found["thumbprint"])
    [brought] = [one for one in box.host.certificates if one.thumbprint == thumbprint]
    assert (brought.has_private_key, brought.exportable) == (True, True)


def test_a_certificate_without_its_key_is_not_there(box: Box) -> None:
    """The public half alone opens no virtual TPM."""
    box.apply(SAVE)
    box.hands.rebuild()
    box.apply(BRING)
    for certificate in box.host.certificates:
        certificate.has_private_key = False
    assert box.check(BRING).truth is Truth.FALSE
