"""What a connection in the configuration may and may not say."""

import pytest
from pydantic import ValidationError

from migrator.domain.connection import Connection

PERSON = {"address": "hv01", "user": "LAB\\anna"}
FILES = {"certificate_file": "a.pem", "key_file": "a.key"}


def _connection(**settings: object) -> Connection:
    return Connection.model_validate(PERSON | settings)


def test_the_default_is_encrypted_and_verified() -> None:
    connection = _connection()
    assert (connection.transport, connection.auth, connection.listening_port) == ("https", "negotiate", 5986)
    assert connection.ca_file is None
    assert connection.password_from.store == "prompt"


@pytest.mark.parametrize(
    ("settings", "port"), [({"transport": "http"}, 5985), ({"transport": "http", "port": 8080}, 8080), ({"port": 1}, 1)]
)
def test_the_port_is_winrms_own_unless_said(settings: dict[str, object], port: int) -> None:
    assert _connection(**settings).listening_port == port


@pytest.mark.parametrize("auth", ["basic", "certificate"])
def test_http_is_refused_where_messages_would_be_readable(auth: str) -> None:
    with pytest.raises(ValidationError, match=f"auth {auth} cannot encrypt messages"):
        _connection(transport="http", auth=auth, client_certificate=FILES)


@pytest.mark.parametrize("auth", ["negotiate", "kerberos", "ntlm"])
def test_http_is_allowed_where_messages_are_sealed(auth: str) -> None:
    assert _connection(transport="http", auth=auth).auth == auth


def test_a_pin_on_http_would_be_a_false_comfort() -> None:
    with pytest.raises(ValidationError, match="http shows no certificate"):
        _connection(transport="http", pinned_fingerprint="ab" * 32)


def test_one_answer_to_whom_to_trust() -> None:
    with pytest.raises(ValidationError, match="give one"):
        _connection(ca_file="ca.pem", pinned_fingerprint="ab" * 32)


@pytest.mark.parametrize(
    "written", ["AB" * 32, ":".join(["Ab"] * 32), " ".join(["ab"] * 32)], ids=["plain", "colons", "blanks"]
)
def test_a_fingerprint_may_be_copied_as_tools_print_it(written: str) -> None:
    assert _connection(pinned_fingerprint=written).pinned_fingerprint == "ab" * 32


@pytest.mark.parametrize("written", ["ab" * 20, "xy" * 32, ""], ids=["sha1", "no-hex", "empty"])
def test_what_is_no_sha256_fingerprint_is_refused(written: str) -> None:
    with pytest.raises(ValidationError, match="64 hexadecimal digits"):
        _connection(pinned_fingerprint=written)


def test_a_login_needs_somebody() -> None:
    with pytest.raises(ValidationError, match="auth negotiate needs `user`"):
        _connection(user=None)
    with pytest.raises(ValidationError, match="auth certificate needs `client_certificate`"):
        _connection(auth="certificate")
    assert _connection(auth="certificate", user=None, client_certificate=FILES).user is None


def test_the_local_adapter_needs_no_login() -> None:
    assert Connection.model_validate({"address": "here", "adapter": "local"}).user is None


def test_a_password_has_no_place_in_the_configuration() -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        _connection(password="secret")
    with pytest.raises(ValidationError, match="needs `name`"):
        _connection(password_from={"store": "environment"})
