"""Values that must not be seen: they print as dots everywhere."""

from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class Secret:
    """A password or passphrase; `reveal()` is called at the wire only."""

    _value: str

    def reveal(self) -> str:
        """Return the value, for the one place that sends it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__


@dataclass(frozen=True)
class Credential:
    """A user name with its password; arrives in a script as PSCredential."""

    user: str
    password: Secret
