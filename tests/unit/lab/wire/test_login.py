"""Who gets in, over which transport, and how the others are told."""

from pathlib import Path

import pytest
import requests
from pypsrp.exceptions import AuthenticationError, WinRMTransportError, WSManFaultError

from migrator.lab.wire.certificate import Authority, IssuedFiles
from migrator.lab.wire.endpoint import ServerTls
from tests.unit.lab.wire.conftest import OpenPool, Run, StartHost
from tests.unit.lab.wire.scripted import ECHO, PASSWORD, USER

Certificates = tuple[Path, IssuedFiles]


def test_http_with_ntlm_runs_a_script_sealed(start_host: StartHost, open_pool: OpenPool, run: Run) -> None:
    """The production defaults over HTTP: every message is encrypted, in both directions."""
    host = start_host()
    with open_pool(host) as pool:
        assert run(pool, ECHO, Text="Grüße").output[0] == '{"text":"Grüße"}'
        assert pool.connection.transport.encryption is not None
    assert host.shells == 0


@pytest.mark.parametrize("auth", ["negotiate", "ntlm", "basic"])
def test_https_takes_every_way_of_login(
    auth: str, start_host: StartHost, open_pool: OpenPool, run: Run, certificates: Certificates
) -> None:
    """Under TLS the client trusts the world's own authority and needs no sealing."""
    ca, issued = certificates
    host = start_host(tls=ServerTls(issued.certificate, issued.key))
    with open_pool(host, ssl=True, auth=auth, cert_validation=str(ca)) as pool:
        assert run(pool, ECHO, Text="x").output[0] == '{"text":"x"}'


@pytest.fixture
def persons(authority: Authority, tmp_path: Path) -> tuple[IssuedFiles, IssuedFiles]:
    """Issue two certificates to log in with."""
    return authority.issue_user("admin", tmp_path), authority.issue_user("stranger", tmp_path)


def test_certificate_login(
    start_host: StartHost,
    open_pool: OpenPool,
    run: Run,
    certificates: Certificates,
    persons: tuple[IssuedFiles, IssuedFiles],
) -> None:
    """A mapped certificate is a login; one that nobody mapped is none."""
    ca, issued = certificates
    mapped, stranger = persons
    host = start_host(
        tls=ServerTls(issued.certificate, issued.key, client_ca=ca), client_certificates={mapped.sha256: USER}
    )
    settings = {"ssl": True, "auth": "certificate", "cert_validation": str(ca)}
    with open_pool(
        host, certificate_pem=str(mapped.certificate), certificate_key_pem=str(mapped.key), **settings
    ) as pool:
        assert run(pool, ECHO, Text="x").had_errors is False
    with pytest.raises(AuthenticationError):
        open_pool(host, certificate_pem=str(stranger.certificate), certificate_key_pem=str(stranger.key), **settings)


@pytest.mark.parametrize(("username", "password"), [(USER, "wrong"), ("nobody", PASSWORD), (USER, "")])
def test_wrong_credentials_are_refused_with_401(
    username: str, password: str, start_host: StartHost, open_pool: OpenPool
) -> None:
    """A wrong password, an unknown user and an empty password look the same to the client."""
    host = start_host()
    with pytest.raises(AuthenticationError):
        open_pool(host, username=username, password=password)
    assert host.log == []


@pytest.mark.parametrize("username", ["administrator", "HOST\\Administrator", ".\\Administrator"])
def test_the_same_account_under_its_other_names(
    username: str, start_host: StartHost, open_pool: OpenPool, run: Run
) -> None:
    """Names are not case sensitive, and the host's own name may stand before them."""
    with open_pool(start_host(host="HOST"), username=username) as pool:
        assert run(pool, ECHO, Text="x").had_errors is False


def test_each_host_has_its_own_passwords(start_host: StartHost, open_pool: OpenPool) -> None:
    """Two hosts in one process: the password of one does not open the other."""
    first, second = start_host(users={USER: "one"}), start_host(users={USER: "two"})
    open_pool(first, password="one")
    open_pool(second, password="two")
    with pytest.raises(AuthenticationError):
        open_pool(second, password="one")


def test_http_refuses_what_is_not_sealed(start_host: StartHost, open_pool: OpenPool) -> None:
    """Like AllowUnencrypted=false: a good login does not help a plain message."""
    host = start_host()
    with pytest.raises(WinRMTransportError) as caught:
        open_pool(host, encryption="never")
    assert caught.value.code == 500
    assert host.log == []


def test_http_does_not_offer_basic(start_host: StartHost) -> None:
    """A password in clear is refused although it is right."""
    host = start_host()
    answer = requests.post(f"http://127.0.0.1:{host.port}/wsman", data=b"x", auth=(USER, "pass"), timeout=5)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Negotiate"


def test_an_account_without_the_right_gets_access_denied(start_host: StartHost, open_pool: OpenPool) -> None:
    """Logged in and not permitted is WSMan fault 5, not a failed login."""
    host = start_host(users={USER: PASSWORD, "guest": "guest"}, not_permitted=frozenset({"Guest"}))
    with pytest.raises(WSManFaultError) as caught:
        open_pool(host, username="guest", password="guest")
    assert caught.value.code == 5


def test_a_certificate_of_a_stranger_is_not_trusted(
    start_host: StartHost, open_pool: OpenPool, certificates: Certificates, tmp_path: Path
) -> None:
    """The rebuilt host has a new certificate: a client that trusts the old authority must not talk to it."""
    _, issued = certificates
    other = Authority("another").write(tmp_path / "other.pem")
    host = start_host(tls=ServerTls(issued.certificate, issued.key))
    with pytest.raises(requests.exceptions.SSLError):
        open_pool(host, ssl=True, cert_validation=str(other))


def test_an_expired_certificate_is_refused(
    start_host: StartHost, open_pool: OpenPool, certificates: Certificates, authority: Authority, tmp_path: Path
) -> None:
    """A host whose certificate ran out can be rehearsed."""
    ca, _ = certificates
    issued = authority.issue_host("old", tmp_path, expired=True)
    host = start_host(tls=ServerTls(issued.certificate, issued.key))
    with pytest.raises(requests.exceptions.SSLError, match="expired"):
        open_pool(host, ssl=True, cert_validation=str(ca))
