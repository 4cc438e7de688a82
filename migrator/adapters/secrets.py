"""Where passwords come from: keyring, environment, or a prompt."""

from collections.abc import Callable, Mapping
from typing import Protocol

import keyring
import keyring.errors

from migrator.domain.connection import Connection, PasswordSource, PasswordStore
from migrator.errors import PasswordNotTyped, PasswordVariableNotSet, SecretMissing, SecretNotGiven
from migrator.ports.secret import Secret

SERVICE = "migrator"

AskPassword = Callable[[str], str]
"""Asks a person; the argument names whose password is meant (`user@address`). `getpass` behind a caller's own wording."""


class PasswordSafe(Protocol):
    """What is needed of a keyring."""

    def get_password(self, service: str, name: str, /) -> str | None:
        """Return the password, or None where there is no such entry."""
        ...


class _SystemKeyring:
    def get_password(self, service: str, name: str, /) -> str | None:
        return keyring.get_password(service, name)


def find_password(
    connection: Connection,
    ask_password: AskPassword,
    *,
    environment: Mapping[str, str],
    safe: PasswordSafe | None = None,
) -> Secret:
    """Take the password from where the connection says. Absent or empty is `SecretMissing`: no second place is tried.

    The password of an unattended run must not turn into a prompt that nobody answers.
    """
    source = connection.password_from
    owner = f"{connection.user}@{connection.address}"
    name = source.name or owner
    if source.store is PasswordStore.ENVIRONMENT:
        value = environment.get(name)
    elif source.store is PasswordStore.KEYRING:
        try:
            value = (safe or _SystemKeyring()).get_password(SERVICE, name)
        except keyring.errors.KeyringError as error:
            raise _missing(connection, name, type(error).__name__) from None
    else:
        value = ask_password(owner)
    if not value:
        raise _missing(connection, name, "empty" if value == "" else "absent")
    return Secret(value)


def stored_value(
    source: PasswordSource, *, environment: Mapping[str, str], safe: PasswordSafe | None = None
) -> str | None:
    """Return what stands in the environment or the keyring under a name; None where nothing does. Nobody is asked."""
    if source.name is None or source.store is PasswordStore.PROMPT:
        return None
    if source.store is PasswordStore.ENVIRONMENT:
        return environment.get(source.name)
    try:
        return (safe or _SystemKeyring()).get_password(SERVICE, source.name)
    except keyring.errors.KeyringError:
        return None


def find_secret(
    name: str, ask_password: AskPassword, *, environment: Mapping[str, str], safe: PasswordSafe | None = None
) -> Secret:
    """Take a secret of a step: from the environment (`MIGRATOR_<NAME>`), else the keyring, else from the person.

    A passphrase that was there at the export must be the same one at the import, so nothing is made up.
    """
    variable = f"MIGRATOR_{name.upper().replace('-', '_')}"
    value = environment.get(variable)
    if not value:
        try:
            value = (safe or _SystemKeyring()).get_password(SERVICE, name)
        except keyring.errors.KeyringError:
            value = None  # a machine without a keyring still has a keyboard
    value = value or ask_password(name)
    if not value:
        raise SecretNotGiven(host="-", attempted="open", store=PasswordStore.KEYRING, name=name, variable=variable)
    return Secret(value)


def _missing(connection: Connection, name: str, found: str) -> SecretMissing:
    return _ERRORS[connection.password_from.store](
        host=connection.address, attempted="open", store=connection.password_from.store, name=name, found=found
    )


_ERRORS = {
    PasswordStore.KEYRING: SecretMissing,
    PasswordStore.ENVIRONMENT: PasswordVariableNotSet,
    PasswordStore.PROMPT: PasswordNotTyped,
}
