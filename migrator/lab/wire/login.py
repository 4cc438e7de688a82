"""Who talks on a connection: Negotiate (NTLM), Basic under TLS, or a client certificate."""

import base64
import binascii
import hashlib
import hmac
import os
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import spnego
import spnego.exceptions

_MUTUAL_TLS = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual"
_ACCOUNT_FILE = "NTLM_USER_FILE"
_one_at_a_time = threading.Lock()
"""pyspnego's acceptor takes its accounts only from a file named in the environment, which the whole process shares."""


@dataclass(frozen=True)
class Challenge:
    """Not (yet) admitted: these WWW-Authenticate values are the answer."""

    offers: tuple[str, ...]


@dataclass(frozen=True)
class Admitted:
    """A user, the last token of his login if there is one, and the context that seals his messages if there is one."""

    user: str
    token: bytes = b""
    context: spnego.ContextProxy | None = None


class Accounts:
    """The accounts of one host, by name without regard to case; `certificates` maps SHA-256 fingerprints to names."""

    def __init__(self, users: Mapping[str, str], *, host: str, certificates: Mapping[str, str] | None = None) -> None:
        for name, password in users.items():
            if ":" in name + password or "\n" in name + password:
                raise ValueError(f"The account {name!r} has a colon or a line end in its name or password.")
        self._passwords = {name.lower(): password for name, password in users.items()}
        self._certificates = dict(certificates or {})
        lines = [f"{domain}:{name}:{word}" for name, word in users.items() for domain in ("", host, ".")]
        self._text = "\n".join(lines) + "\n"

    def of_basic(self, encoded: str) -> str | None:
        """Give the user of a Basic header if the password is right."""
        try:
            said = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            return None
        try:
            text = said.decode("utf-8")
        except UnicodeDecodeError:
            text = said.decode("latin-1")  # the header's encoding is not agreed; common clients send this one
        name, _, password = text.partition(":")
        expected = self._passwords.get(name.lower())
        right = expected is not None and hmac.compare_digest(expected.encode(), password.encode())
        return name if right else None

    def of_certificate(self, certificate: bytes | None) -> str | None:
        """Give the user to whom a client certificate (DER) is mapped."""
        return self._certificates.get(hashlib.sha256(certificate).hexdigest()) if certificate else None

    def step(self, context: spnego.ContextProxy | None, token: bytes) -> tuple[spnego.ContextProxy, bytes]:
        """Go one step in an NTLM login, beginning it without a context; raises `SpnegoError`."""
        with tempfile.TemporaryDirectory(prefix="accounts-") as folder:
            file = Path(folder, "accounts")
            file.touch(mode=0o600)
            file.write_text(self._text, encoding="utf-8")
            with _one_at_a_time:
                before = os.environ.get(_ACCOUNT_FILE)
                os.environ[_ACCOUNT_FILE] = str(file)
                try:
                    mine = context if context is not None else _new_context()
                    return mine, mine.step(token) or b""
                finally:
                    if before is None:
                        del os.environ[_ACCOUNT_FILE]
                    else:
                        os.environ[_ACCOUNT_FILE] = before


def _new_context() -> spnego.ContextProxy:
    # The pure Python implementations: on Windows the default would ask the machine's own accounts.
    options = (
        spnego.NegotiateOptions.use_negotiate
        | spnego.NegotiateOptions.use_ntlm
        | spnego.NegotiateOptions.wrapping_winrm
    )
    return spnego.server(protocol="negotiate", options=options)


class Gate:
    """The state of logging in on one connection; NTLM binds a user to his connection."""

    def __init__(self, accounts: Accounts, *, secure: bool, basic: bool, peer_certificate: bytes | None) -> None:
        self._accounts = accounts
        self._basic = secure and basic
        self._peer_certificate = peer_certificate
        self._context: spnego.ContextProxy | None = None
        self._user: str | None = None

    def admit(self, authorization: str) -> Admitted | Challenge:
        """Look at one request's Authorization header (empty when there is none)."""
        scheme, _, rest = authorization.partition(" ")
        if scheme.lower() == "negotiate":
            return self._negotiate(rest)
        if scheme.lower() == "basic" and self._basic:
            user = self._accounts.of_basic(rest)
        elif authorization == _MUTUAL_TLS:
            user = self._accounts.of_certificate(self._peer_certificate)
        else:
            user = self._user
            return Admitted(user, context=self._context) if user else self._challenge()
        return Admitted(user) if user else self._challenge()

    def _challenge(self) -> Challenge:
        return Challenge(("Negotiate", 'Basic realm="WSMAN"') if self._basic else ("Negotiate",))

    def _negotiate(self, encoded: str) -> Admitted | Challenge:
        if self._context is not None and self._context.complete:
            self._context = self._user = None
        try:
            self._context, token = self._accounts.step(self._context, base64.b64decode(encoded))
        except (spnego.exceptions.SpnegoError, binascii.Error, ValueError):
            self._context = self._user = None
            return self._challenge()
        if not self._context.complete:
            return Challenge((f"Negotiate {base64.b64encode(token).decode()}",))
        self._user = (self._context.client_principal or "").rsplit("\\", 1)[-1]
        return Admitted(self._user, token, self._context)
