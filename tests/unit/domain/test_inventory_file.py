"""An inventory file is read back exactly, or refused with a reason."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.domain.canonical import sha256_of
from migrator.domain.inventory_file import inventory_sha256, read_inventory, write_inventory
from migrator.errors import ExitCode, InventoryChanged, InventoryTooNew, InventoryUnreadable
from tests.unit.domain.builders import APP_ID, host, inventory, vm


def _edited(**changes: Any) -> str:
    return json.dumps({**json.loads(write_inventory(inventory())), **changes})


@given(notes=st.text(max_size=40), at=st.datetimes(timezones=st.just(UTC)))
def test_what_is_written_is_read_back(notes: str, at: datetime) -> None:
    """Whatever people put into notes survives, and the file is the same when written again."""
    made = inventory(virtual_machines=(vm(APP_ID, "app", notes=notes),), host=host(clock=at))
    text = write_inventory(made)
    assert read_inventory(text, "x.json") == made
    assert write_inventory(read_inventory(text, "x.json")) == text


def test_file_is_for_people_and_tools() -> None:
    """UTF-8 without escapes, LF, sorted keys, one line end at the end: a diff tool shows only what changed."""
    text = write_inventory(inventory(virtual_machines=(vm(APP_ID, "Größe"),)))
    assert "Größe" in text
    assert "\r" not in text
    assert text.endswith("}\n")
    assert list(json.loads(text)) == ["inventory", "kind", "schema_version", "sha256"]


def test_digest_is_over_the_canonical_body() -> None:
    """Any tool can recompute it: compact JSON with sorted keys."""
    envelope = json.loads(write_inventory(inventory()))
    assert envelope["sha256"] == sha256_of(envelope["inventory"]) == inventory_sha256(inventory())


def test_edited_inventory_is_refused() -> None:
    """Nobody plans on an inventory that was changed by hand or by a bad disk."""
    envelope = json.loads(write_inventory(inventory()))
    envelope["inventory"]["host"]["name"] = "HV99"
    with pytest.raises(InventoryChanged) as caught:
        read_inventory(json.dumps(envelope), "old.json")
    assert caught.value.exit_code is ExitCode.INTEGRITY
    assert caught.value.parameters["file"] == "old.json"


def test_newer_inventory_is_refused() -> None:
    """What a newer program wrote is not guessed at."""
    with pytest.raises(InventoryTooNew) as caught:
        read_inventory(_edited(schema_version=99), "new.json")
    assert caught.value.parameters == {"file": "new.json", "found": 99, "known": 1}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "nonsense", _edited(kind="plan"), _edited(schema_version="1"), _edited(inventory=[])]
)
def test_what_is_no_inventory_is_refused(text: str) -> None:
    with pytest.raises(InventoryUnreadable):
        read_inventory(text, "x.json")


def test_inventory_with_a_strange_field_is_refused_by_its_place() -> None:
    """The message names the field, so that a person can look."""
    body = {**json.loads(write_inventory(inventory()))["inventory"], "colour": "blue"}
    with pytest.raises(InventoryUnreadable) as caught:
        read_inventory(_edited(inventory=body, sha256=sha256_of(body)), "x.json")
    assert caught.value.parameters["at"] == "colour"


def test_older_inventory_is_upgraded_after_its_digest_was_checked() -> None:
    """Every version ever released stays readable: the chain of upgrades is applied to the body as it was written."""
    body = json.loads(write_inventory(inventory()))["inventory"]
    old = {key: value for key, value in body.items() if key != "host_items"}
    text = _edited(inventory=old, schema_version=0, sha256=sha256_of(old))
    read = read_inventory(text, "x.json", {0: lambda before: {**before, "host_items": []}})
    assert read == inventory()


def test_older_inventory_without_an_upgrade_is_refused() -> None:
    with pytest.raises(InventoryUnreadable):
        read_inventory(_edited(schema_version=0), "x.json", {})


def test_a_file_that_is_nested_without_end_is_refused_in_words() -> None:
    """Nobody's file makes the program fall over."""
    with pytest.raises(InventoryUnreadable):
        read_inventory("[" * 100_000, "inventory.json")
