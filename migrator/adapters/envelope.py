"""What goes into, and comes out of, the bootstrap that runs a script in a PowerShell of this machine."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypedDict

from migrator.adapters.answer import Answer, End, ErrorReport, Stranger
from migrator.ports.host_session import ParameterValue, ScriptCall, ScriptProgress
from migrator.ports.secret import Credential, Secret

_PREFIX = "migrator"


class _Argument(TypedDict):
    name: str
    kind: str
    value: list[str]


def pack(call: ScriptCall) -> bytes:
    """Make the one line of standard input. ASCII whatever the values are: PowerShell reads it in the console's code page.

    Texts are carried in base64, because ConvertFrom-Json of PowerShell 7 makes a date of what looks like one.
    """
    arguments = [_plain(name, value) for name, value in call.parameters.items()]
    arguments += [_secret(name, value) for name, value in call.secrets.items()]
    return json.dumps({"script": _carried(call.script.text), "arguments": arguments}).encode("ascii") + b"\n"


def _plain(name: str, value: ParameterValue) -> _Argument:
    if isinstance(value, bool):
        return {"name": name, "kind": "switch", "value": ["true" if value else "false"]}
    if isinstance(value, int):
        return {"name": name, "kind": "integer", "value": [str(value)]}
    if isinstance(value, list):
        return {"name": name, "kind": "list", "value": [_carried(item) for item in value]}
    return {"name": name, "kind": "text", "value": [_carried(value)]}


def _secret(name: str, value: Secret | Credential) -> _Argument:
    if isinstance(value, Credential):
        return {"name": name, "kind": "credential", "value": [_carried(value.user), _carried(value.password.reveal())]}
    return {"name": name, "kind": "secret", "value": [_carried(value.reveal())]}


def _carried(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")


@dataclass
class Received:
    """Collects what the bootstrap says, line by line; `end` stays None if its process died before the end."""

    outputs: list[str | Stranger] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    errors: list[ErrorReport] = field(default_factory=list)
    end: End | None = None

    def take(self, line: bytes) -> Iterator[ScriptProgress]:
        """Take one line; gives the progress it reports, if any. Lines that are not the bootstrap's are passed over."""
        parts = line.decode("ascii", "replace").strip().split(":")
        if len(parts) != 3 or parts[0] != _PREFIX:  # noqa: PLR2004  prefix, kind, payload
            return
        kind, said = parts[1], json.loads(base64.b64decode(parts[2]))
        if kind == "document":
            self.outputs.append(said["text"])
        elif kind == "stranger":
            self.outputs.append(Stranger(said["type"]))
        elif kind == "warning":
            self.warnings.append(said["message"])
        elif kind == "error":
            line_number = said.pop("line") or None
            self.errors.append(ErrorReport(**said, line=line_number))
        elif kind == "progress":
            percent = said["percent"] if said["percent"] >= 0 else None
            yield ScriptProgress(activity=said["activity"], status=said["status"], percent=percent)
        elif kind == "end":
            self.end = End(said["state"])

    def answer(self, elapsed_s: float) -> Answer | None:
        """Give the whole answer; None if its end never came."""
        if self.end is None:
            return None
        return Answer(self.end, self.outputs, self.errors, self.warnings, elapsed_s)
