"""Messages that no client of ours sends: they are refused by a fault, never by a broken connection."""

import base64
import uuid

import pytest
import requests

from migrator.lab.engines.engine import ShellEngine
from migrator.lab.wire.endpoint import ServerTls
from migrator.lab.wire.refusal import Refusal
from migrator.lab.wire.soap import NAMESPACES, duration_s, parse_request
from tests.unit.lab.wire.conftest import StartHost
from tests.unit.lab.wire.scripted import USER
from tests.unit.lab.wire.test_login import Certificates


def _envelope(action: str, body: str = "", selectors: str = "", message_id: str = "uuid:1") -> bytes:
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return (
        f"<s:Envelope {declared}><s:Header><a:Action>{action}</a:Action><a:MessageID>{message_id}</a:MessageID>"
        f"<w:SelectorSet>{selectors}</w:SelectorSet></s:Header><s:Body>{body}</s:Body></s:Envelope>"
    ).encode()


@pytest.mark.parametrize(
    "message",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + _envelope("a", "&a;"),
        "<x/>".encode("utf-16"),
        b"<x",
        b"\xff",
        b"<x/>",
        _envelope("a").replace(b"</s:Header>", b"<w:OperationTimeout>soon</w:OperationTimeout></s:Header>"),
    ],
)
def test_what_is_no_request_is_refused(message: bytes) -> None:
    """Document types above all: entities could eat the host's memory."""
    with pytest.raises(Refusal):
        parse_request(message)


@pytest.mark.parametrize(("text", "seconds"), [("PT20S", 20), ("PT0.25S", 0.25), ("P1DT1H1M1S", 90061), ("PT2H", 7200)])
def test_durations(text: str, seconds: float) -> None:
    """Every form of a time-out that a client may send."""
    assert duration_s(text) == seconds


@pytest.mark.parametrize(
    ("verb", "body", "code"),
    [
        ("http://example.org/Unknown", "", 2150858771),
        ("http://schemas.xmlsoap.org/ws/2004/09/transfer/Create", "", 87),
        ("http://schemas.xmlsoap.org/ws/2004/09/transfer/Delete", "", 2150858843),
        (f"{NAMESPACES['rsp']}/Receive", '<rsp:Receive><rsp:DesiredStream CommandId="7"/></rsp:Receive>', 87),
        (f"{NAMESPACES['rsp']}/Command", f'<rsp:CommandLine CommandId="{uuid.uuid4()}"/>', 87),
    ],
)
def test_bad_requests_get_a_fault(
    verb: str, body: str, code: int, start_host: StartHost, certificates: Certificates
) -> None:
    """Each answer is an envelope that names the request and a code."""
    ca, issued = certificates
    host = start_host(tls=ServerTls(issued.certificate, issued.key), users={USER: "plain"})
    answer = requests.post(
        f"https://127.0.0.1:{host.port}/wsman",
        data=_envelope(verb, body),
        auth=(USER, "plain"),
        verify=str(ca),
        timeout=5,
    )
    assert answer.status_code == 500
    assert f'Code="{code}"' in answer.text
    assert "<a:RelatesTo>uuid:1</a:RelatesTo>" in answer.text


def test_a_bug_of_an_engine_is_a_fault(start_host: StartHost, certificates: Certificates) -> None:
    """It must not look like a broken network; no shell stays behind."""

    def broken() -> ShellEngine:
        raise ZeroDivisionError

    ca, issued = certificates
    host = start_host(engine=broken, tls=ServerTls(issued.certificate, issued.key), users={USER: "plain"})
    creation = base64.b64encode(b"x").decode()
    answer = requests.post(
        f"https://127.0.0.1:{host.port}/wsman",
        data=_envelope(
            "http://schemas.xmlsoap.org/ws/2004/09/transfer/Create",
            f"<rsp:Shell><pwsh:creationXml>{creation}</pwsh:creationXml></rsp:Shell>",
        ),
        auth=(USER, "plain"),
        verify=str(ca),
        timeout=5,
    )
    assert (answer.status_code, 'Code="1359"' in answer.text, host.shells) == (500, True, 0)
