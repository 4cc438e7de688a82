"""The verbs of WS-Management for shells, each giving the body of its answer."""

import base64
from collections.abc import Callable, Mapping
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from migrator.lab.engines.engine import TakeoverUnsupported
from migrator.lab.wire.quotas import Quotas
from migrator.lab.wire.refusal import (
    ACTION_NOT_SUPPORTED,
    CLIENT_SESSION_MISMATCH,
    SHELL_DISCONNECTED,
    Refusal,
    malformed,
)
from migrator.lab.wire.shell import Shell
from migrator.lab.wire.shells import Shells
from migrator.lab.wire.soap import (
    COMMAND_STATE,
    COMMAND_URI,
    CONFIG_URI,
    NAMESPACES,
    SHELL_URI,
    Request,
    duration_s,
    payload,
)

STOP = "powershell/signal/crtl_c"
"""The protocol's own spelling (MS-PSRP 3.1.5.3.9); every other code closes the command."""

_TAKEOVER_UNSUPPORTED = 2150859205
_ROOM_FOR_THE_ENVELOPE = 4096


class Actions:
    """Acts on the shells for a logged-in user."""

    def __init__(self, shells: Shells, quotas: Quotas) -> None:
        self._shells = shells
        self._quotas = quotas
        self.by_verb: Mapping[str, Callable[[Request, str], str]] = {
            "Create": self._create,
            "Command": self._command,
            "Send": self._send,
            "Receive": self._receive,
            "Signal": self._signal,
            "Delete": self._delete,
            "Disconnect": self._disconnect,
            "Reconnect": self._reconnect,
            "Connect": self._connect,
            "Get": self._get,
            "Enumerate": self._enumerate,
        }

    def _shell(self, request: Request, user: str) -> Shell:
        shell = self._shells.find(request.shell_id(), user)
        shell.require_connected()
        return shell

    def _create(self, request: Request, user: str) -> str:
        asked = request.element("rsp:Shell")
        creation = payload(request.element("rsp:Shell/pwsh:creationXml"))
        idle = asked.findtext("rsp:IdleTimeOut", None, NAMESPACES)
        shell = self._shells.create(
            asked.attrib.get("ShellId", ""),
            owner=user,
            resource=request.resource,
            session_id=request.session_id,
            idle_timeout_s=None if idle is None else duration_s(idle),
        )
        with shell:
            try:
                shell.count_received(None, creation)
                shell.engine.open(creation, shell)
            except BaseException:
                self._shells.end(shell, "its engine did not open")
                raise
            return (
                "<x:ResourceCreated><a:Address>http://127.0.0.1/wsman</a:Address><a:ReferenceParameters>"
                f"<w:ResourceURI>{escape(request.resource)}</w:ResourceURI><w:SelectorSet>"
                f'<w:Selector Name="ShellId">{escape(shell.id)}</w:Selector></w:SelectorSet>'
                f"</a:ReferenceParameters></x:ResourceCreated>{shell.xml()}"
            )

    def _command(self, request: Request, user: str) -> str:
        line = request.element("rsp:CommandLine")
        command = _command_id(line.attrib.get("CommandId"))
        if command is None:
            raise malformed("The request has no CommandId.")
        fragments = payload(request.element("rsp:CommandLine/rsp:Arguments"))
        with self._shell(request, user) as shell:
            shell.begin_command(command)
            shell.count_received(command, fragments)
            shell.engine.command(command, fragments)
        return f"<rsp:CommandResponse><rsp:CommandId>{str(command).upper()}</rsp:CommandId></rsp:CommandResponse>"

    def _send(self, request: Request, user: str) -> str:
        with self._shell(request, user) as shell:
            for stream in request.body.findall("rsp:Send/rsp:Stream", NAMESPACES):
                command = _command_id(stream.attrib.get("CommandId"))
                fragments = payload(stream)
                shell.count_received(command, fragments)
                shell.engine.send(command, stream.attrib.get("Name", "stdin"), fragments)
        return "<rsp:SendResponse/>"

    def _receive(self, request: Request, user: str) -> str:
        command = _command_id(request.element("rsp:Receive/rsp:DesiredStream").attrib.get("CommandId"))
        budget = min(request.max_envelope_bytes, self._quotas.max_envelope_kb * 1024) - _ROOM_FOR_THE_ENVELOPE
        with self._shell(request, user) as shell:
            taken = shell.queue(command).take(request.timeout_s, budget)
        of_command = f' CommandId="{str(command).upper()}"' if command else ""
        streams = "".join(
            f'<rsp:Stream Name="stdout"{of_command}>{base64.b64encode(fragments).decode()}</rsp:Stream>'
            for fragments in taken.fragments
        )
        state = ""
        if command and taken.done:
            state = f'<rsp:CommandState{of_command} State="{COMMAND_STATE}/Done"><rsp:ExitCode>0</rsp:ExitCode></rsp:CommandState>'
        elif command:
            state = f'<rsp:CommandState{of_command} State="{COMMAND_STATE}/Running"/>'
        return f"<rsp:ReceiveResponse>{streams}{state}</rsp:ReceiveResponse>"

    def _signal(self, request: Request, user: str) -> str:
        signal = request.element("rsp:Signal")
        command = _command_id(signal.attrib.get("CommandId"))
        if command is None:
            raise malformed("The request has no CommandId.")
        with self._shell(request, user) as shell:
            shell.queue(command)
            if signal.findtext("rsp:Code", "", NAMESPACES) == STOP:
                shell.engine.stop(command)
            else:
                shell.forget_command(command)
                shell.engine.terminate(command)
        return "<rsp:SignalResponse/>"

    def _delete(self, request: Request, user: str) -> str:
        self._shells.end(self._shells.find(request.shell_id(), user), "the client deleted it")
        return ""

    def _disconnect(self, request: Request, user: str) -> str:
        with self._shell(request, user) as shell:
            shell.engine.disconnect()
            shell.disconnect()
        return "<rsp:DisconnectResponse/>"

    def _reconnect(self, request: Request, user: str) -> str:
        with self._shells.find(request.shell_id(), user) as shell:
            if shell.session_id != request.session_id:
                text = "The shell belongs to another client session."
                raise Refusal(CLIENT_SESSION_MISMATCH, text, "w:InvalidParameter")
            shell.engine.reconnect()
            shell.connected = True
        return "<rsp:ReconnectResponse/>"

    def _connect(self, request: Request, user: str) -> str:
        asked = request.element("rsp:Connect")
        command = _command_id(asked.attrib.get("CommandId"))
        with self._shells.find(request.shell_id(), user) as shell:
            if command is not None:
                shell.queue(command)
                return "<rsp:ConnectResponse/>"
            if shell.connected:
                raise Refusal(SHELL_DISCONNECTED, "The shell is in use by another client.", "w:Concurrency")
            try:
                fragments = shell.engine.connect(payload(request.element("rsp:Connect/pwsh:connectXml")))
            except TakeoverUnsupported as unsupported:
                raise Refusal(_TAKEOVER_UNSUPPORTED, str(unsupported), "w:UnsupportedFeature") from unsupported
            shell.connected = True
            shell.session_id = request.session_id
        return (
            "<rsp:ConnectResponse><rsp:InputStreams>stdin pr</rsp:InputStreams>"
            "<rsp:OutputStreams>stdout</rsp:OutputStreams>"
            f"<pwsh:connectResponseXml>{base64.b64encode(fragments).decode()}</pwsh:connectResponseXml>"
            "</rsp:ConnectResponse>"
        )

    def _get(self, request: Request, user: str) -> str:
        if request.resource == SHELL_URI:
            return self._shells.find(request.shell_id(), user).xml()
        if request.resource == CONFIG_URI:
            size = f"<cfg:MaxEnvelopeSizekb>{self._quotas.max_envelope_kb}</cfg:MaxEnvelopeSizekb>"
            return f"<cfg:Config xmlns:cfg={quoteattr(CONFIG_URI)}>{size}</cfg:Config>"
        raise Refusal(ACTION_NOT_SUPPORTED, f"Nothing to get at {request.resource}.", "w:InvalidResourceURI")

    def _enumerate(self, request: Request, user: str) -> str:
        shells = self._shells.of(user)
        if request.resource == COMMAND_URI:
            wanted = request.body.findtext(".//w:Selector[@Name='ShellId']", "", NAMESPACES).upper()
            items = "".join(
                f"<rsp:Command><rsp:CommandId>{command}</rsp:CommandId><rsp:CommandLine/>"
                "<rsp:CommandState>Running</rsp:CommandState></rsp:Command>"
                for shell in shells
                if shell.id == wanted
                for command in shell.commands()
            )
        else:
            items = "".join(shell.xml() for shell in shells)
        wrapped = f"<w:Items>{items}</w:Items>" if items else ""
        return f"<n:EnumerateResponse><n:EnumerationContext/>{wrapped}<w:EndOfSequence/></n:EnumerateResponse>"


def _command_id(text: str | None) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise malformed(f"{text!r} is no command identifier.") from None
