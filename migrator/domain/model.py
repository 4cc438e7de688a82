"""The base of all data: frozen, closed to unknown fields."""

from datetime import datetime
from pathlib import PureWindowsPath
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer


class Model(BaseModel):
    """Frozen data; an unknown field is an error, for a document that says more than we know is not understood."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def _windows_path(value: object) -> object:
    return PureWindowsPath(value) if isinstance(value, str) else value


WindowsPath = Annotated[
    PureWindowsPath,
    BeforeValidator(_windows_path, json_schema_input_type=str),
    PlainSerializer(str, return_type=str),
]
"""A path on a host: compared without regard to case, never touched here."""

SizeBytes = Annotated[int, Field(ge=0)]
UtcTime = AwareDatetime
__all__ = ["Model", "SizeBytes", "UtcTime", "WindowsPath", "datetime"]
