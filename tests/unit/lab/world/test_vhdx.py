"""What the lab calls a virtual disk is a VHDX file that any reader of the format accepts."""

import struct
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.lab.world.crc32c import crc32c
from migrator.lab.world.vhdx import (
    Parent,
    Vhdx,
    change_data_write_guid,
    read_data_write_guid,
    read_vhdx,
    write_vhdx,
)
from migrator.lab.world.vhdx_layout import MIB, NotVhdx, pack_parent_locator, unpack_parent_locator

KIB = 1024
FILE_WRITE = UUID("11111111-2222-3333-4444-555555555555")
DATA_WRITE = UUID("aabbccdd-eeff-0011-2233-445566778899")
DISK = UUID("01020304-0506-0708-090a-0b0c0d0e0f10")
SMALL = Vhdx(FILE_WRITE, DATA_WRITE, DISK, size_bytes=8 * MIB, fixed=False)


def test_checksum_equals_the_published_check_value() -> None:
    """CRC-32C of "123456789" is 0xE3069283 in every catalogue; 32 zero bytes give 0x8A9136AA (RFC 3720 B.4)."""
    assert crc32c(b"123456789") == 0xE3069283
    assert crc32c(bytes(32)) == 0x8A9136AA


def test_every_structure_stands_where_the_format_puts_it(tmp_path: Path) -> None:
    """A hex editor beside MS-VHDX finds each field at its documented offset."""
    path = tmp_path / "a.vhdx"
    write_vhdx(path, SMALL, b"guest" + bytes(2 * MIB))
    data = path.read_bytes()
    assert data[:8] == b"vhdxfile"
    assert data[64 * KIB : 64 * KIB + 4] == b"head"
    assert struct.unpack_from("<Q", data, 64 * KIB + 8) == (0,)
    assert struct.unpack_from("<Q", data, 128 * KIB + 8) == (1,)
    assert data[128 * KIB + 32 : 128 * KIB + 48].hex() == "ddccbbaaffee11002233445566778899"
    assert data[192 * KIB : 256 * KIB] == data[256 * KIB : 320 * KIB]
    assert struct.unpack_from("<I", data, 192 * KIB + 8) == (2,)
    assert data[2 * MIB : 2 * MIB + 8] == b"metadata"
    # Block 0 is fully present (6) at 4 MiB, blocks 1 and 2 behind it, block 3 nowhere.
    assert struct.unpack_from("<4Q", data, 3 * MIB) == (4 << 20 | 6, 5 << 20 | 6, 6 << 20 | 6, 0)
    assert data[4 * MIB : 4 * MIB + 5] == b"guest"
    assert len(data) == 7 * MIB


@pytest.mark.parametrize(("offset", "length"), [(64 * KIB, 4 * KIB), (128 * KIB, 4 * KIB), (192 * KIB, 64 * KIB)])
def test_checksums_cover_their_structures(tmp_path: Path, offset: int, length: int) -> None:
    """Each checksum is that of its structure with four zero bytes in the checksum's place."""
    path = tmp_path / "a.vhdx"
    write_vhdx(path, SMALL, b"")
    block = path.read_bytes()[offset : offset + length]
    (claimed,) = struct.unpack_from("<I", block, 4)
    assert claimed == crc32c(block[:4] + bytes(4) + block[8:])


@given(
    ids=st.tuples(st.uuids(), st.uuids(), st.uuids()),
    blocks=st.integers(1, 5000),
    fixed=st.booleans(),
    linkage=st.none() | st.uuids(),
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    sequence_number=st.integers(1, 2**64 - 1),
)
def test_what_was_written_is_read(
    *,
    tmp_path_factory: pytest.TempPathFactory,
    ids: tuple[UUID, UUID, UUID],
    blocks: int,
    fixed: bool,
    linkage: UUID | None,
    name: str,
    sequence_number: int,
) -> None:
    """No size, id or parent's name is lost on the way through a file."""
    path = tmp_path_factory.mktemp("vhdx") / "a.vhdx"
    parent = None if linkage is None else Parent(linkage, f".\\{name}", f"\\\\?\\Volume{{1}}\\{name}", f"D:\\{name}")
    vhdx = Vhdx(*ids, blocks * MIB, fixed, parent, sequence_number=sequence_number)
    write_vhdx(path, vhdx, b"x")
    assert read_vhdx(path) == vhdx


def test_a_start_changes_only_the_header_that_did_not_count(tmp_path: Path) -> None:
    """A guest's first write is seen in DataWriteGuid, and the older header survives as the format demands."""
    path = tmp_path / "a.vhdx"
    write_vhdx(path, SMALL, b"data")
    before = path.read_bytes()
    new = UUID(int=7)
    change_data_write_guid(path, new, UUID(int=8))
    after = path.read_bytes()
    assert read_data_write_guid(path) == new
    assert read_vhdx(path).sequence_number == 2
    assert after[68 * KIB :] == before[68 * KIB :]
    change_data_write_guid(path, DATA_WRITE, UUID(int=9))
    assert read_data_write_guid(path) == DATA_WRITE


def test_a_torn_header_leaves_the_other_one_valid(tmp_path: Path) -> None:
    """A damaged newer header is passed over; both damaged is no VHDX."""
    path = tmp_path / "a.vhdx"
    write_vhdx(path, SMALL, b"")
    change_data_write_guid(path, UUID(int=7), UUID(int=8))
    _flip(path, 64 * KIB + 40)
    assert read_data_write_guid(path) == DATA_WRITE
    _flip(path, 128 * KIB + 40)
    with pytest.raises(NotVhdx):
        read_data_write_guid(path)


def test_a_torn_region_table_leaves_the_other_one_valid(tmp_path: Path) -> None:
    """Both copies of the region table are consulted."""
    path = tmp_path / "a.vhdx"
    write_vhdx(path, SMALL, b"")
    _flip(path, 192 * KIB + 9)
    assert read_vhdx(path) == SMALL
    _flip(path, 256 * KIB + 9)
    with pytest.raises(NotVhdx):
        read_vhdx(path)


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    """A renamed ISO does not pass for a disk."""
    path = tmp_path / "a.vhdx"
    path.write_bytes(b"CD001" * 1000)
    with pytest.raises(NotVhdx):
        read_data_write_guid(path)


def test_parent_locator_bytes_are_those_of_the_format() -> None:
    """Hand-computed: 20 bytes of header, one 12-byte entry, then key and value in UTF-16."""
    item = pack_parent_locator({"ab": "ü"})
    assert item.hex() == "b7ef4ab09ed1814ab78925b8e9445913" + "00000100" + "20000000" + "24000000" + "04000200" + (
        "61006200" + "fc00"
    )
    assert unpack_parent_locator(item) == {"ab": "ü"}


def test_payload_larger_than_the_disk_is_refused(tmp_path: Path) -> None:
    """A disk never holds more than its size."""
    with pytest.raises(ValueError, match=str(9 * MIB)):
        write_vhdx(tmp_path / "a.vhdx", SMALL, bytes(9 * MIB))


def _flip(path: Path, offset: int) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 0xFF]))
