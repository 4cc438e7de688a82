"""Names that stock tools and file systems read alike, and a true path that is never lost."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.bag.difference import DifferenceKind
from migrator.bag.entry import Entry, read_entries, write_entries
from migrator.bag.manifest import read_manifest
from migrator.bag.names import fault_of_component, fault_of_path, fault_of_true_path, safe_component

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "safe-names-1.json"


def test_safe_names_stay_what_they_were() -> None:
    """A bag made years ago is read by every later version: the names never change."""
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert {name: safe_component(name) for name in golden} == golden


@given(st.text(alphabet=st.characters(), min_size=1))
def test_every_name_becomes_a_safe_one(name: str) -> None:
    assert fault_of_component(safe_component(name)) is None


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="/\\:\0"), min_size=1), min_size=1).map("/".join))
def test_the_true_path_comes_back(path: str) -> None:
    """Whatever Windows let somebody type, half a surrogate among it, is put back as it was."""
    if fault_of_true_path(path) is None:
        entry = Entry.of("src", path, owner=None, size_bytes=1, modified_unix_ns=1)
        assert read_entries(write_entries((entry,)))[0].true_path == path


@pytest.mark.parametrize("path", ["data/../x", "/etc/x", "C:/x", "data//x", "data/NUL", "..\\x", "data/a:b", "data/x."])
def test_a_hostile_path_is_named_and_not_followed(path: str) -> None:
    manifest = read_manifest(f"{'0' * 64}  {path}\n", "data/")
    assert fault_of_path(path)
    assert [fault.kind for fault in manifest.faults] == [DifferenceKind.UNSAFE]
    assert not manifest.digests


def test_two_names_that_windows_takes_for_one_are_a_collision() -> None:
    lines = f"{'0' * 64}  data/A.txt{os.linesep}{'1' * 64}  data/a.TXT\n"
    assert [fault.kind for fault in read_manifest(lines).faults] == [DifferenceKind.COLLISION]
