"""How long guests may take to shut down, and what then."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from migrator.domain.decisions import Sentence
from migrator.domain.model import Model


class WhenStillOn(StrEnum):
    """What is done about a virtual machine that is still on when its time is over."""

    WAIT = "wait"
    """It is asked again, until `give_up_after_s`."""
    ASK = "ask"
    """The run waits for a person, who looks at the guest and runs it again."""
    TURN_OFF = "turn-off"
    """The power is cut, as a person with a name and a reason allowed."""


class Consent(Model):
    """A person allows that power is cut: what the guest did not write down is lost."""

    person: Sentence
    reason: Sentence


class ShutdownOf(Model):
    """Another choice for one virtual machine; what is left out is as for all."""

    vm: str = Field(min_length=1)
    """Name or id."""
    time_limit_s: int | None = Field(default=None, ge=1, le=86_400)
    then: WhenStillOn | None = None
    consent: Consent | None = None
    """Needed where `then` is `turn-off`."""


class Shutdown(Model):
    """Choices for all virtual machines. A guest that is shutting down, to install updates perhaps, is always waited for."""

    time_limit_s: int = Field(default=600, ge=1, le=86_400)
    then: WhenStillOn = WhenStillOn.WAIT
    give_up_after_s: int = Field(default=14_400, ge=1)
    """With `wait`: after so many seconds the step fails."""
    consent: Consent | None = None
    """Needed where `then` is `turn-off`."""
    exceptions: tuple[ShutdownOf, ...] = ()

    @model_validator(mode="after")
    def _power_is_cut_with_consent_only(self) -> Self:
        cut = [self.consent] if self.then is WhenStillOn.TURN_OFF else []
        cut += [one.consent or self.consent for one in self.exceptions if one.then is WhenStillOn.TURN_OFF]
        if None in cut:
            msg = "`turn-off` needs `consent` with a person and a reason"
            raise ValueError(msg)
        return self

    def of(self, name: str, vm_id: str) -> "Shutdown":
        """Return the choices for one virtual machine, its exception merged in."""
        for one in self.exceptions:
            if one.vm.casefold() in {name.casefold(), vm_id.casefold()}:
                return Shutdown(
                    time_limit_s=one.time_limit_s or self.time_limit_s,
                    then=one.then or self.then,
                    give_up_after_s=self.give_up_after_s,
                    consent=one.consent or self.consent,
                )
        return self
