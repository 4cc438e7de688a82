"""What a person learns when a session over PowerShell remoting cannot be opened."""

import logging
import socket
import threading

import pytest
import structlog

from migrator.adapters.psrp.failures import OPERATION_TIMED_OUT
from migrator.domain.connection import Connection
from migrator.errors import (
    HostTlsRefused,
    HostUnreachable,
    LoginRefused,
    NotPermitted,
    PowerShellTooOld,
    QuotaExceeded,
    SessionError,
)
from migrator.lab.engines.engine import Sink
from migrator.lab.wire.endpoint import HostEndpoint, ServerTls
from migrator.lab.wire.planted import FaultKind, PlantedFault
from migrator.ports.host_session import ScriptCall
from migrator.ports.secret import Credential, Secret
from tests.conformance import scripts
from tests.conformance.conftest import PASSWORD, USER, Certificates, Opener, over_http, over_https
from tests.conformance.stage_engine import StageEngine

NONE = ScriptCall(scripts.GET_NONE.script)
WRONG = "0f" * 32


def _refusal(opened: Opener, connection: Connection, password: str = PASSWORD) -> SessionError:
    with pytest.raises(SessionError) as raised:
        opened(connection, password).open()
    assert raised.value.parameters["host"] == connection.address
    assert raised.value.parameters["attempted"] == "open"
    return raised.value


@pytest.mark.parametrize("auth", ["ntlm", "negotiate"])
def test_a_wrong_password_is_a_refused_login(http_host: HostEndpoint, opened: Opener, auth: str) -> None:
    error = _refusal(opened, over_http(http_host, auth=auth), "wrong")
    assert isinstance(error, LoginRefused)
    assert error.parameters["found"] == f"AuthenticationError: Failed to authenticate the user {USER} with {auth}"
    assert http_host.shells == 0


def test_a_wrong_password_over_tls_is_a_refused_login(
    https_host: HostEndpoint, opened: Opener, certificates: Certificates
) -> None:
    connection = over_https(https_host, auth="basic", ca_file=str(certificates.authority))
    assert isinstance(_refusal(opened, connection, "wrong"), LoginRefused)


@pytest.mark.parametrize("auth", ["ntlm", "negotiate", "basic"])
def test_every_way_of_login_by_password_works_over_tls(
    https_host: HostEndpoint, opened: Opener, certificates: Certificates, auth: str
) -> None:
    session = opened(over_https(https_host, auth=auth, ca_file=str(certificates.authority)))
    assert session.run(NONE).documents == ()


def test_a_certificate_logs_in(https_host: HostEndpoint, opened: Opener, certificates: Certificates) -> None:
    files = {"certificate_file": str(certificates.person.certificate), "key_file": str(certificates.person.key)}
    connection = over_https(
        https_host, auth="certificate", user=None, client_certificate=files, ca_file=str(certificates.authority)
    )
    assert opened(connection).run(NONE).documents == ()


def test_an_unknown_authority_is_refused_and_its_fingerprint_told(
    https_host: HostEndpoint, opened: Opener, certificates: Certificates
) -> None:
    """The person can compare the fingerprint with the host's console and pin it."""
    for trust in ({}, {"ca_file": str(certificates.stranger)}):
        error = _refusal(opened, over_https(https_host, **trust))
        assert isinstance(error, HostTlsRefused)
        found = str(error.parameters["found"])
        assert "certificate verify failed" in found
        assert found.endswith(f"; the certificate shown has SHA-256 {certificates.host.sha256}")
    assert https_host.log == []


def test_the_pinned_certificate_is_enough(https_host: HostEndpoint, opened: Opener, certificates: Certificates) -> None:
    """A self-made certificate of a fresh host needs no authority once its fingerprint is known."""
    colons = ":".join(certificates.host.sha256[at : at + 2].upper() for at in range(0, 64, 2))
    assert opened(over_https(https_host, pinned_fingerprint=colons)).run(NONE).documents == ()


def test_another_certificate_than_the_pinned_one_gets_no_word_of_us(
    https_host: HostEndpoint, opened: Opener, certificates: Certificates
) -> None:
    """Not even a login is tried with a host that is not the one."""
    error = _refusal(opened, over_https(https_host, pinned_fingerprint=WRONG))
    assert isinstance(error, HostTlsRefused)
    found = str(error.parameters["found"])
    assert "Fingerprints did not match" in found
    assert certificates.host.sha256 in found
    assert https_host.log == []


def test_the_pin_is_checked_again_on_a_new_connection(
    begun: threading.Event, tls: ServerTls, certificates: Certificates, opened: Opener
) -> None:
    """A box that is exchanged in the middle of a session is noticed."""
    with HostEndpoint(lambda: StageEngine(begun), {USER: PASSWORD}, tls=tls) as endpoint:
        session = opened(over_https(endpoint, pinned_fingerprint=certificates.host.sha256))
        session.run(NONE)
        port = endpoint.port
    other = ServerTls(certificates.person.certificate, certificates.person.key)
    with HostEndpoint(lambda: StageEngine(begun), {USER: PASSWORD}, tls=other, port=port) as stranger:
        with pytest.raises(HostTlsRefused) as raised:
            session.run(NONE)
        assert stranger.log == []
    assert certificates.person.sha256 in str(raised.value.parameters["found"])


def test_a_closed_port_is_an_unreachable_host(http_host: HostEndpoint, opened: Opener) -> None:
    connection = over_http(http_host)
    http_host.stop()
    error = _refusal(opened, connection)
    assert isinstance(error, HostUnreachable)
    assert "refused" in str(error.parameters["found"])


