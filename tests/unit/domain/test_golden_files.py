"""Files of this version stay readable for ever, and are written the same to the byte."""

import json
from pathlib import Path

import jsonschema
import pytest

from gates.schemas import FOLDER, outdated, schemas
from migrator.domain.canonical import plain
from migrator.domain.check import check
from migrator.domain.concern import Concern
from migrator.domain.inventory_file import read_inventory, write_inventory
from migrator.domain.plan import Plan
from migrator.domain.plan_file import write_plan
from tests.unit.domain.golden import GOLDEN, concerns_text, golden_config, golden_inventory, golden_plan


def _golden(name: str) -> str:
    return (GOLDEN / name).read_bytes().decode("utf-8")


def test_old_inventory_is_read() -> None:
    """After the wipe an old file is all there is: it must give the same inventory as on its first day."""
    assert read_inventory(_golden("inventory-1.json"), "inventory-1.json") == golden_inventory()


def test_inventory_is_written_to_the_byte() -> None:
    """Equal hosts give equal files, so that a person can compare them with any tool."""
    assert write_inventory(golden_inventory()) == _golden("inventory-1.json")


def test_concerns_are_written_to_the_byte() -> None:
    """Waivers are bound to digests of concerns: a changed form would void them all."""
    assert concerns_text(check(golden_inventory(), golden_config())) == _golden("concerns-1.json")


def test_old_concerns_are_read() -> None:
    read = [Concern.model_validate_json(json.dumps(item)) for item in json.loads(_golden("concerns-1.json"))]
    assert read == check(golden_inventory(), golden_config())


def test_plan_is_written_to_the_byte() -> None:
    """Step ids and hashes of a plan do not change from one version of the program to the next."""
    assert write_plan(golden_plan()) == _golden("plan-1.json")


def test_old_plan_is_read() -> None:
    assert Plan.model_validate_json(_golden("plan-1.json")) == golden_plan()


@pytest.mark.parametrize("kind", ["inventory", "plan"])
def test_golden_file_follows_its_published_schema(kind: str) -> None:
    """What other tools are told about a file is true."""
    schema = json.loads((FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(_golden(f"{kind}-1.json")), schema)


def test_concerns_follow_their_published_schema() -> None:
    schema = json.loads((FOLDER / "concern.schema.json").read_text(encoding="utf-8"))
    for concern in check(golden_inventory(), golden_config()):
        jsonschema.validate(plain(concern), schema)


def test_published_schemas_are_current(tmp_path: Path) -> None:
    """The published schemas are those of the models; a schema that is missing is noticed."""
    assert outdated(FOLDER) == []
    assert set(outdated(tmp_path)) == set(schemas())
