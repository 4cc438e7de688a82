"""What a failure on the wire becomes, by how far the call had come and what the script would do."""

import pytest
import requests
from pypsrp.exceptions import AuthenticationError, WinRMError, WinRMTransportError, WSManFaultError
from spnego.exceptions import SpnegoError
from urllib3.connection import HTTPConnection
from urllib3.exceptions import MaxRetryError, NewConnectionError

from migrator.adapters.psrp.failures import said, translate
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


def _fault(code: int, reason: str = "why") -> WSManFaultError:
    return WSManFaultError(code, "HV01", reason, None, None, None)


def _never_connected() -> requests.ConnectionError:
    refused = NewConnectionError(HTTPConnection("hv01"), "Failed to establish a new connection: no route")
    return requests.ConnectionError(MaxRetryError(None, "/wsman", refused))  # type: ignore[arg-type]


NEVER_CONNECTED = _never_connected()
RESET = requests.ConnectionError("reset")
SILENCE = requests.ReadTimeout("silence")
NO_TRUST = requests.exceptions.SSLError("no trust")
LOGIN = AuthenticationError("no")
QUOTA = _fault(0x803381A5)
DENIED = _fault(5)
NO_SHELL = _fault(2150858843)
ABORTED = _fault(995)
UNHEARD = _fault(4711)
BAD_REQUEST = WinRMTransportError("http", 400, "")

OPENING, BEFORE, SENDING, RUNNING = Phase.OPENING, Phase.BEFORE, Phase.SENDING, Phase.RUNNING
READS, CHANGES = Effect.READS, Effect.CHANGES

TABLE: list[tuple[Exception, Phase, Effect, type[SessionError]]] = [
    (NEVER_CONNECTED, OPENING, READS, HostUnreachable),
    (NEVER_CONNECTED, SENDING, CHANGES, HostUnreachable),
    (NEVER_CONNECTED, RUNNING, CHANGES, OutcomeUnknown),
    (NEVER_CONNECTED, RUNNING, READS, SessionLost),
    (requests.ConnectTimeout("slow"), SENDING, CHANGES, HostUnreachable),
    (RESET, OPENING, READS, HostUnreachable),
    (RESET, BEFORE, CHANGES, SessionLost),
    (RESET, SENDING, READS, SessionLost),
    (RESET, SENDING, CHANGES, OutcomeUnknown),
    (RESET, RUNNING, READS, SessionLost),
    (RESET, RUNNING, CHANGES, OutcomeUnknown),
    (SILENCE, SENDING, CHANGES, OutcomeUnknown),
    (NO_TRUST, OPENING, READS, HostTlsRefused),
    (NO_TRUST, SENDING, CHANGES, HostTlsRefused),
    (NO_TRUST, RUNNING, CHANGES, OutcomeUnknown),
    (LOGIN, OPENING, READS, LoginRefused),
    (LOGIN, SENDING, CHANGES, LoginRefused),
    (LOGIN, RUNNING, READS, LoginRefused),
    (SpnegoError(error_code=1), OPENING, READS, LoginRefused),
    (ImportError("no kerberos here"), OPENING, READS, LoginRefused),
    (WinRMTransportError("http", 401, ""), OPENING, READS, LoginRefused),
    (WinRMTransportError("http", 403, ""), OPENING, READS, NotPermitted),
    (WinRMTransportError("http", 404, ""), OPENING, READS, HostUnreachable),
    (BAD_REQUEST, SENDING, CHANGES, OutcomeUnknown),
    (DENIED, OPENING, READS, NotPermitted),
    (_fault(0x80070005), SENDING, CHANGES, NotPermitted),
    (QUOTA, OPENING, READS, QuotaExceeded),
    (QUOTA, SENDING, CHANGES, QuotaExceeded),
    (QUOTA, RUNNING, READS, QuotaExceeded),
    (QUOTA, RUNNING, CHANGES, OutcomeUnknown),
    (NO_SHELL, OPENING, READS, HostUnreachable),
    (NO_SHELL, SENDING, CHANGES, SessionLost),
    (NO_SHELL, RUNNING, CHANGES, OutcomeUnknown),
    (ABORTED, SENDING, CHANGES, OutcomeUnknown),
    (ABORTED, RUNNING, READS, SessionLost),
    (UNHEARD, OPENING, READS, HostUnreachable),
    (UNHEARD, SENDING, CHANGES, OutcomeUnknown),
    (KeyError("half an answer"), RUNNING, CHANGES, OutcomeUnknown),
]


@pytest.mark.parametrize(
    ("error", "phase", "effect", "becomes"),
    TABLE,
    ids=[f"{type(error).__name__}-{phase}-{effect}-{becomes.id}" for error, phase, effect, becomes in TABLE],
)
def test_only_what_surely_did_not_run_is_called_so(
    error: Exception, phase: Phase, effect: Effect, becomes: type[SessionError]
) -> None:
    """A change counts as not made only if the host refused it or was never reached."""
    made = translate(error, host="hv01", attempted="Set-VM", phase=phase, effect=effect)
    assert type(made) is becomes
    assert made.parameters["host"] == "hv01"
    assert made.parameters["attempted"] == ("open" if phase is OPENING else "Set-VM")
    assert made.parameters["found"] == said(error)


@pytest.mark.parametrize(
    "code", [2150858815, *range(2150859173, 2150859177), 2150859179, *range(2150859236, 2150859243)]
)
def test_every_quota_of_winrm_is_known(code: int) -> None:
    """ERROR_WSMAN_QUOTA_* of wsmerror.h, as decimal numbers, as they stand in event logs."""
    made = translate(_fault(code), host="h", attempted="open", phase=OPENING, effect=READS)
    assert type(made) is QuotaExceeded


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (_fault(4711, "because"), "because (WSMan fault 4711)"),
        (WSManFaultError(7, None, "outer", None, None, "the plug-in's words"), "the plug-in's words (WSMan fault 7)"),
        (WSManFaultError(7, None, None, None, None, None), "no reason given (WSMan fault 7)"),
        (BAD_REQUEST, "HTTP status 400"),
        (SILENCE, "no answer in time"),
        (NEVER_CONNECTED, "Failed to establish a new connection: no route"),
        (requests.ConnectionError(ConnectionResetError(104, "Connection reset by peer")), "[Errno 104] Connection reset by peer"),
        (WinRMError("odd"), "WinRMError: odd"),
    ],
)  # fmt: skip
def test_the_innermost_cause_is_what_a_person_reads(error: Exception, text: str) -> None:
    assert said(error).removeprefix("HTTPConnection(host='hv01', port=80): ") == text


@pytest.mark.parametrize(
    ("shown", "tail"), [("ab" * 32, "; the certificate shown has SHA-256 " + "ab" * 32), (None, "")]
)
def test_a_refused_certificate_comes_with_its_fingerprint_if_it_can_be_had(shown: str | None, tail: str) -> None:
    made = translate(NO_TRUST, host="h", attempted="open", phase=OPENING, effect=READS, fingerprint=lambda: shown)
    assert made.parameters["found"] == "no trust" + tail
