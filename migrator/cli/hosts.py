"""Opens sessions with the hosts of a configuration."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from migrator.adapters.connect import open_session
from migrator.domain.connection import Connection
from migrator.ports.host_session import HostSession


@contextmanager
def session_with(connection: Connection) -> Iterator[HostSession]:
    """Open a session, asking for the password where the configuration says so, and give it back at the end."""
    session = open_session(connection, ask_password)
    try:
        yield session
    finally:
        session.close()


def ask_password(owner: str) -> str:
    """Ask the person for a password; `owner` says whose."""
    question = f"Password of {owner}: "
    if not sys.stdin.isatty():
        # getpass would look for a terminal elsewhere, and warn in a developer's words where there is none.
        sys.stderr.write(question)
        sys.stderr.flush()
        return sys.stdin.readline().rstrip("\r\n")
    try:
        return getpass.getpass(question)
    except EOFError:
        return ""  # which is refused as a password that was not typed
