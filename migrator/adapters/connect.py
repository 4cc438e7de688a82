"""From a connection in the configuration to a session that works."""

import os
import time
from collections.abc import Callable, Mapping

from migrator.adapters.local import LocalSession
from migrator.adapters.psrp.session import PsrpSession
from migrator.adapters.retrying import RetryingSession
from migrator.adapters.secrets import AskPassword, find_password
from migrator.domain.connection import AdapterKind, Auth, Connection
from migrator.ports.host_session import HostSession


def open_session(
    connection: Connection,
    ask_password: AskPassword,
    *,
    environment: Mapping[str, str] | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> HostSession:
    """Open a session whose reads are repeated where no answer came.

    Connects and logs in at once, so that a wrong address or password shows before anything is planned on it. The
    thread that calls owns the session; the caller closes it.
    """
    if connection.adapter is AdapterKind.LOCAL:
        return RetryingSession(LocalSession(host=connection.address, clock=clock), sleep=sleep)
    password = None
    if connection.auth is not Auth.CERTIFICATE:
        password = find_password(
            connection, ask_password, environment=os.environ if environment is None else environment
        )
    session = PsrpSession(connection, password, clock=clock)
    session.open()
    return RetryingSession(session, sleep=sleep)
