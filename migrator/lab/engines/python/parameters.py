"""A script's declared parameters, read from its param block, and binding values to them as PowerShell does."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import psrpcore.types as pt

from migrator.lab.cmdlets.api import PsError, PsObject, PsValue

_BINDING = "System.Management.Automation.ParameterBindingException"
_COMMENT_OR_STRING = re.compile(r"""<\#.*?\#>|\#[^\n]*|'(?:[^']|'')*'|"(?:[^"`]|`.|"")*\"""", re.DOTALL)
_VARIABLE = re.compile(r"\$([A-Za-z_]\w*)")
_TYPE_NAMES = {
    "int": "System.Int32",
    "long": "System.Int64",
    "bool": "System.Boolean",
    "switch": "System.Boolean",
    "guid": "System.Guid",
}
_SUPPORTS = re.compile(r"\bSupportsShouldProcess\b(?!\s*=\s*\$false)", re.IGNORECASE)
WHAT_IF = "WhatIf"
_INT32 = range(-(2**31), 2**31)
_INT64 = range(-(2**63), 2**63)


@dataclass(frozen=True)
class Parameter:
    """A declared parameter; `type_name` in lower case as it is written, empty when there is none."""

    name: str
    type_name: str
    mandatory: bool


_ASKED = (Parameter(WHAT_IF, "switch", mandatory=False), Parameter("Confirm", "switch", mandatory=False))
"""What SupportsShouldProcess adds."""


def read_parameters(text: str) -> tuple[Parameter, ...]:
    """Read the param block at the head of a script; a text without one takes no parameters."""
    bare = _COMMENT_OR_STRING.sub("", text)
    start = re.search(r"\bparam\s*\(", bare, re.IGNORECASE)
    if start is None:
        return ()
    own = tuple(_read_one(part) for part in _parts(bare, start.end()) if _VARIABLE.search(part))
    return (*own, *_ASKED) if _SUPPORTS.search(bare[: start.start()]) else own


def _parts(text: str, at: int) -> Iterable[str]:
    """Split a param block at the commas that belong to it; ends at its closing parenthesis."""
    depth, begin = 0, at
    for index in range(at, len(text)):
        character = text[index]
        if character in "([{":
            depth += 1
        elif character == ")" and depth == 0:
            yield text[begin:index]
            return
        elif character in ")]}":
            depth -= 1
        elif character == "," and depth == 0:
            yield text[begin:index]
            begin = index + 1


def _read_one(part: str) -> Parameter:
    declared = part[: _end_of_attributes(part)]
    name = _VARIABLE.match(part[len(declared) :].lstrip())
    types = re.findall(r"\[\s*([\w.]+(?:\[\])?)\s*\]", declared)
    mandatory = re.search(r"\bMandatory\b(?!\s*=\s*\$false)", declared, re.IGNORECASE) is not None
    return Parameter(name[1] if name else "", types[-1].lower() if types else "", mandatory)


def _end_of_attributes(part: str) -> int:
    """Find where the bracketed attributes and types before the variable end."""
    depth = 0
    for index, character in enumerate(part):
        if character in "[(":
            depth += 1
        elif character in "])":
            depth -= 1
        elif character == "$" and depth == 0:
            return index
    return len(part)


def bind(parameters: tuple[Parameter, ...], given: Iterable[tuple[str, object]]) -> dict[str, PsValue]:
    """Bind named values; names without regard to case, and unambiguous beginnings of names too. Raises `PsError`."""
    bound: dict[str, PsValue] = {}
    for raw_name, value in given:
        parameter = _named(parameters, raw_name.removeprefix("-").removesuffix(":"))
        if parameter.name in bound:
            raise _refused(
                f"Cannot bind parameter because parameter '{parameter.name}' is specified more than once.",
                "ParameterAlreadyBound",
            )
        bound[parameter.name] = _converted(parameter, value)
    missing = [parameter.name for parameter in parameters if parameter.mandatory and parameter.name not in bound]
    if missing:
        raise _refused(
            "Cannot process command because of one or more missing mandatory parameters: " + " ".join(missing),
            "MissingMandatoryParameter",
        )
    return bound


def _named(parameters: tuple[Parameter, ...], name: str) -> Parameter:
    exact = [parameter for parameter in parameters if parameter.name.lower() == name.lower()]
    beginning = [parameter for parameter in parameters if parameter.name.lower().startswith(name.lower())]
    found = exact or beginning
    if not found:
        raise _refused(f"A parameter cannot be found that matches parameter name '{name}'.", "NamedParameterNotFound")
    if len(found) > 1:
        raise _refused(
            f"Parameter cannot be processed because the parameter name '{name}' is ambiguous. Possible matches include: "
            + " ".join(f"-{parameter.name}" for parameter in found)
            + ".",
            "AmbiguousParameter",
        )
    return found[0]


def _converted(parameter: Parameter, value: object) -> PsValue:
    kind = parameter.type_name.removeprefix("system.")
    plain = _plain(value)
    if kind.endswith("[]"):
        items = plain if isinstance(plain, list) else [plain]
        one = Parameter(parameter.name, kind.removesuffix("[]"), mandatory=False)
        return [_converted(one, item) for item in items]
    if kind == "string":
        return "" if plain is None else str(plain)
    if kind in {"int", "int32", "long", "int64"}:
        return _integer(parameter, plain, _INT32 if kind in {"int", "int32"} else _INT64)
    if kind == "guid":
        return _guid(parameter, plain)
    if kind in {"bool", "boolean", "switch", "switchparameter"}:
        if not isinstance(plain, (bool, int)):
            raise _untransformed(parameter, plain)
        return bool(plain)
    return plain


def _integer(parameter: Parameter, plain: PsValue, allowed: range) -> int:
    try:
        number = int(plain) if isinstance(plain, (str, int, float)) else None
    except ValueError:
        number = None
    if number is None or number not in allowed:
        raise _untransformed(parameter, plain)
    return number


def _guid(parameter: Parameter, plain: PsValue) -> str:
    try:
        return str(UUID(str(plain)))
    except ValueError:
        raise _untransformed(parameter, plain) from None


def _plain(value: object) -> PsValue:
    """Turn what arrived into the world's values; a SecureString into its text."""
    if value is None or isinstance(value, bool):
        return value
    for own in (str, int, float):
        if isinstance(value, own):
            return own(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, pt.PSSecureString):
        return str(value.decrypt())
    if isinstance(value, pt.PSCredential):
        parts: dict[str, PsValue] = {"UserName": str(value.UserName), "Password": _plain(value.Password)}
        return PsObject("System.Management.Automation.PSCredential", parts)
    raise PsError(f"The rehearsal host cannot bind a {type(value).__name__}.", error_id="RehearsalHostFailed")


def _untransformed(parameter: Parameter, value: PsValue) -> PsError:
    wanted = _TYPE_NAMES.get(parameter.type_name, parameter.type_name)
    return PsError(
        f"Cannot process argument transformation on parameter '{parameter.name}'. "
        f'Cannot convert value "{value!s}" to type "{wanted}".',
        error_id="ParameterArgumentTransformationError",
        category="InvalidData",
        exception_type="System.Management.Automation.ParameterBindingArgumentTransformationException",
    )


def _refused(message: str, error_id: str) -> PsError:
    return PsError(message, error_id=error_id, category="InvalidArgument", exception_type=_BINDING)
