"""A .vhd of the lab ends in a footer that any reader of the old format accepts."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.lab.world.vhd import NotVhd, VhdFooter, checksum, geometry, read_vhd_footer, write_vhd

FOOTER = VhdFooter(UUID(int=0x0102030405060708090A0B0C0D0E0F10), datetime(2000, 1, 1, 0, 1, tzinfo=UTC), 1024 * 1024)


def test_fields_stand_where_the_format_puts_them() -> None:
    """Big-endian, at the documented offsets; the seconds count from 2000."""
    data = FOOTER.pack()
    assert len(data) == 512
    assert data[:8] == b"conectix"
    assert data[8:16].hex() == "0000000200010000"
    assert data[16:24] == b"\xff" * 8
    assert data[24:28].hex() == "0000003c"
    assert data[40:56].hex() == "0000000000100000" * 2
    assert data[60:64].hex() == "00000002"
    assert data[68:84].hex() == "0102030405060708090a0b0c0d0e0f10"


def test_checksum_is_the_complement_of_the_sum() -> None:
    """Hand-computed: 511 bytes of 1 less the four of the checksum itself."""
    assert checksum(b"\1" * 512) == 0xFFFFFFFF - 508


@pytest.mark.parametrize(
    ("sectors", "expected"),
    [(2048, (30, 4, 17)), (41_943_040, (41_610, 16, 63)), (2**32, (65_535, 16, 255)), (400_000, (806, 16, 31))],
)
def test_geometry_follows_the_appendix(sectors: int, expected: tuple[int, int, int]) -> None:
    """1 MiB, 20 GiB, 2 TiB and a middling disk have the geometry other tools compute."""
    assert geometry(sectors) == expected


@given(st.uuids(), st.integers(0, 2**31), st.integers(1, 4000))
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, unique_id: UUID, seconds: int, sectors: int
) -> None:
    """Id, time and size survive the file."""
    path = tmp_path_factory.mktemp("vhd") / "a.vhd"
    footer = VhdFooter(unique_id, datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds), sectors * 512)
    write_vhd(path, footer, b"data")
    assert read_vhd_footer(path) == footer
    assert path.stat().st_size == sectors * 512 + 512


@pytest.mark.parametrize("offset", [0, 30, 100, 511])
def test_a_changed_byte_is_noticed(tmp_path: Path, offset: int) -> None:
    """Cookie and checksum together cover the whole footer."""
    data = bytearray(FOOTER.pack())
    data[offset] ^= 1
    path = tmp_path / "a.vhd"
    path.write_bytes(data)
    with pytest.raises(NotVhd):
        read_vhd_footer(path)


def test_a_disk_is_whole_sectors(tmp_path: Path) -> None:
    """No half sector and no data beyond the end."""
    with pytest.raises(ValueError, match="1000"):
        write_vhd(tmp_path / "a.vhd", VhdFooter(UUID(int=1), FOOTER.created_at, 1000), b"")
