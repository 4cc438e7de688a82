"""The inventory as a file that is still readable and provably unchanged when the host is gone."""

import json
from collections.abc import Callable, Mapping
from typing import Final

from pydantic import JsonValue, ValidationError

from migrator.domain.canonical import plain, sha256_of
from migrator.domain.inventory.whole import INVENTORY_SCHEMA, Inventory
from migrator.errors import InventoryChanged, InventoryTooNew, InventoryUnreadable

Upgrade = Callable[[dict[str, JsonValue]], dict[str, JsonValue]]

UPGRADES: Final[Mapping[int, Upgrade]] = {}
"""From a schema version to the next one. Every version ever released stays readable."""


def inventory_sha256(inventory: Inventory) -> str:
    """Return the digest that the file carries and plans refer to."""
    return sha256_of(plain(inventory))


def write_inventory(inventory: Inventory) -> str:
    """Return the file's text: sorted keys, two spaces, LF; equal inventories give equal bytes."""
    body = plain(inventory)
    envelope: dict[str, JsonValue] = {
        "kind": "inventory",
        "schema_version": inventory.schema_version,
        "sha256": sha256_of(body),
        "inventory": body,
    }
    return json.dumps(envelope, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=2) + "\n"


def read_inventory(text: str, name: str, upgrades: Mapping[int, Upgrade] = UPGRADES) -> Inventory:
    """Return the inventory in `text`; `name` is the file's name for error messages.

    The digest is checked over the body as it was written, before any upgrade.
    """
    envelope = _envelope(text, name)
    body = envelope.get("inventory")
    version = envelope.get("schema_version")
    if envelope.get("kind") != "inventory" or not isinstance(body, dict) or type(version) is not int:
        raise InventoryUnreadable(file=name, found="not an inventory file", at="")
    if version > INVENTORY_SCHEMA:
        raise InventoryTooNew(file=name, found=version, known=INVENTORY_SCHEMA)
    expected = envelope.get("sha256")
    if expected != sha256_of(body):
        raise InventoryChanged(file=name, expected=str(expected), found=sha256_of(body))
    for old in range(version, INVENTORY_SCHEMA):
        if old not in upgrades:
            raise InventoryUnreadable(file=name, found=f"schema version {version}", at="schema_version")
        body = upgrades[old](body)
    try:
        return Inventory.model_validate_json(json.dumps(body), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InventoryUnreadable(file=name, found=first["msg"], at=where) from error


def _envelope(text: str, name: str) -> dict[str, JsonValue]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise InventoryUnreadable(file=name, found="not JSON", at=str(error)) from error
    except RecursionError:
        raise InventoryUnreadable(file=name, found="nested too deeply", at="") from None
    if not isinstance(data, dict):
        raise InventoryUnreadable(file=name, found="not an inventory file", at="")
    return data
