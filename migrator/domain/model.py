"""The base of all data: frozen, closed to unknown fields."""

from datetime import datetime
from pathlib import PureWindowsPath
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer


class Model(BaseModel):
    """Frozen data; an unknown field is an error, for a document that says more than we know is not understood."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


WindowsPath = Annotated[PureWindowsPath, PlainSerializer(str, return_type=str)]
"""A path on a host: compared without regard to case, never touched here."""

SizeBytes = Annotated[int, Field(ge=0)]
UtcTime = AwareDatetime
__all__ = ["Model", "SizeBytes", "UtcTime", "WindowsPath", "datetime"]
