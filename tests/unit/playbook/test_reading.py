"""A playbook is read strictly: what it does not mean is refused with its line."""

from pathlib import Path

import pytest

from migrator.errors import PlaybookUnusable
from migrator.playbook.shipped import load_playbook, read_playbook, shipped_playbooks
from migrator.playbook.strict_yaml import YamlRefused, parse

HEAD = "schema_version: 1\nname: own\n"


def _phases(*steps: str) -> str:
    return HEAD + "phases:\n  - id: one\n    steps:\n" + "".join(f"      - {step}\n" for step in steps)


GO = "{id: go, host: source, apply: {script: Get-It}}"


def test_shipped_rebuild_is_read() -> None:
    """The playbook that comes with the program is one that the program takes."""
    playbook = load_playbook("rebuild")
    assert playbook.name == "rebuild"
    assert [phase.id for phase in playbook.phases][:4] == ["prepare", "shut-down", "copy", "wipe-gate"]


def test_unknown_playbook_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("x", encoding="utf-8")
    assert shipped_playbooks(tmp_path) == ("a",)
    with pytest.raises(PlaybookUnusable) as caught:
        load_playbook("b", tmp_path)
    assert caught.value.parameters["found"] == "known: a"


@pytest.mark.parametrize(
    "text",
    [
        _phases(GO, GO),
        _phases("{id: go, host: source, apply: {script: Get-It}, needs: [later]}"),
        _phases("{id: go, host: source, apply: {script: Get-It}, needs_all: [later]}"),
        _phases("{id: go, host: source}"),
        _phases("{id: go, host: person, kind: manual, apply: {script: Get-It}}"),
        _phases("{id: go, host: person, apply: {script: Get-It}}"),
        _phases("{id: go, host: source, kind: gate}"),
        _phases("{id: go, host: person, kind: manual, inputs: [strange]}"),
        _phases("{id: go, host: person, kind: manual, colour: blue}"),
        _phases("{id: go, host: source, apply: {script: 'Get-It; rm'}}"),
        _phases(GO) + "  - id: one\n    steps:\n      - {id: stop, host: person, kind: manual}\n",
        HEAD + "phases: []\n",
        "schema_version: 2\nname: own\n",
        "name: [",
        "",
    ],
)
def test_playbook_that_contradicts_itself_is_refused(text: str) -> None:
    """Doubled ids, needs that are no earlier steps, scripts where a person works, unknown fields, newer schemas."""
    with pytest.raises(PlaybookUnusable) as caught:
        read_playbook(text, "own.yaml")
    assert caught.value.parameters["file"] == "own.yaml"
    assert str(caught.value.parameters["at"]).startswith("line ")


def test_values_are_what_they_look_like() -> None:
    """Numbers, switches and nothing are taken as YAML 1.2 says; `no` and `1:30` and dates stay text."""
    text = "a: 5\nb: 1.5\nc: true\nd: null\ne: no\nf: 1:30\ng: 2026-11-21\nh: '5'\ni: [1]\n"
    assert parse(text).data == {
        "a": 5,
        "b": 1.5,
        "c": True,
        "d": None,
        "e": "no",
        "f": "1:30",
        "g": "2026-11-21",
        "h": "5",
        "i": [1],
    }


def test_number_that_python_cannot_read_stays_text() -> None:
    assert parse("a: 1_000\nb: .inf\nc: 0x1F\n").data == {"a": 1000, "b": ".inf", "c": "0x1F"}


def test_line_of_a_value_is_known() -> None:
    document = parse("a:\n  b:\n    - 1\n    - x: 2\n")
    assert document.line_of(("a", "b", 1, "x")) == 4
    assert document.line_of(("a", "gone", "deeper")) == 1


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\na: 2\n", 2), ("a: &x 1\nb: *x\n", 1), ("a: [1\nb: 2\n", 2), ("a: 1\n---\nb: 2\n", 1)]
)
def test_what_could_be_misread_is_refused(text: str, line: int) -> None:
    """A key twice, anchors, a second document: somebody meant something else."""
    with pytest.raises(YamlRefused) as caught:
        parse(text)
    assert caught.value.line >= line
