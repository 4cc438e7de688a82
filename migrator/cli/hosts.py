"""Opens sessions with the hosts of a configuration."""

import getpass
import warnings
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
    with warnings.catch_warnings():
        # Where there is no terminal, getpass says so in a developer's words; the answer then comes from a pipe.
        warnings.simplefilter("ignore", getpass.GetPassWarning)
        try:
            return getpass.getpass(f"Password of {owner}: ")
        except EOFError:
            return ""  # which is refused as a password that is not there
