"""Setting fields of the world's objects from a scenario's free mappings, as strictly as everything else in it."""

from typing import Any, TypeVar, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

_Thing = TypeVar("_Thing")


class SettingRefused(Exception):
    """A mapping names no field of the class, or a value does not fit it."""


def apply_settings(thing: _Thing, settings: dict[str, object]) -> _Thing:
    """Set fields by name; a mapping for a field that is an object itself sets fields of that object."""
    hints = get_type_hints(type(thing))
    for name, value in settings.items():
        if name not in hints:
            raise SettingRefused(f"{type(thing).__name__} has no field {name!r}")
        held = getattr(thing, name)
        if isinstance(value, dict) and hasattr(held, "__dataclass_fields__"):
            apply_settings(held, value)
        else:
            setattr(thing, name, _checked(type(thing), name, hints[name], value))
    return thing


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


def _checked(owner: type, name: str, hint: Any, value: object) -> object:
    # A model of one field, because a dataclass inside a model takes over that model's strictness about unknown keys.
    model = create_model(owner.__name__, __base__=_Strict, value=(hint, ...))
    try:
        return dict(model.model_validate({"value": value}))["value"]
    except ValidationError as refused:
        raise SettingRefused(f"{owner.__name__}.{name}: {refused.errors()[0]['msg']}") from refused
