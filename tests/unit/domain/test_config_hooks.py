"""A hook or a notification that cannot work is refused when the configuration is read."""

import pytest
from pydantic import ValidationError

from migrator.domain.config_hooks import Hook
from migrator.domain.config_notifications import Notification


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "either `command` or `script`"),
        ({"command": ["a"], "script": "Do-It.ps1"}, "either `command` or `script`"),
        ({"command": ["a"], "parameters": {"Name": "x"}}, "belong to a `script`"),
    ],
    ids=["neither", "both", "parameters-without-script"],
)
def test_a_hook_is_one_thing(told: dict[str, object], words: str) -> None:
    """Nobody has to guess which of two would run."""
    with pytest.raises(ValidationError, match=words):
        Hook.model_validate({"name": "tell", "moment": "after", "step": "copy-vm", **told})


@pytest.mark.parametrize("source", [{"store": "prompt"}, {"store": "keyring"}], ids=["asked", "nameless"])
def test_an_address_is_never_asked_for(source: dict[str, str]) -> None:
    """At three in the morning nobody is there to type it."""
    with pytest.raises(ValidationError, match="environment or the keyring"):
        Notification.model_validate({"name": "me", "address_from": source})
