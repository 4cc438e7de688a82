"""From the configuration to a session: the right adapter, the password from the right place, errors at once."""

import sys
from dataclasses import replace

import pytest

from migrator.adapters.connect import open_session
from migrator.adapters.local import LocalSession, bootstrap_text
from migrator.adapters.retrying import RetryingSession
from migrator.domain.connection import Connection
from migrator.errors import HostUnreachable, OutcomeUnknown, SecretMissing, SessionLost
from migrator.lab.wire.endpoint import HostEndpoint
from migrator.ports.host_session import Script, ScriptCall
from tests.conformance import scripts
from tests.conformance.conftest import PASSWORD, begun, http_host, over_http

__all__ = ["begun", "http_host"]


def _nobody(owner: str) -> str:
    pytest.fail(f"nobody may be asked for {owner}")


def test_a_session_is_logged_in_when_it_is_handed_over(http_host: HostEndpoint) -> None:
    connection = over_http(http_host, password_from={"store": "environment", "name": "HV"})
    session = open_session(connection, _nobody, environment={"HV": PASSWORD})
    assert http_host.shells == 1
    assert len(session.run(ScriptCall(scripts.GET_MANY.script)).documents) == 3
    session.close()
    assert http_host.shells == 0


def test_reads_are_repeated_where_no_answer_came(http_host: HostEndpoint) -> None:
    """The host restarts between two reads; the person notices a pause."""
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        http_host.start()

    session = open_session(over_http(http_host), lambda _: PASSWORD, sleep=sleep)
    http_host.stop()
    assert len(session.run(ScriptCall(scripts.GET_MANY.script)).documents) == 3
    assert len(waits) == 1
    session.close()


def test_a_missing_password_is_told_before_the_host_is_asked(http_host: HostEndpoint) -> None:
    connection = over_http(http_host, password_from={"store": "environment", "name": "HV"})
    with pytest.raises(SecretMissing):
        open_session(connection, _nobody, environment={})
    assert http_host.log == []


def test_the_local_adapter_asks_for_no_password() -> None:
    connection = Connection.model_validate({"address": "here", "adapter": "local"})
    session = open_session(connection, _nobody)
    assert isinstance(session, RetryingSession)
    assert session.host == "here"


READ = ScriptCall(Script("Get-VM", "x"))


def test_a_machine_without_powershell_says_so() -> None:
    session = LocalSession(host="here", executable=("no-such-powershell.exe",))
    with pytest.raises(HostUnreachable) as raised:
        session.run(READ)
    assert str(raised.value.parameters["found"]).startswith("no-such-powershell.exe: ")


@pytest.mark.parametrize(("name", "becomes"), [("Get-VM", SessionLost), ("Set-VM", OutcomeUnknown)])
def test_a_powershell_that_dies_without_an_end_has_not_answered(
    name: str, becomes: type[SessionLost | OutcomeUnknown]
) -> None:
    """What it said until then, and lines of others, are no answer."""
    dying = (
        sys.executable,
        "-c",
        "print('hello'); print('migrator:warning:eyJtZXNzYWdlIjoieCJ9'); raise SystemExit(3)",
    )
    session = LocalSession(host="here", executable=dying)
    with pytest.raises(becomes) as raised:
        session.run(replace(READ, script=Script(name, "x" * 100_000)))
    assert raised.value.parameters == {
        "host": "here",
        "attempted": name,
        "found": "the script's process ended with 3",
    }


def test_the_bootstrap_fits_on_a_command_line() -> None:
    """It is passed encoded; Windows takes 32767 characters in all."""
    assert len(bootstrap_text()) * 2 * 4 / 3 < 30000
