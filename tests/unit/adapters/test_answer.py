"""What an error record and an odd answer mean to a person."""

import pytest

from migrator.adapters.answer import Answer, End, ErrorReport, judge
from migrator.errors import HyperVModuleMissing, MigratorError, NotPermitted, ScriptFailed, UnexpectedOutput
from migrator.ports.host_session import Script, ScriptCall

CALL = ScriptCall(Script("Get-VMInventory", ""))
CLOSING = '{"end":true,"script":"Get-VMInventory","schema":1,"count":%d}'


@pytest.mark.parametrize(
    ("error_id", "category", "message", "becomes"),
    [
        ("CommandNotFoundException", "ObjectNotFound", "The term 'Hyper-V\\Get-VM' is not ...", HyperVModuleMissing),
        ("CommandNotFoundException", "ObjectNotFound", 'Die Benennung "Hyper-V\\Get-VM" wurde nicht', HyperVModuleMissing),
        ("CouldNotAutoLoadModule", "ObjectNotFound", "The 'Hyper-V\\Get-VM' command was found in 'Hyper-V', but", HyperVModuleMissing),
        ("Modules_ModuleNotFound,Microsoft.PowerShell.Commands.ImportModuleCommand", "ResourceUnavailable", "The specified module 'Hyper-V' was not loaded", HyperVModuleMissing),
        ("CommandNotFoundException", "ObjectNotFound", "The term 'Get-Unheard' is not recognized", ScriptFailed),
        ("Modules_ModuleNotFound,Microsoft.PowerShell.Commands.ImportModuleCommand", "ResourceUnavailable", "The specified module 'Storage' was not loaded", ScriptFailed),
        ("AccessDenied,Microsoft.HyperV.PowerShell.Commands.GetVM", "PermissionDenied", "You do not have the required permission", NotPermitted),
        ("UnauthorizedAccess,Microsoft.PowerShell.Commands.ImportModuleCommand", "SecurityError", "cannot be loaded because running scripts is disabled", NotPermitted),
        ("AuthorizationManager check failed", "SecurityError", "x", NotPermitted),
        ("ItemNotFound,Microsoft.HyperV.PowerShell.Commands.GetVM", "ObjectNotFound", "Hyper-V was unable to find", ScriptFailed),
        ("AccessDenied,Get-Other", "PermissionDenied", "no", ScriptFailed),
    ],
)  # fmt: skip
def test_an_error_record_becomes_what_a_person_can_act_on(
    error_id: str, category: str, message: str, becomes: type[MigratorError]
) -> None:
    report = ErrorReport(error_id, category, message, 12)
    with pytest.raises(MigratorError) as raised:
        judge(CALL, "hv01", Answer(End.FAILED, (), (report,)))
    assert type(raised.value) is becomes
    said = {"host": "hv01", "attempted": "Get-VMInventory", "found": message}
    if becomes is ScriptFailed:
        said |= {"error_id": error_id, "category": category, "line": 12, "message": message}  # type: ignore[dict-item]
    assert raised.value.parameters == said


@pytest.mark.parametrize("end", [End.FAILED, End.STOPPED])
def test_a_pipeline_that_did_not_complete_has_not_answered(end: End) -> None:
    """Not even if a closing document came."""
    with pytest.raises(ScriptFailed) as raised:
        judge(CALL, "hv01", Answer(end, (CLOSING % 0,)))
    assert raised.value.parameters["found"] == f"pipeline state {end}"


@pytest.mark.parametrize(
    ("outputs", "found"),
    [
        ((), "no closing document after 0 documents: the script ended early (`exit`?)"),
        ((CLOSING % 0, '{"late":1}'), "no closing document after 2 documents: the script ended early (`exit`?)"),
        (('{"end":true}',), "the closing document says script None, not 'Get-VMInventory'; schema None, not 1; count None, not 0"),
        (('{"end":1,"script":"Get-VMInventory","schema":1,"count":0}',), "no closing document after 1 document: the script ended early (`exit`?)"),
        (("[1]", CLOSING % 1), "document 1 is no JSON object"),
        (("", CLOSING % 1), "document 1 is no JSON"),
        (('{"a":1', CLOSING % 1), "document 1 is no JSON"),
    ],
)  # fmt: skip
def test_output_that_breaks_the_promise_is_described(outputs: tuple[str, ...], found: str) -> None:
    with pytest.raises(UnexpectedOutput) as raised:
        judge(CALL, "hv01", Answer(End.COMPLETED, outputs))
    assert raised.value.parameters["found"] == found


def test_a_long_document_is_shortened_in_the_error() -> None:
    with pytest.raises(UnexpectedOutput) as raised:
        judge(CALL, "hv01", Answer(End.COMPLETED, ("x" * 5000,)))
    assert raised.value.parameters["document"] == "x" * 200 + "..."


def test_a_document_of_exactly_one_mebibyte_is_taken() -> None:
    document = '{"x":"' + "ü" * ((1024 * 1024 - 8) // 2) + '"}'
    assert len(document.encode()) == 1024 * 1024
    assert judge(CALL, "hv01", Answer(End.COMPLETED, (document, CLOSING % 1))).documents == (document,)
