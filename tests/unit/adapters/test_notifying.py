"""Messages to people elsewhere: they reach those who want them, their addresses stay secret, and they stop nothing."""

import apprise

from migrator.adapters.notifying import Notifier
from migrator.domain.config_notifications import Notification, Occasion
from migrator.domain.connection import PasswordSource, PasswordStore

ADDRESS = "json://token-sentinel@localhost/"
FROM_ENVIRONMENT = PasswordSource(store=PasswordStore.ENVIRONMENT, name="PHONE")
PHONE = Notification(name="phone", address_from=FROM_ENVIRONMENT, on=(Occasion.FAILED,))
EVERYTHING = Notification(name="mail", address_from=FROM_ENVIRONMENT)


def _notifier(*notifications: Notification, works: bool | None = True) -> tuple[Notifier, list[tuple[str, str]]]:
    sent: list[tuple[str, str]] = []

    def send(address: str, title: str, body: str, kind: apprise.NotifyType) -> bool:
        del body, kind
        sent.append((address, title))
        if works is None:
            raise RuntimeError(address)
        return works

    return Notifier(notifications, environment={"PHONE": ADDRESS}, send=send), sent


def test_only_those_who_want_to_hear_of_it_are_told() -> None:
    notifier, sent = _notifier(PHONE, EVERYTHING)
    assert notifier.tell(Occasion.DONE, "title", "body") == ()
    assert sent == [(ADDRESS, "title")]


def test_whoever_was_not_reached_is_named_and_nothing_is_raised() -> None:
    for works in (False, None):
        notifier, _ = _notifier(EVERYTHING, works=works)
        assert notifier.tell(Occasion.FAILED, "title", "body") == ("mail",)
    assert Notifier((EVERYTHING,), environment={}).tell(Occasion.DONE, "title", "body") == ("mail",)


def test_an_address_that_apprise_does_not_know_is_not_delivered() -> None:
    unknown = Notifier((EVERYTHING,), environment={"PHONE": "nonsense"})
    assert unknown.tell(Occasion.DONE, "title", "body") == ("mail",)
