"""Nothing a person made is ever lost to a file of ours."""

from pathlib import Path

import pytest

from migrator.adapters.kept_file import read_text, write_keeping_old
from migrator.errors import FileNotWritten, FileUnreadable


def test_an_older_file_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    assert write_keeping_old(path, "one") is None
    assert write_keeping_old(path, "two") == tmp_path / "plan.1.json"
    assert write_keeping_old(path, "three") == tmp_path / "plan.2.json"
    assert [read_text(tmp_path / name) for name in ("plan.json", "plan.1.json", "plan.2.json")] == [
        "three",
        "one",
        "two",
    ]


def test_the_same_words_again_make_no_second_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    write_keeping_old(path, "one")
    assert write_keeping_old(path, "one") is None
    assert [found.name for found in tmp_path.iterdir()] == ["plan.json"]


def test_a_place_that_cannot_be_written_is_named_and_what_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(FileNotWritten) as caught:
        write_keeping_old(tmp_path / "file" / "plan.json", "x")
    assert caught.value.parameters["file"] == str(tmp_path / "file" / "plan.json")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_file_that_is_missing_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="No such file"):
        read_text(tmp_path / "missing.json")
    (tmp_path / "picture").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileUnreadable, match="not UTF-8"):
        read_text(tmp_path / "picture")