def test_an_unknown_name_is_an_unreachable_host(http_host: HostEndpoint, opened: Opener) -> None:
    error = _refusal(opened, over_http(http_host, address="no-such-host.invalid"))
    assert isinstance(error, HostUnreachable)
    assert "not known" in str(error.parameters["found"]) or "getaddrinfo" in str(error.parameters["found"])


def _hang_up_once(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    connection.close()


def test_something_that_is_no_winrm_is_an_unreachable_host(opened: Opener) -> None:
    """A port where somebody hangs up at once."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        hung_up = threading.Thread(target=_hang_up_once, args=(listener,))
        hung_up.start()
        connection = Connection.model_validate(
            {"address": "127.0.0.1", "port": listener.getsockname()[1], "transport": "http", "user": USER}
        )
        error = _refusal(opened, connection)
        hung_up.join()
    assert isinstance(error, HostUnreachable)


def test_an_account_without_permission_is_told_so(begun: threading.Event, opened: Opener) -> None:
    with HostEndpoint(lambda: StageEngine(begun), {USER: PASSWORD}, not_permitted=frozenset({USER})) as endpoint:
        error = _refusal(opened, over_http(endpoint))
    assert isinstance(error, NotPermitted)
    assert error.parameters["found"] == "Access is denied. (WSMan fault 5)"


def test_too_many_shells_are_a_quota(one_shell_host: HostEndpoint, opened: Opener) -> None:
    first = opened(over_http(one_shell_host))
    first.open()
    error = _refusal(opened, over_http(one_shell_host))
    assert isinstance(error, QuotaExceeded)
    assert "maximum number of 1 concurrent shells" in str(error.parameters["found"])
    first.close()
    opened(over_http(one_shell_host)).open()


def test_an_old_powershell_is_refused_before_any_script(begun: threading.Event, opened: Opener) -> None:
    with HostEndpoint(lambda: StageEngine(begun, version="5.0.10586.117"), {USER: PASSWORD}) as endpoint:
        error = _refusal(opened, over_http(endpoint))
        assert endpoint.shells == 0
    assert isinstance(error, PowerShellTooOld)
    assert error.parameters["version"] == "5.0.10586.117"


class _SlowEngine(StageEngine):
    """Says nothing for longer than one request may take."""

    def open(self, creation: bytes, sink: Sink) -> None:
        """Begin later."""
        threading.Timer(1.3, super().open, (creation, sink)).start()


def test_a_host_that_is_slow_to_open_is_waited_for(begun: threading.Event, opened: Opener) -> None:
    """Opening has its own, longer patience than the requests that follow."""
    with HostEndpoint(lambda: _SlowEngine(begun), {USER: PASSWORD}) as endpoint:
        session = opened(over_http(endpoint, timeouts={"operation_s": 1, "open_s": 30}))
        assert session.run(NONE).documents == ()
        session.close()


def test_a_session_that_never_gets_ready_leaves_no_shell_behind(http_host: HostEndpoint, opened: Opener) -> None:
    http_host.faults.plant(PlantedFault(FaultKind.REFUSED, verb="Receive", code=OPERATION_TIMED_OUT))
    error = _refusal(opened, over_http(http_host))
    assert isinstance(error, HostUnreachable)
    assert http_host.shells == 0


def test_a_proxy_of_the_environment_is_not_used(
    http_host: HostEndpoint, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host in the same room is not looked for on the internet."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert opened(over_http(http_host)).run(NONE).documents == ()


PLAIN = "what-a-parameter-says"
SENTINEL = "Sentinel-Wört-4711"


def _chain(error: BaseException | None) -> list[str]:
    said: list[str] = []
    while error is not None:
        said += [repr(error), str(error), repr(error.args)]
        error = error.__cause__ or error.__context__
    return said


def test_a_password_is_nowhere_to_be_read(
    http_host: HostEndpoint,
    https_host: HostEndpoint,
    certificates: Certificates,
    opened: Opener,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Failing logins and sealed arguments at the loudest log level show no password, in no log and no exception."""
    for name in ("pypsrp", "spnego", "urllib3", "requests"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    caplog.set_level(logging.DEBUG)
    authority = str(certificates.authority)
    said: list[str] = []
    for connection in (
        over_http(http_host),
        over_http(http_host, auth="negotiate"),
        over_https(https_host, ca_file=authority),
        over_https(https_host, ca_file=authority, auth="basic"),
        over_https(https_host, pinned_fingerprint=WRONG, auth="basic"),
    ):
        with pytest.raises(SessionError) as raised:
            opened(connection, SENTINEL).open()
        said += _chain(raised.value)
    call = ScriptCall(
        scripts.GET_NO_JSON.script,
        {"Text": PLAIN},
        {"Phrase": Secret(SENTINEL), "Login": Credential("u", Secret(SENTINEL))},
    )
    session = opened(over_http(http_host))
    http_host.faults.plant(PlantedFault(FaultKind.RESET_AFTER, verb="Command"))
    with structlog.testing.capture_logs() as diagnosis, pytest.raises(SessionError) as lost:
        session.run(call)
    said += [*_chain(lost.value), repr(call), str(call), repr(session), repr(diagnosis)]
    assert len(said) > 20
    for text in (*said, caplog.text):
        assert SENTINEL not in text
    # The host's side of this process may log what it was sent; ours may not.
    ours = [
        record.getMessage() for record in caplog.records if not record.name.startswith(("psrpcore", "migrator.lab"))
    ]
    assert not [text for text in ours if PLAIN in text]
