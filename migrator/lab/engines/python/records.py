"""Error records as PowerShell sends them, made of what the world's cmdlets raise."""

import psrpcore.types as pt

from migrator.lab.cmdlets.api import PsError

_COR_E_EXCEPTION = -2146233087
_PARENTS = {
    "System.Management.Automation.ParameterBindingArgumentTransformationException": "System.Management.Automation.ParameterBindingException",
    "System.Management.Automation.ParameterBindingException": "System.Management.Automation.RuntimeException",
    "System.Management.Automation.CommandNotFoundException": "System.Management.Automation.RuntimeException",
    "System.Management.Automation.ItemNotFoundException": "System.Management.Automation.SessionStateException",
    "System.Management.Automation.SessionStateException": "System.Management.Automation.RuntimeException",
    "System.Management.Automation.RuntimeException": "System.SystemException",
    "System.SystemException": "System.Exception",
    "System.Exception": "System.Object",
}


def error_record(error: PsError, *, line: int = 0) -> pt.ErrorRecord:
    """Make a record; `line` is the script's line, 0 because a shaper has no lines."""
    short_type = error.exception_type.rsplit(".", 1)[-1]
    exception = pt.NETException(Message=error.message, HResult=error.hresult or _COR_E_EXCEPTION)
    exception.PSObject.type_names = _ancestry(error.exception_type)
    return pt.ErrorRecord(
        Exception=exception,
        TargetObject=error.target,
        FullyQualifiedErrorId=error.error_id,
        CategoryInfo=pt.ErrorCategoryInfo(
            Category=pt.ErrorCategory[error.category],
            Reason=short_type,
            TargetName=error.target or "",
            TargetType="String" if error.target is not None else "",
        ),
        InvocationInfo=_invocation(line),
        ScriptStackTrace=f"at <ScriptBlock>, <No file>: line {line}",
    )


def command_not_found(text: str, *, hint: str = "") -> PsError:
    """Answer a text that nobody has taught us, as a shell answers an unknown command; `hint` goes after its words."""
    name = text.strip().split("\n", 1)[0][:80]
    return PsError(
        f"The term '{name}' is not recognized as the name of a cmdlet, function, script file, or operable program. "
        "Check the spelling of the name, or if a path was included, verify that the path is correct and try again."
        f"{hint}",
        error_id="CommandNotFoundException",
        category="ObjectNotFound",
        exception_type="System.Management.Automation.CommandNotFoundException",
        target=name,
    )


def _ancestry(type_name: str) -> list[str]:
    names = [type_name]
    while names[-1] != "System.Object":
        names.append(_PARENTS.get(names[-1], "System.Exception"))
    return names


def _invocation(line: int) -> pt.InvocationInfo:
    return pt.InvocationInfo(
        BoundParameters=pt.PSDict(),
        CommandOrigin=pt.CommandOrigin.Internal,
        DisplayScriptPosition=None,
        ExpectingInput=False,
        HistoryId=1,
        InvocationName="",
        Line="",
        MyCommand=None,
        OffsetInLine=0,
        PipelineLength=0,
        PipelinePosition=0,
        PositionMessage=f"At line:{line} char:1",
        PSCommandPath="",
        PSScriptRoot="",
        ScriptLineNumber=line,
        ScriptName="",
        UnboundArguments=pt.PSList(),
    )
