"""How one host is reached; source and destination have one of these each."""

from enum import StrEnum
from typing import Self

from pydantic import Field, field_validator, model_validator

from migrator.domain.model import Model


class AdapterKind(StrEnum):
    """What carries the scripts to the host."""

    PSRP = "psrp"
    """PowerShell remoting over WinRM."""
    LOCAL = "local"
    """powershell.exe on this machine, for people who run the program on the host itself."""


class Transport(StrEnum):
    """What WinRM listens with."""

    HTTPS = "https"
    HTTP = "http"


class Auth(StrEnum):
    """How the login is made."""

    NEGOTIATE = "negotiate"
    KERBEROS = "kerberos"
    NTLM = "ntlm"
    CERTIFICATE = "certificate"
    BASIC = "basic"


SEALING = frozenset({Auth.NEGOTIATE, Auth.KERBEROS, Auth.NTLM})
"""Ways of login that encrypt each message by themselves; only with these may HTTP be used."""


class PasswordStore(StrEnum):
    """Where a password is taken from when it is needed. There is no place in the configuration for the password itself."""

    KEYRING = "keyring"
    ENVIRONMENT = "environment"
    PROMPT = "prompt"


class PasswordSource(Model):
    """Where the password of a user is."""

    store: PasswordStore = PasswordStore.PROMPT
    name: str | None = None
    """Keyring: the entry below service `migrator` (default: user@address). Environment: the variable's name."""

    @model_validator(mode="after")
    def _variable_is_named(self) -> Self:
        if self.store is PasswordStore.ENVIRONMENT and not self.name:
            msg = "a password from the environment needs `name`, the name of the variable"
            raise ValueError(msg)
        return self


class ClientCertificate(Model):
    """The files of a login by certificate, on this machine, in PEM."""

    certificate_file: str = Field(min_length=1)
    key_file: str = Field(min_length=1)
    """Unencrypted; protect it with the file system's permissions."""


class Timeouts(Model):
    """How long to wait for what, in seconds. The defaults suit a host in the next room and one behind a VPN."""

    connect_s: float = Field(default=30, gt=0)
    open_s: int = Field(default=60, ge=5)
    """Until a new session is ready. A host that has just started needs its time."""
    operation_s: int = Field(default=20, ge=1)
    """Until one request of an open session is answered."""
    idle_s: int = Field(default=900, ge=60)
    """After how long the host forgets a session that nobody uses; WinRM takes 60 at least."""
    away_s: int = Field(default=900, ge=0)
    """How long a run waits for a host that it had reached before: a restart takes minutes."""


_FINGERPRINT_DIGITS = 64


class Connection(Model):
    """Address, way of login and what proves that the host is the right one."""

    adapter: AdapterKind = AdapterKind.PSRP
    address: str = Field(min_length=1)
    port: int | None = Field(default=None, ge=1, le=65535)
    """Without it: 5986 for https, 5985 for http."""
    transport: Transport = Transport.HTTPS
    auth: Auth = Auth.NEGOTIATE
    user: str | None = None
    password_from: PasswordSource = PasswordSource()
    ca_file: str | None = None
    """PEM file of the authority that signed the host's certificate. Without it: the authorities this machine trusts."""
    pinned_fingerprint: str | None = None
    """SHA-256 of exactly the certificate the host must show. Name, authority and dates no longer matter then."""
    client_certificate: ClientCertificate | None = None
    timeouts: Timeouts = Timeouts()

    @field_validator("pinned_fingerprint", mode="after")
    @classmethod
    def _plain_digits(cls, value: str | None) -> str | None:
        if value is None:
            return None
        digits = value.replace(":", "").replace(" ", "").lower()
        if len(digits) != _FINGERPRINT_DIGITS or set(digits) - set("0123456789abcdef"):
            msg = "a SHA-256 fingerprint has 64 hexadecimal digits; 40 would be SHA-1, which is not enough"
            raise ValueError(msg)
        return digits

    @model_validator(mode="after")
    def _nothing_in_the_clear(self) -> Self:
        if self.adapter is AdapterKind.LOCAL:
            return self
        if self.transport is Transport.HTTP:
            if self.auth not in SEALING:
                msg = f"auth {self.auth} cannot encrypt messages: use transport https, or negotiate, kerberos or ntlm"
                raise ValueError(msg)
            if self.ca_file or self.pinned_fingerprint:
                msg = "http shows no certificate: `ca_file` and `pinned_fingerprint` need transport https"
                raise ValueError(msg)
        if self.ca_file and self.pinned_fingerprint:
            msg = "`ca_file` and `pinned_fingerprint` are two answers to one question: give one"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _somebody_logs_in(self) -> Self:
        if self.adapter is AdapterKind.LOCAL:
            return self
        if self.auth is Auth.CERTIFICATE:
            if self.client_certificate is None:
                msg = "auth certificate needs `client_certificate`"
                raise ValueError(msg)
        elif not self.user:
            msg = f"auth {self.auth} needs `user`"
            raise ValueError(msg)
        return self

    @property
    def listening_port(self) -> int:
        """The port that is used: the given one, or WinRM's own."""
        return self.port or (5986 if self.transport is Transport.HTTPS else 5985)
