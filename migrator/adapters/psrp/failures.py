"""What a failure on the wire means to a person: one table, and one rule about how far the call had come."""

import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

import requests
from pypsrp.exceptions import AuthenticationError, WinRMError, WinRMTransportError, WSManFaultError
from spnego.exceptions import SpnegoError
from urllib3.exceptions import HTTPError, NewConnectionError

from migrator.adapters.psrp.pipeline import Phase
from migrator.errors import (
    HostTlsRefused,
    HostUnreachable,
    LoginRefused,
    NotPermitted,
    OutcomeUnknown,
    QuotaExceeded,
    SessionError,
    SessionLost,
)
from migrator.ports.host_session import Effect

WIRE_FAILURES = (
    requests.RequestException,
    WinRMError,
    SpnegoError,
    HTTPError,
    OSError,
    ImportError,
    # Half an answer, or one that pypsrp's deserializer does not understand:
    ParseError,
    ValueError,
    LookupError,
    AttributeError,
)
"""What pypsrp and the libraries below it raise while talking to a host."""

OPERATION_TIMED_OUT = 2150858793
NO_SUCH_SHELL = 2150858843
_ABORTED = 995
_ACCESS_DENIED = frozenset({5, 0x80070005})
_QUOTAS = frozenset(
    {
        0x8033803F,  # ERROR_WSMAN_QUOTA_LIMIT
        0x803381A5,  # ..._MAX_SHELLS (per user)
        0x803381A6,  # ..._MAX_OPERATIONS
        0x803381A7,  # ..._USER
        0x803381A8,  # ..._SYSTEM
        0x803381AB,  # ..._MAX_SHELLUSERS
        *range(0x803381E4, 0x803381EB),  # the same per plug-in, commands per shell, least requirement
        0x8033803B,  # the envelope exceeds the maximum
        0x80338047,  # the same, said of the request
        0x80338048,  # the same, said of the response
    }
)
"""Codes of `wsmerror.h` in the Windows SDK."""


@dataclass(frozen=True)
class _Row:
    matches: Callable[[BaseException], bool]
    becomes: type[SessionError]
    nothing_ran: bool = False
    """The host refused the request, or never got it: a change cannot have begun."""


def _fault(*codes: int) -> Callable[[BaseException], bool]:
    return lambda error: isinstance(error, WSManFaultError) and error.code in codes


def _http(*codes: int) -> Callable[[BaseException], bool]:
    return lambda error: isinstance(error, WinRMTransportError) and error.code in codes


def _kind(*types: type[BaseException]) -> Callable[[BaseException], bool]:
    return lambda error: isinstance(error, types)


def _anywhere(*types: type[BaseException]) -> Callable[[BaseException], bool]:
    return lambda error: any(isinstance(cause, types) for cause in _causes(error))


def is_no_such_shell(error: BaseException) -> bool:
    """Tell whether the host says that it does not know this shell (any more)."""
    return _fault(NO_SUCH_SHELL)(error)


def _speaks_no_tls(error: BaseException) -> bool:
    return any(isinstance(cause, ssl.SSLError) and cause.reason == "WRONG_VERSION_NUMBER" for cause in _causes(error))


_TABLE = (
    _Row(_speaks_no_tls, HostUnreachable, nothing_ran=True),
    _Row(_kind(requests.exceptions.SSLError), HostTlsRefused, nothing_ran=True),
    _Row(_kind(AuthenticationError), LoginRefused, nothing_ran=True),
    _Row(_kind(SpnegoError, ImportError), LoginRefused, nothing_ran=True),
    _Row(_http(401), LoginRefused, nothing_ran=True),
    _Row(_http(403), NotPermitted, nothing_ran=True),
    _Row(_fault(*_ACCESS_DENIED), NotPermitted, nothing_ran=True),
    _Row(_fault(*_QUOTAS), QuotaExceeded, nothing_ran=True),
    _Row(_kind(requests.ConnectTimeout), HostUnreachable, nothing_ran=True),
    _Row(_anywhere(NewConnectionError, socket.gaierror, ConnectionRefusedError), HostUnreachable, nothing_ran=True),
    _Row(_fault(NO_SUCH_SHELL), SessionLost, nothing_ran=True),
    _Row(_fault(OPERATION_TIMED_OUT, _ABORTED), SessionLost),
)
_UNKNOWN = _Row(lambda _: True, SessionLost)
_SAID_AFTER_ALL = frozenset({QuotaExceeded, NotPermitted, LoginRefused})


def translate(
    error: BaseException,
    *,
    host: str,
    attempted: str,
    phase: Phase,
    effect: Effect,
    fingerprint: Callable[[], str | None] = lambda: None,
) -> SessionError:
    """Make the error that a person can act on; `fingerprint` fetches what certificate the host shows, if asked."""
    row = next((row for row in _TABLE if row.matches(error)), _UNKNOWN)
    found = said(error)
    becomes = row.becomes
    if becomes is HostTlsRefused and phase in {Phase.OPENING, Phase.BEFORE}:
        shown = fingerprint()
        found = f"{found}; the certificate shown has SHA-256 {shown}" if shown else found
    elif phase is Phase.OPENING:
        # There is no session yet that could be lost, nor has the script a part in it.
        becomes = HostUnreachable if becomes is SessionLost else becomes
    elif phase is not Phase.BEFORE:
        begun = phase is Phase.RUNNING or not row.nothing_ran
        if effect is Effect.CHANGES and begun:
            becomes = OutcomeUnknown
        elif begun and becomes not in _SAID_AFTER_ALL:
            becomes = SessionLost
    return becomes(host=host, attempted="open" if phase is Phase.OPENING else attempted, found=found)


def said(error: BaseException) -> str:
    """Say in short what a failure's own words are."""
    if isinstance(error, WSManFaultError):
        text = error.provider_fault or error.reason or "no reason given"
        return f"{text} (WSMan fault {error.code})"
    if isinstance(error, WinRMTransportError):
        return f"HTTP status {error.code}"
    if _speaks_no_tls(error):
        return "something answers there, but not with TLS (WinRM's port for https is 5986, for http 5985)"
    if isinstance(error, requests.ReadTimeout):
        return "no answer in time"
    causes = list(_causes(error))
    for cause in reversed(causes):
        if isinstance(cause, (ssl.SSLError, HTTPError, OSError)) and str(cause):
            return str(cause)
    return f"{type(error).__name__}: {error}"


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    open_ends: list[object] = [error]
    while open_ends:
        candidate = open_ends.pop(0)
        if not isinstance(candidate, BaseException) or id(candidate) in seen:
            continue
        seen.add(id(candidate))
        yield candidate
        open_ends += [*candidate.args, getattr(candidate, "reason", None), candidate.__cause__]
