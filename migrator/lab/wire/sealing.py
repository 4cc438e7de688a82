"""WinRM's message encryption: a MIME message of two parts around what the security context sealed."""

import re

import spnego
from spnego.exceptions import SpnegoError

SEALED_TYPE = 'multipart/encrypted;protocol="application/HTTP-SPNEGO-session-encrypted";boundary="Encrypted Boundary"'
_PROTOCOL = "application/HTTP-SPNEGO-session-encrypted"
_BOUNDARY = b"--Encrypted Boundary"
_CONTENT = b"\tContent-Type: application/octet-stream\r\n"
_PLAIN_LENGTH = re.compile(rb"OriginalContent:[^\r\n]*;Length=(\d+)")


class NotSealed(Exception):
    """The message is not what WinRM's encryption makes."""


def is_sealed(content_type: str) -> bool:
    """Tell a sealed message by its type."""
    return content_type.lower().startswith("multipart/encrypted")


def open_sealed(context: spnego.ContextProxy, message: bytes) -> bytes:
    """Give the plain text of a sealed message; its length is declared beside it and must be right."""
    head, found, rest = message.partition(_CONTENT)
    declared = _PLAIN_LENGTH.search(head)
    if not found or declared is None or not rest.rstrip().endswith(_BOUNDARY + b"--"):
        raise NotSealed("This is no message of WinRM's encryption.")
    sealed = rest[: rest.rindex(_BOUNDARY + b"--")]
    signature_length = int.from_bytes(sealed[:4], "little")
    try:
        plain = context.unwrap_winrm(sealed[4 : 4 + signature_length], sealed[4 + signature_length :])
    except SpnegoError as error:  # sealed with another connection's context
        raise NotSealed(str(error)) from error
    if len(plain) != int(declared[1]):
        raise NotSealed(f"{len(plain)} bytes were sealed, {declared[1].decode()} declared.")
    return plain


def seal(context: spnego.ContextProxy, message: bytes) -> bytes:
    """Seal an answer."""
    sealed = context.wrap_winrm(message)
    length = len(message) + sealed.padding_length
    head = (
        f"\r\n\tContent-Type: {_PROTOCOL}\r\n"
        f"\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length={length}\r\n"
    ).encode()
    signature = len(sealed.header).to_bytes(4, "little") + sealed.header
    return b"".join((_BOUNDARY, head, _BOUNDARY, b"\r\n", _CONTENT, signature, sealed.data, _BOUNDARY, b"--\r\n"))
