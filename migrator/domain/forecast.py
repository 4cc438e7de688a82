"""How long a migration takes, from amounts and rates; the pessimistic end decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from migrator.domain.config import Config, Rate
from migrator.domain.plan import Forecast, ForecastItem

_MB = 10**6
_PER_STEP_S = (5, 60)
"""Optimistic and pessimistic seconds of a step that the program takes and that moves no bytes; an assumption."""


@dataclass(frozen=True)
class Work:
    """What one phase does: bytes at a rate each, people's minutes as declared, short steps, and steps of people."""

    phase: str
    moved: tuple[tuple[int, Rate], ...] = ()
    minutes: tuple[int, int] = (0, 0)
    step_count: int = 0
    people_count: int = 0
    """Steps that people take and for which nobody declared a time."""

    def item(self) -> ForecastItem:
        """Return the phase's two ends in seconds."""
        optimistic = sum(size / (rate.optimistic_mb_per_s * _MB) for size, rate in self.moved)
        pessimistic = sum(size / (rate.pessimistic_mb_per_s * _MB) for size, rate in self.moved)
        return ForecastItem(
            phase=self.phase,
            optimistic_s=round(optimistic) + self.minutes[0] * 60 + self.step_count * _PER_STEP_S[0],
            pessimistic_s=round(pessimistic) + self.minutes[1] * 60 + self.step_count * _PER_STEP_S[1],
            people_steps=self.people_count,
            measured=bool(self.moved) and all(rate.measured for _, rate in self.moved),
        )


def forecast(works: Iterable[Work], config: Config) -> Forecast:
    """Return the durations of all phases and whether the pessimistic sum fits into the change window."""
    items = tuple(work.item() for work in works)
    window = config.change_window
    pessimistic = sum(item.pessimistic_s for item in items)
    window_s = None if window is None else round((window.end - window.start).total_seconds())
    return Forecast(
        items=items,
        optimistic_s=sum(item.optimistic_s for item in items),
        pessimistic_s=pessimistic,
        window_s=window_s,
        fits_window=None if window_s is None else pessimistic <= window_s,
    )


def rates_by_name(config: Config) -> Mapping[str, Rate]:
    """Return the rates under the names that playbooks use."""
    return {"copy-out": config.rates.copy_out, "reread": config.rates.reread, "copy-back": config.rates.copy_back}
