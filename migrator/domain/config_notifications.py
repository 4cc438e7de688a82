"""Who is told when a run is done, has failed, or waits."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from migrator.domain.connection import PasswordSource, PasswordStore
from migrator.domain.model import Model
from migrator.domain.plan import Slug


class Occasion(StrEnum):
    """When somebody is told."""

    DONE = "done"
    FAILED = "failed"
    WAITING = "waiting"
    """A person is needed: a manual step, a question, a gate."""


class Notification(Model):
    """One address; it holds a token as a rule, so it stands where passwords stand, never in the configuration."""

    name: Slug
    address_from: PasswordSource
    """An Apprise address (`mailto://...`, `ntfy://...`); in keyring or environment."""
    on: tuple[Occasion, ...] = Field(default=tuple(Occasion), min_length=1)

    @model_validator(mode="after")
    def _nobody_is_asked(self) -> Self:
        if self.address_from.store is PasswordStore.PROMPT or not self.address_from.name:
            msg = "an address is taken from the environment or the keyring, under a `name`"
            raise ValueError(msg)
        return self
