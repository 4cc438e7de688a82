"""Opens sessions with the hosts of a configuration."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager

from migrator.adapters.connect import open_session
from migrator.domain.connection import Connection
from migrator.ports.host_session import HostSession


@contextmanager
def session_with(connection: Connection) -> Iterator[HostSession]:
    """Open a session, asking for the password where the configuration says so, and give it back at the end."""
    session = open_session(connection, _ask)
    try:
        yield session
    finally:
        session.close()


def _ask(owner: str) -> str:
    return getpass.getpass(f"Password of {owner}: ")
