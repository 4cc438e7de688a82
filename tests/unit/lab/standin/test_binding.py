"""A slip in a script fails in the stand-ins the way it fails in the real modules."""

import pytest

from migrator.lab.cmdlets.api import PsError, PsObject
from tests.unit.lab.standin.conftest import HYPERV, Answers, Run, virtual_machine

pytestmark = pytest.mark.live

_CAUGHT = "try { %s; 'no error' } catch { $_.FullyQualifiedErrorId }"


@pytest.mark.parametrize(
    ("text", "error_id"),
    [
        ("Hyper-V\\Get-VM -Nmae x", "NamedParameterNotFound,Microsoft.HyperV.PowerShell.Commands.GetVM"),
        (
            "Hyper-V\\Import-VM -Path a -Register -GenerateNewId",
            "AmbiguousParameterSet,Microsoft.HyperV.PowerShell.Commands.ImportVM",
        ),
        (
            "Hyper-V\\Set-VM -Name a -AutomaticStartAction Bogus",
            "CannotConvertArgumentNoMessage,Microsoft.HyperV.PowerShell.Commands.SetVM",
        ),
        (
            "Hyper-V\\New-VMSwitch -Name x -SwitchType External",
            "ParameterArgumentValidationError,Microsoft.HyperV.PowerShell.Commands.NewVMSwitch",
        ),
        ("Storage\\Get-Disk -Nubmer 1", "NamedParameterNotFound,Get-Disk"),
        (
            "CimCmdlets\\Get-CimInstance",
            "MissingMandatoryParameter,Microsoft.Management.Infrastructure.CimCmdlets.GetCimInstanceCommand",
        ),
        ("(Hyper-V\\Get-VM).Nope", "PropertyNotFoundStrict"),
        ("(Hyper-V\\Get-VM).HardDrives[0].Nope", "PropertyNotFoundStrict"),
        ("Hyper-V\\Get-VMGadget", "CommandNotFoundException"),
    ],
)
def test_a_slip_has_the_real_error_id(run: Run, text: str, error_id: str) -> None:
    """A misspelt parameter, an impossible set, an unknown value or property is found before a real host is touched."""
    assert run(_CAUGHT % text).documents == (error_id,)


@pytest.mark.parametrize(
    ("text", "error_id"),
    [
        ("Hyper-V\\Get-VMStorageSettings -VMName a", "CommandNotFoundException"),
        (
            "Hyper-V\\Set-VM -Name a -AutomaticCheckpointsEnabled $true",
            "NamedParameterNotFound,Microsoft.HyperV.PowerShell.Commands.SetVM",
        ),
    ],
)
def test_server_2016_lacks_what_came_later(run: Run, text: str, error_id: str) -> None:
    """A script that needs a newer release fails on 2016 here, not first at the customer's."""
    assert run(_CAUGHT % text).documents == (error_id,)


def test_objects_bind_from_the_pipeline(run: Run, answers: Answers) -> None:
    """`$vm | Stop-VM` reaches the lab with the VM it was given, in the set of VM objects."""
    found = run("Hyper-V\\Get-VM | Hyper-V\\Stop-VM -Force")
    assert found.errors == ()
    call = answers.calls[-1]
    assert (call.command, call.parameter_set, call.bound["Force"]) == ("Hyper-V\\Stop-VM", "VMObject", True)
    machines = call.bound["VM"]
    assert isinstance(machines, list)
    assert isinstance(machines[0], PsObject)
    assert machines[0]["Id"] == virtual_machine()["Id"]


def test_cim_objects_bind_by_their_class(run: Run, answers: Answers) -> None:
    """`Get-Disk | Get-Partition` works; a disk is no partition."""
    space = "Microsoft.Management.Infrastructure.CimInstance#ROOT/Microsoft/Windows/Storage/"
    answers.by_command["Storage\\Get-Disk"] = [PsObject(space + "MSFT_Disk", {"Number": 1})]
    assert run("Storage\\Get-Disk | Storage\\Get-Partition").errors == ()
    assert [call.command for call in answers.calls] == ["Storage\\Get-Disk", "Storage\\Get-Partition"]
    refused = run(_CAUGHT % "Storage\\Get-Volume -Partition (Storage\\Get-Disk)")
    assert refused.documents == ("MismatchedPSTypeName,Get-Volume",)


