"""The reference says what the program does: generated pages and schemas are current, and the example is complete."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML

from gates.reference.__main__ import REPOSITORY, main
from gates.reference.error_pages import closed_set
from gates.reference.pages import pages
from migrator.adapters.config_file import read_config
from migrator.domain.config import Config
from migrator.domain.rules.every import RULES
from migrator.report.catalogue import load_catalogue

FOLDER = REPOSITORY / "docs" / "reference"
EXAMPLE = FOLDER / "migrator.example.yaml"


def test_pages_and_schemas_are_current(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody reads about an option, error or field that is not there: run python -m gates.reference."""
    assert main(["--check"]) == 0, capsys.readouterr().err


def test_an_outdated_page_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The check itself can fail."""
    shutil.copytree(FOLDER, tmp_path / "docs" / "reference")
    (tmp_path / "scripts").symlink_to(REPOSITORY / "scripts")
    (tmp_path / "docs" / "reference" / "rules.md").write_text("# Rules\n", encoding="utf-8")
    (tmp_path / "docs" / "reference" / "selftest.schema.json").unlink()
    assert main(["--check"], tmp_path) == 1
    said = capsys.readouterr().err
    assert said.count("not current") == 2
    assert "rules.md" in said
    assert "selftest.schema.json" in said


def test_the_example_is_a_configuration_with_every_field() -> None:
    """Whoever copies it gets no fault, and whoever looks for a field finds it there with a value."""
    read_config(EXAMPLE)
    written = YAML(typ="safe").load(EXAMPLE.read_text(encoding="utf-8"))
    assert _keys(written) >= _fields(Config)


def test_every_error_and_rule_has_its_place() -> None:
    """A person who sees an id finds it as a heading."""
    made = pages(REPOSITORY)
    for error in closed_set():
        assert f"\n## {error.id}\n" in made["errors.md"]
    for rule in RULES:
        assert f"\n### {rule.id}\n" in made["rules.md"]
    for entry in load_catalogue().entries:
        if entry.startswith("concern."):
            assert f"\n### {entry.removeprefix('concern.')}\n" in made["rules.md"], "found while a plan is carried out"


def test_links_lead_somewhere() -> None:
    """Every link between the pages names a file that is there and a heading in it."""
    read = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.iterdir()}
    headings = {
        name: {_anchor(line) for line in re.findall(r"^#+ (.+)$", text, re.MULTILINE)} for name, text in read.items()
    }
    for name, text in read.items():
        if not name.endswith(".md"):
            continue
        for target, anchor in re.findall(r"\]\(([\w./-]*)(?:#([\w-]+))?\)", text):
            assert not target or (FOLDER / target).is_file(), f"{name}: {target}"
            assert not anchor or anchor in headings[target or name], f"{name}: {target}#{anchor}"


def _anchor(heading: str) -> str:
    """Make the anchor of a heading the way GitHub does."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in _keys(inner)}
    return {key for inner in value for key in _keys(inner)} if isinstance(value, list) else set()


def _fields(model: type[BaseModel]) -> set[str]:
    schema = model.model_json_schema()
    parts = [schema, *schema["$defs"].values()]
    return {field for part in parts for field in part.get("properties", {})}
