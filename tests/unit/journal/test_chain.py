"""Reading a journal: a torn end is told from a broken middle, a stale copy from another story."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gates.schemas import FOLDER
from migrator.errors import JournalBroken, JournalsDiverge, JournalTooNew
from migrator.journal.chain import Chain
from migrator.journal.compare import Copy, Relation, find_longest, relation
from migrator.journal.record import FIRST_PREVIOUS, json_of, line_of, line_sha256, read_record
from tests.unit.journal.golden import GOLDEN, golden_journal
from tests.unit.journal.journals import ENTRIES, file_of, sink, write_journal

LINES = tuple(GOLDEN.read_bytes().splitlines(keepends=True))
OF_FIRST_EPOCH = LINES[:-1]


def _copy(name: str, lines: tuple[bytes, ...]) -> Copy:
    return Copy(name, lambda: iter(lines))


def test_the_first_journal_ever_written_is_still_read() -> None:
    """After the wipe an old disk is all there is."""
    chain = Chain(LINES, "golden")
    assert [record.entry for record in chain][1:-1] == list(ENTRIES)
    assert (chain.length, chain.epoch, chain.controller, chain.torn) == (22, 2, "other", None)


def test_a_journal_is_written_to_the_byte(tmp_path: Path) -> None:
    """The form of a line is a promise: chains are formed over bytes."""
    assert golden_journal(tmp_path) == GOLDEN.read_bytes()


def test_every_record_fits_the_published_schema() -> None:
    schema = json.loads((FOLDER / "journal.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    assert [list(validator.iter_errors(json.loads(line))) for line in LINES] == [[]] * len(LINES)
    mapping = schema["properties"]["entry"]["discriminator"]["mapping"]
    assert {json.loads(line)["entry"]["kind"] for line in LINES} == set(mapping)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, len(LINES) - 1), st.data())
def test_a_file_cut_anywhere_gives_all_whole_lines_and_names_the_torn_one(number: int, data: st.DataObject) -> None:
    """Power failure in the middle of a write: what was announced before it is still there."""
    cut = data.draw(st.integers(1, len(LINES[number]) - 1))
    chain = Chain([*LINES[:number], LINES[number][:cut]], "cut")
    assert [line + b"\n" for line, _ in chain.pairs()] == list(LINES[:number])
    assert chain.torn is not None
    assert (chain.torn.line, chain.torn.offset, chain.torn.size_bytes) == (
        number + 1,
        sum(len(line) for line in LINES[:number]),
        cut,
    )


def test_a_tail_of_zeros_is_a_torn_one() -> None:
    """NTFS may have made the file longer and not have written the bytes."""
    chain = Chain([*LINES[:3], b"\0" * 4096], "zeros").read_all()
    assert chain.torn is not None
    assert chain.length == 3


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.integers(0, len(LINES) - 2), st.data())
def test_a_flipped_byte_before_the_last_line_is_refused_with_its_line(number: int, data: st.DataObject) -> None:
    """Whatever byte it is: at the latest the next line does not continue the chain."""
    position = data.draw(st.integers(0, len(LINES[number]) - 2))
    bit = data.draw(st.integers(0, 7))
    line = bytearray(LINES[number])
    line[position] ^= 1 << bit
    changed = b"".join([*LINES[:number], bytes(line), *LINES[number + 1 :]]).splitlines(keepends=True)
    with pytest.raises((JournalBroken, JournalTooNew)) as refused:
        Chain(changed, "flipped").read_all()
    assert refused.value.parameters["line"] in {number + 1, number + 2}


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ([*LINES[:4], *LINES[5:]], 5),
        ([*LINES[:4], LINES[3], *LINES[4:]], 5),
        ([*LINES[:2], LINES[3], LINES[2], *LINES[4:]], 3),
        (LINES[1:], 1),
        ([*LINES[:2], b"{}\n", LINES[2]], 3),
        ([*LINES[:2], b"[1]\n", LINES[2]], 3),
        ([*LINES[:2], b"not json\n", LINES[2]], 3),
    ],
    ids=["left out", "doubled", "swapped", "beginning gone", "empty object", "list", "no json in the middle"],
)
def test_a_break_in_the_middle_is_refused_with_its_line(lines: list[bytes], line: int) -> None:
    with pytest.raises(JournalBroken) as refused:
        Chain(lines, "broken").read_all()
    assert refused.value.parameters["line"] == line


@pytest.mark.parametrize("change", [{"epoch": 2}, {"entry": json.loads(LINES[0])["entry"]}], ids=["epoch", "opened"])
def test_a_well_chained_record_at_the_wrong_place_is_refused(change: dict[str, object]) -> None:
    """An epoch rises by an adoption only; a journal is opened once."""
    forged = {**json.loads(LINES[1]), **change}
    line = json.dumps(forged, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    with pytest.raises(JournalBroken):
        Chain([LINES[0], line + b"\n"], "forged").read_all()


def test_a_newer_record_is_refused_by_name() -> None:
    """Nothing in it is guessed."""
    newer = LINES[0].replace(b'"schema_version":1', b'"schema_version":2')
    with pytest.raises(JournalTooNew, match="found=2"):
        Chain([newer], "newer").read_all()


def test_an_older_record_is_lifted_through_each_version() -> None:
    """The chain is over the bytes as they are; only what is in them is lifted."""
    old = json.loads(LINES[1]) | {"schema_version": -1}
    del old["run"]
    upgrades = {
        -1: lambda data: {**data, "schema_version": 0},
        0: lambda data: {**data, "schema_version": 1, "run": "old"},
    }
    assert read_record(old, "old", 2, upgrades).run == "old"
    with pytest.raises(JournalBroken, match="schema version -1"):
        read_record(old, "old", 2)


def test_reading_is_lazy() -> None:
    """A journal of a year is not held in memory to look at its beginning."""

    def endless() -> Iterator[bytes]:
        yield from LINES[:3]
        raise AssertionError

    assert len(list(islice(Chain(endless(), "endless"), 3))) == 3


def test_relations_of_copies() -> None:
    """A stale copy is one whose every line stands in the other."""
    assert relation(LINES, LINES) == (Relation.SAME, len(LINES) + 1)
    assert relation(LINES[:4], LINES) == (Relation.STALE, 5)
    assert relation(LINES, LINES[:4]) == (Relation.LONGER, 5)
    assert relation((*LINES[:4], b"x"), LINES) == (Relation.DIVERGED, 5)
    assert relation((), ()) == (Relation.SAME, 1)


def test_the_longest_copy_is_found_among_stale_and_torn_ones() -> None:
    longest = find_longest(
        [
            _copy("a", OF_FIRST_EPOCH[:5]),
            _copy("b", OF_FIRST_EPOCH[:9]),
            _copy("c", (*OF_FIRST_EPOCH[:8], b'{"torn')),
            _copy("d", ()),
        ]
    )
    assert (longest.best.name, longest.chain.length) == ("b", 9)
    assert [chain.length for chain in longest.chains] == [5, 9, 8, 0]


def test_the_higher_epoch_wins_over_the_longer_copy() -> None:
    """Whoever adopted leads, however much the other one wrote meanwhile."""
    assert find_longest([_copy("old", OF_FIRST_EPOCH), _copy("adopted", LINES)]).best.name == "adopted"


def test_two_stories_of_one_epoch_are_refused(tmp_path: Path) -> None:
    write_journal([sink(tmp_path, "a")], ENTRIES[:3]).close()
    write_journal([sink(tmp_path, "b")], ENTRIES[1:5]).close()
    copies = [_copy(name, tuple(file_of(tmp_path, name).read_bytes().splitlines(keepends=True))) for name in "ab"]
    with pytest.raises(JournalsDiverge) as refused:
        find_longest(copies)
    assert refused.value.parameters == {"file": "b", "other": "a", "line": 2}


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(st.characters(), max_size=30))
def test_any_name_survives_a_line(name: str) -> None:
    """Control characters, line separators of Unicode, and even half a surrogate pair stay within their line."""
    template = read_record(json_of(LINES[0]), "golden", 1)
    record = template.model_copy(update={"entry": template.entry.model_copy(update={"migration": name})})
    line = line_of(record)
    assert b"\n" not in line
    assert line.decode("utf-8")
    assert read_record(json_of(line), "name", 1) == record
    assert len(line_sha256(line)) == len(FIRST_PREVIOUS)
