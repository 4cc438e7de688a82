"""The one way in which data becomes bytes that are hashed or compared."""

import hashlib
import json

from pydantic import JsonValue

from migrator.domain.model import Model


def canonical_json(value: JsonValue) -> str:
    """Return compact JSON with sorted keys and without escapes for letters beyond ASCII."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def sha256_of(value: JsonValue) -> str:
    """Return the lower-case hex digest of the canonical form in UTF-8."""
    # A lone surrogate is possible in a Windows name; it must be hashed the same everywhere instead of refused.
    return hashlib.sha256(canonical_json(value).encode("utf-8", "surrogatepass")).hexdigest()


def plain(model: Model) -> dict[str, JsonValue]:
    """Return a model as JSON data: paths and ids as strings, times as ISO 8601."""
    data: dict[str, JsonValue] = model.model_dump(mode="json")
    return data
