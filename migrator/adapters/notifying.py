"""Tells people elsewhere how a run stands, through Apprise; whatever goes wrong with it stops nothing."""

from collections.abc import Callable, Mapping
from typing import Final

import apprise
import structlog

from migrator.adapters.secrets import PasswordSafe, stored_value
from migrator.domain.config_notifications import Notification, Occasion

_log = structlog.get_logger(__name__)
_TYPES: Final = {
    Occasion.DONE: apprise.NotifyType.SUCCESS,
    Occasion.FAILED: apprise.NotifyType.FAILURE,
    Occasion.WAITING: apprise.NotifyType.WARNING,
}
Send = Callable[[str, str, str, apprise.NotifyType], bool]
"""Address, title, body, type; tells whether it was taken."""


class Notifier:
    """Sends to all addresses that want to hear of an occasion."""

    def __init__(
        self,
        notifications: tuple[Notification, ...],
        *,
        environment: Mapping[str, str],
        safe: PasswordSafe | None = None,
        send: Send | None = None,
    ) -> None:
        self._notifications = notifications
        self._environment = environment
        self._safe = safe
        self._send = send or _by_apprise

    def tell(self, occasion: Occasion, title: str, body: str) -> tuple[str, ...]:
        """Send, and return the names of those whom it did not reach."""
        missed = []
        for one in self._notifications:
            if occasion not in one.on:
                continue
            address = stored_value(one.address_from, environment=self._environment, safe=self._safe)
            if not address or not self._sent(one, address, title, body, occasion):
                missed.append(one.name)
        return tuple(missed)

    def _sent(self, one: Notification, address: str, title: str, body: str, occasion: Occasion) -> bool:
        try:
            return self._send(address, title, body, _TYPES[occasion])
        except Exception as fault:  # noqa: BLE001 a plugin of somebody else's service must not stop a migration
            # The address may stand in the fault's words.
            _log.warning("notification failed", name=one.name, found=type(fault).__name__)
            return False


def _by_apprise(address: str, title: str, body: str, kind: apprise.NotifyType) -> bool:
    service = apprise.Apprise()
    return service.add(address) and bool(service.notify(title=title, body=body, notify_type=kind))
