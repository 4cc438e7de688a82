"""Where a password is looked for, and that it is looked for nowhere else."""

from dataclasses import dataclass, field

import keyring.errors
import pytest

from migrator.adapters.secrets import find_password
from migrator.domain.connection import Connection
from migrator.errors import PasswordNotTyped, PasswordVariableNotSet, SecretMissing


@dataclass
class Safe:
    """A keyring in memory."""

    entries: dict[tuple[str, str], str] = field(default_factory=dict)

    def get_password(self, service: str, name: str, /) -> str | None:
        """Return the entry."""
        return self.entries.get((service, name))


class LockedSafe:
    """A keyring that nobody unlocked."""

    def get_password(self, service: str, name: str, /) -> str | None:
        """Refuse."""
        raise keyring.errors.KeyringLocked(service, name)


def _connection(**source: str) -> Connection:
    return Connection.model_validate({"address": "hv01", "user": "anna", "password_from": source})


def _nobody(owner: str) -> str:
    pytest.fail(f"nobody may be asked for {owner}")


def test_the_keyring_has_it_under_user_and_address() -> None:
    safe = Safe({("migrator", "anna@hv01"): "k1"})
    assert find_password(_connection(store="keyring"), _nobody, environment={}, safe=safe).reveal() == "k1"


def test_the_keyring_entry_can_be_named() -> None:
    safe = Safe({("migrator", "hosts"): "k2", ("migrator", "anna@hv01"): "k1"})
    found = find_password(_connection(store="keyring", name="hosts"), _nobody, environment={}, safe=safe)
    assert found.reveal() == "k2"


def test_the_environment_variable_is_the_named_one() -> None:
    found = find_password(_connection(store="environment", name="HV"), _nobody, environment={"HV": "e1"})
    assert found.reveal() == "e1"


def test_a_person_is_told_whose_password_is_meant() -> None:
    asked: list[str] = []

    def answer(owner: str) -> str:
        asked.append(owner)
        return "p1"

    assert find_password(_connection(), answer, environment={}).reveal() == "p1"
    assert asked == ["anna@hv01"]


@pytest.mark.parametrize(
    ("source", "environment", "name", "found"),
    [
        ({"store": "keyring"}, {}, "anna@hv01", "absent"),
        ({"store": "environment", "name": "HV"}, {}, "HV", "absent"),
        ({"store": "environment", "name": "HV"}, {"HV": ""}, "HV", "empty"),
    ],
)
def test_an_absent_password_says_where_it_should_be(
    source: dict[str, str], environment: dict[str, str], name: str, found: str
) -> None:
    """An unattended run ends here; it never turns into a prompt."""
    with pytest.raises(SecretMissing) as raised:
        find_password(_connection(**source), _nobody, environment=environment, safe=Safe())
    assert isinstance(raised.value, PasswordVariableNotSet) == (source["store"] == "environment")
    assert raised.value.parameters == {
        "host": "hv01",
        "attempted": "open",
        "store": source["store"],
        "name": name,
        "found": found,
    }


def test_a_keyring_that_fails_is_an_absent_password() -> None:
    with pytest.raises(SecretMissing) as raised:
        find_password(_connection(store="keyring"), _nobody, environment={}, safe=LockedSafe())
    assert raised.value.parameters["found"] == "KeyringLocked"


def test_an_empty_answer_is_no_password() -> None:
    with pytest.raises(PasswordNotTyped):
        find_password(_connection(), lambda _: "", environment={})