def test_one_result_is_not_an_array(run: Run) -> None:
    """What Windows PowerShell does with a single VM happens here too."""
    found = run("[string]((Hyper-V\\Get-VM) -is [array]); (Hyper-V\\Get-VM).GetType().FullName")
    assert found.documents == ("False", HYPERV + "VirtualMachine")


def test_values_have_the_real_types(run: Run) -> None:
    """Enums, GUIDs, times, nullable values and nested objects are the real module's, not text."""
    found = run(
        "$vm = Hyper-V\\Get-VM\n"
        "[string]$vm.State; [string][int]$vm.State; [string]$vm.Id; $vm.VMName\n"
        "$vm.CreationTime.ToUniversalTime().ToString('o'); [string]$vm.Uptime.TotalSeconds\n"
        "[string]($null -eq $vm.ParentSnapshotId); $vm.HardDrives[0].GetType().Name; [string]$vm.MemoryStartup"
    )
    assert found.documents == (
        "Off", "3", "a7d6b010-77c0-52fe-b28d-4113ef393b5d", "vm 1",
        "2024-03-01T08:00:00.0000000Z", "3600",
        "True", "HardDiskDrive", "8589934592",
    )  # fmt: skip


def test_a_wrapped_array_shows_its_count_in_json(run: Run) -> None:
    """The trap of 5.1 is open here too, so that a script that steps into it is seen."""
    found = run("ConvertTo-Json -Compress -InputObject @{ a = (Write-Output -NoEnumerate @(1, 2)) }")
    assert found.documents == ('{"a":{"value":[1,2],"Count":2}}',)


def test_the_labs_error_is_a_real_error_record(run: Run, answers: Answers) -> None:
    """Id, category, exception class and HRESULT are those that a script would judge on a real host."""
    answers.by_command["Hyper-V\\Import-VM"] = PsError(
        "The operation failed.",
        error_id="OperationFailed,Microsoft.HyperV.PowerShell.Commands.ImportVM",
        category="InvalidOperation",
        exception_type=HYPERV + "VirtualizationException",
        hresult=-2147024891,
    )
    error = run("Hyper-V\\Import-VM -Path a -Register").errors[-1]
    assert error.error_id == "OperationFailed,Microsoft.HyperV.PowerShell.Commands.ImportVM"
    assert (error.category, error.exception_type, error.hresult) == (
        "InvalidOperation",
        HYPERV + "VirtualizationException",
        -2147024891,
    )


def test_an_error_without_stop_lets_the_script_go_on(run: Run, answers: Answers) -> None:
    """An error record and the rest of the output both arrive."""
    answers.by_command["Storage\\Get-Disk"] = PsError("gone", error_id="X,Get-Disk")
    found = run("Storage\\Get-Disk -ErrorAction Continue\n'after'")
    assert (found.failed, found.documents, [e.error_id for e in found.errors]) == (False, ("after",), ["X,Get-Disk"])


def test_whatif_changes_nothing(run: Run, answers: Answers) -> None:
    """-WhatIf ends in the stand-in; the lab is not even asked."""
    assert run("Hyper-V\\Remove-VM -Name a -Force -WhatIf").errors == ()
    assert answers.calls == []


def test_a_property_that_no_real_class_has_is_refused(run: Run, answers: Answers) -> None:
    """The lab cannot teach a script a property that no host will have."""
    answers.by_command["Hyper-V\\Get-VM"] = [PsObject(HYPERV + "VirtualMachine", {"Shiny": 1})]
    assert "Shiny" in run("Hyper-V\\Get-VM").errors[-1].message


def test_hostile_values_arrive_unchanged(run: Run, answers: Answers) -> None:
    """A name that looks like code stays a name on its whole way."""
    name = "a'b\"$(throw 1)`\u00fc\u4e2d\U0001f4be[x];\n"
    found = run("[CmdletBinding()]\nparam([string]$Name)\n$Name\nHyper-V\\Get-VMSwitch -Name $Name", Name=name)
    assert found.documents == (name,)
    assert answers.calls[-1].bound["Name"] == name
