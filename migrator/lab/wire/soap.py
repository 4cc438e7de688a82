"""SOAP envelopes of WS-Management: requests parsed, answers and faults written."""

import base64
import binascii
import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from migrator.lab.wire.refusal import Refusal, malformed

NAMESPACES = {
    "s": "http://www.w3.org/2003/05/soap-envelope",
    "a": "http://schemas.xmlsoap.org/ws/2004/08/addressing",
    "w": "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
    "x": "http://schemas.xmlsoap.org/ws/2004/09/transfer",
    "n": "http://schemas.xmlsoap.org/ws/2004/09/enumeration",
    "p": "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd",
    "rsp": "http://schemas.microsoft.com/wbem/wsman/1/windows/shell",
    "pwsh": "http://schemas.microsoft.com/powershell",
}
SHELL_URI = NAMESPACES["rsp"]
COMMAND_URI = f"{SHELL_URI}/Command"
CONFIG_URI = "http://schemas.microsoft.com/wbem/wsman/1/config"
COMMAND_STATE = f"{SHELL_URI}/CommandState"
_FAULT_ACTION = "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault"
_ANONYMOUS = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_VERBS = {
    **{f"{NAMESPACES['x']}/{verb}": verb for verb in ("Create", "Delete", "Get")},
    f"{NAMESPACES['n']}/Enumerate": "Enumerate",
    **{
        f"{SHELL_URI}/{verb}": verb
        for verb in ("Command", "Connect", "Disconnect", "Receive", "Reconnect", "Send", "Signal")
    },
}
_DURATION = re.compile(r"P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")


@dataclass(frozen=True)
class Request:
    """One request, its header read. `verb` is empty where the action is none of ours."""

    verb: str
    action: str
    message_id: str
    resource: str
    session_id: str
    max_envelope_bytes: int
    timeout_s: float
    selectors: Mapping[str, str]
    body: ET.Element
    size_bytes: int

    def shell_id(self) -> str:
        """Give the addressed shell in the case in which we keep it; empty when there is none."""
        return self.selectors.get("ShellId", "").upper()

    def element(self, path: str) -> ET.Element:
        """Find an element of the body by prefixed path; what is missing is the sender's fault."""
        found = self.body.find(path, NAMESPACES)
        if found is None:
            raise malformed(f"The request has no {path}.")
        return found


def parse_request(message: bytes) -> Request:
    """Read an envelope. Document types are refused: no host needs them, and entities could eat our memory."""
    if b"<!DOCTYPE" in message or b"\x00" in message[:4]:
        raise malformed("A document type or an encoding other than UTF-8 is not accepted.")
    try:
        root = ET.fromstring(message.decode("utf-8"))  # noqa: S314 - document types were refused above
    except (ET.ParseError, UnicodeDecodeError) as error:
        raise malformed(f"The request is no well-formed XML: {error}") from error
    header, body = root.find("s:Header", NAMESPACES), root.find("s:Body", NAMESPACES)
    if header is None or body is None:
        raise malformed("The request is no SOAP envelope.")
    action = header.findtext("a:Action", "", NAMESPACES)
    return Request(
        verb=_VERBS.get(action, ""),
        action=action,
        message_id=header.findtext("a:MessageID", "", NAMESPACES),
        resource=header.findtext("w:ResourceURI", "", NAMESPACES),
        session_id=header.findtext("p:SessionId", "", NAMESPACES),
        max_envelope_bytes=int(header.findtext("w:MaxEnvelopeSize", "153600", NAMESPACES)),
        timeout_s=duration_s(header.findtext("w:OperationTimeout", "PT60S", NAMESPACES)),
        selectors={
            selector.attrib.get("Name", ""): selector.text or ""
            for selector in header.findall("w:SelectorSet/w:Selector", NAMESPACES)
        },
        body=body,
        size_bytes=len(message),
    )


def duration_s(text: str) -> float:
    """Read an xs:duration of days and smaller as seconds."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise malformed(f"{text!r} is no duration.")
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def payload(element: ET.Element) -> bytes:
    """Decode the base64 text of an element."""
    try:
        return base64.b64decode("".join((element.text or "").split()), validate=True)
    except binascii.Error as error:
        raise malformed(f"Not base64: {error}") from error


def answer(request: Request, body: str) -> bytes:
    """Write the answer to a request."""
    return _envelope(f"{request.action}Response", request.message_id, body)


def fault(refusal: Refusal, message_id: str) -> bytes:
    """Write a fault; it must name the request it answers, or clients take it for a foreign answer."""
    role = "s:Receiver" if refusal.by_receiver else "s:Sender"
    text = escape(refusal.text)
    return _envelope(
        _FAULT_ACTION,
        message_id,
        f"<s:Fault><s:Code><s:Value>{role}</s:Value><s:Subcode><s:Value>{refusal.subcode}</s:Value></s:Subcode></s:Code>"
        f'<s:Reason><s:Text xml:lang="en-US">{text}</s:Text></s:Reason><s:Detail>'
        f'<f:WSManFault xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault" Code="{refusal.code}" '
        f'Machine="127.0.0.1"><f:Message>{text}</f:Message></f:WSManFault></s:Detail></s:Fault>',
    )


def _envelope(action: str, relates_to: str, body: str) -> bytes:
    own_id = str(uuid.uuid4()).upper()
    return (
        f'<s:Envelope xml:lang="en-US" {_DECLARED}><s:Header><a:Action>{escape(action)}</a:Action>'
        f"<a:MessageID>uuid:{own_id}</a:MessageID><a:To>{_ANONYMOUS}</a:To>"
        f"<a:RelatesTo>{escape(relates_to)}</a:RelatesTo></s:Header><s:Body>{body}</s:Body></s:Envelope>"
    ).encode()
