"""A password is not where the configuration says."""

from migrator.errors.host import SessionError


class SecretMissing(SessionError):
    """A password is not where the configuration says. Extra parameters: `store`, `name`; never a value."""

    id = "secret-missing"
    is_no_way_in = True


class PasswordNotTyped(SecretMissing):
    """A person was asked for a password and gave none."""

    id = "password-not-typed"


class PasswordVariableNotSet(SecretMissing):
    """The environment variable that holds the password is not set, or empty."""

    id = "password-variable-not-set"


class SecretNotGiven(SecretMissing):
    """A passphrase that a step needs is nowhere. Extra parameter: `variable` that may hold it."""

    id = "secret-not-given"
    is_no_way_in = False  # of one step; the others go on without it
