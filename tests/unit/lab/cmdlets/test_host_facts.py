"""Disks, volumes, addresses, services, events, and what a host lacks or was planted with."""

import pytest

from migrator.lab.cmdlets.api import PsError, PsValue
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.world.model import PlantedError


def error_id(cmdlets: HostCmdlets, command: str, **bound: PsValue) -> str:
    with pytest.raises(PsError) as refused:
        cmdlets(command, **bound)
    return refused.value.error_id


def test_a_disk_that_is_not_there_has_the_cdxml_error(cmdlets: HostCmdlets) -> None:
    assert error_id(cmdlets, "Storage\\Get-Disk", Number=7) == "CmdletizationQuery_NotFound_Number,Get-Disk"


def test_a_partition_without_letter_has_a_nul_and_its_volume_has_nothing(cmdlets: HostCmdlets) -> None:
    assert [item["DriveLetter"] for item in cmdlets("Storage\\Get-Partition")] == ["D", "\x00"]
    assert [item["DriveLetter"] for item in cmdlets("Storage\\Get-Volume")] == ["D", None]


def test_a_cheap_bridge_gives_another_serial_number_on_every_read(cmdlets: HostCmdlets) -> None:
    cmdlets.context.host.disks[1].serial_changes = True
    first, second = (cmdlets("Storage\\Get-Disk", Number=1)[0]["SerialNumber"] for _ in range(2))
    assert first != second


def test_cim_filters_compare_without_case_and_unknown_classes_are_refused(cmdlets: HostCmdlets) -> None:
    found = cmdlets("CimCmdlets\\Get-CimInstance", ClassName="win32_service", Filter="Name = 'VMMS' AND Started = TRUE")
    assert len(found) == 1
    asked = cmdlets("CimCmdlets\\Get-CimInstance", Query="SELECT * FROM Win32_Volume WHERE DriveLetter = 'D:'")
    assert [item["Label"] for item in asked] == ["Daten"]
    assert error_id(cmdlets, "CimCmdlets\\Get-CimInstance", ClassName="Win32_No").startswith("HRESULT 0x80041010,")


def test_the_default_route_belongs_to_the_management_adapter(cmdlets: HostCmdlets) -> None:
    routes = cmdlets("NetTCPIP\\Get-NetRoute", DestinationPrefix="0.0.0.0/0")
    assert [(route["InterfaceAlias"], route["NextHop"]) for route in routes] == [("vEthernet (LAN)", "192.168.1.1")]


def test_physical_leaves_out_teams_and_management_adapters(cmdlets: HostCmdlets) -> None:
    assert len(cmdlets("NetAdapter\\Get-NetAdapter")) == 6
    assert len(cmdlets("NetAdapter\\Get-NetAdapter", Physical=True)) == 4


def test_no_event_is_an_error_as_on_the_real_host(cmdlets: HostCmdlets) -> None:
    command = "Microsoft.PowerShell.Diagnostics\\Get-WinEvent"
    assert len(cmdlets(command, LogName="System")) == 2
    cmdlets.context.host.events.clear()
    assert error_id(cmdlets, command, LogName="System").startswith("NoMatchingEventsFound,")


def test_a_client_has_no_server_manager(cmdlets: HostCmdlets) -> None:
    assert cmdlets("ServerManager\\Get-WindowsFeature")
    cmdlets.context.host.edition = "Pro"
    assert error_id(cmdlets, "ServerManager\\Get-WindowsFeature") == "CouldNotAutoLoadModule"


def test_a_host_without_the_module_does_not_know_its_commands(cmdlets: HostCmdlets) -> None:
    cmdlets.context.host.faults.missing_modules.add("hyper-v")
    assert error_id(cmdlets, "Hyper-V\\Get-VM") == "CouldNotAutoLoadModule"
    assert error_id(cmdlets, "Microsoft.PowerShell.Core\\Get-Command", Name="Get-VM").startswith("CommandNotFound")


def test_a_parameter_of_no_release_is_refused_by_the_binder(cmdlets: HostCmdlets) -> None:
    found = error_id(cmdlets, "Hyper-V\\Get-VM", Nmae="x")
    assert found == "NamedParameterNotFound,Microsoft.HyperV.PowerShell.Commands.GetVM"


def test_planted_faults_show(cmdlets: HostCmdlets) -> None:
    waited: list[float] = []
    slow = HostCmdlets(cmdlets.context.world, cmdlets.context.host, wait=waited.append)
    faults = cmdlets.context.host.faults
    faults.renamed_properties["hyper-v\\get-vm"] = {"Notes": "Remarks"}
    faults.missing_properties["Hyper-V\\Get-VM"] = {"Version"}
    faults.slow_s["Hyper-V\\Get-VM"] = 7.5
    faults.errors["Hyper-V\\Get-VMHost"] = PlantedError("broken", "Broken,Host")
    vm = slow("Hyper-V\\Get-VM")[0]
    assert (vm.has("Remarks"), vm.has("Notes"), vm.has("Version"), waited) == (True, False, False, [7.5])
    assert error_id(slow, "Hyper-V\\Get-VMHost") == "Broken,Host"


def test_a_disk_carried_to_another_host_gets_free_number_and_letter(cmdlets: HostCmdlets) -> None:
    world, host = cmdlets.context.world, cmdlets.context.host
    disk = host.disks[0]
    world.unplug(disk)
    assert [item["Number"] for item in cmdlets("Storage\\Get-Disk")] == [1]
    assert world.shelf == [disk]
    disk.number = 1
    world.plug(disk, host)
    assert (disk.number, world.shelf) == (0, [])
