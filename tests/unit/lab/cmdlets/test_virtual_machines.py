"""How virtual machines and their parts are found, on which release, in which language."""

from pathlib import Path

import pytest

from migrator.lab.cmdlets.api import PropertyMissing, PsError, PsObject, PsValue
from migrator.lab.cmdlets.host import HostCmdlets
from migrator.lab.world.model import Vm, named_guid
from tests.unit.lab.cmdlets.rich_world import build_world


def names(items: list[PsObject]) -> list[PsValue]:
    return [item["Name"] for item in items]


@pytest.mark.parametrize("given", ["web", "WEB", "w*", "[w]eb", "?eb"])
def test_a_vm_is_found_whatever_the_case_of_its_name(cmdlets: HostCmdlets, given: str) -> None:
    assert names(cmdlets("Hyper-V\\Get-VM", Name=given)) == ["Web"]


def test_names_are_not_unique_but_ids_are(cmdlets: HostCmdlets) -> None:
    vms = cmdlets.context.host.vms
    vms.append(Vm("WEB", named_guid(1, "twin"), "D:\\VMs\\twin"))
    assert names(cmdlets("Hyper-V\\Get-VM", Name="web")) == ["Web", "WEB"]
    assert names(cmdlets("Hyper-V\\Get-VM", Id=vms[-1].id)) == ["WEB"]


def test_a_name_with_brackets_is_a_pattern_so_it_does_not_find_itself(cmdlets: HostCmdlets) -> None:
    cmdlets.context.host.vms.append(Vm("app[1]", named_guid(1, "app"), "D:\\VMs\\app"))
    assert cmdlets("Hyper-V\\Get-VM", Name="app[1]") == []
    assert names(cmdlets("Hyper-V\\Get-VM", Name="app`[1`]")) == ["app[1]"]


def test_only_get_vm_calls_an_unknown_name_an_invalid_parameter(cmdlets: HostCmdlets) -> None:
    with pytest.raises(PsError) as of_get_vm:
        cmdlets("Hyper-V\\Get-VM", Name="N1")
    assert of_get_vm.value.error_id == "InvalidParameter,Microsoft.HyperV.PowerShell.Commands.GetVM"
    with pytest.raises(PsError) as of_memory:
        cmdlets("Hyper-V\\Get-VMMemory", VMName="N1")
    assert of_memory.value.error_id == "ObjectNotFound,Microsoft.HyperV.PowerShell.Commands.GetVMMemory"
    assert cmdlets("Hyper-V\\Get-VM", Name="N*") == []


def test_a_german_host_speaks_german_and_keeps_ids(tmp_path: Path) -> None:
    world = build_world(tmp_path, language="de-DE")
    cmdlets = HostCmdlets(world, world.hosts["a.lab"])
    vms: PsValue = [*cmdlets("Hyper-V\\Get-VM", Name="Web")]
    heartbeat = cmdlets("Hyper-V\\Get-VMIntegrationService", VM=vms, Name="Takt")
    assert str(heartbeat[0]["Id"]).endswith("84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47")
    assert cmdlets("Hyper-V\\Get-VM")[0]["Status"] == "Normaler Betrieb"
    assert names(cmdlets("Hyper-V\\Get-VMNetworkAdapter", VM=vms)) == ["Netzwerkkarte"]
    assert str(cmdlets("Hyper-V\\Get-VM")[0]["State"]) == "Running"


def test_server_2016_has_neither_the_properties_nor_the_parameters_of_later_ones(tmp_path: Path) -> None:
    world = build_world(tmp_path, "2016")
    cmdlets = HostCmdlets(world, world.hosts["a.lab"])
    vm = cmdlets("Hyper-V\\Get-VM")[0]
    with pytest.raises(PropertyMissing):
        vm["AutomaticCheckpointsEnabled"]
    with pytest.raises(PropertyMissing):
        cmdlets("Hyper-V\\Get-VMSecurity", VM=[vm])[0]["BindToHostTpm"]


def test_one_call_answers_for_many_machines(cmdlets: HostCmdlets) -> None:
    vms: PsValue = [*cmdlets("Hyper-V\\Get-VM")]
    before = len(cmdlets.log)
    assert len(cmdlets("Hyper-V\\Get-VMProcessor", VM=vms)) == 2
    assert len(cmdlets.log) == before + 1


def test_a_machine_that_is_gone_is_an_error_not_an_empty_answer(cmdlets: HostCmdlets) -> None:
    vms: PsValue = [*cmdlets("Hyper-V\\Get-VM")]
    cmdlets.context.host.vms.clear()
    with pytest.raises(PsError, match="object was not found"):
        cmdlets("Hyper-V\\Get-VMMemory", VM=vms)


def test_firmware_is_refused_for_generation_1(cmdlets: HostCmdlets) -> None:
    with pytest.raises(PsError) as refused:
        cmdlets("Hyper-V\\Get-VMFirmware", VMName="old")
    assert refused.value.error_id == "InvalidParameter,Microsoft.HyperV.PowerShell.Commands.GetVMFirmware"


def test_a_checkpoint_shows_the_disk_it_had_not_the_disk_of_now(cmdlets: HostCmdlets) -> None:
    checkpoints: PsValue = [*cmdlets("Hyper-V\\Get-VMSnapshot", VMName="Web")]
    then = cmdlets("Hyper-V\\Get-VMHardDiskDrive", VMSnapshot=checkpoints)
    now = cmdlets("Hyper-V\\Get-VMHardDiskDrive", VMName="Web")
    assert [item["Path"] for item in then] == ["D:\\VMs\\Web Server\\web.vhdx"]
    assert [item["Path"] for item in now] == ["D:\\VMs\\Web Server\\web_1.avhdx", "Disk 1"]
    assert now[1]["DiskNumber"] == 1


def test_trunk_ids_are_written_as_ranges(cmdlets: HostCmdlets) -> None:
    setting = cmdlets("Hyper-V\\Get-VMNetworkAdapterVlan", VMName="Web")[0]
    assert setting["AllowedVlanIdListString"] == "10-12,20"


def test_an_adapter_whose_switch_is_gone_keeps_its_name_and_is_not_connected(cmdlets: HostCmdlets) -> None:
    cmdlets.context.host.switches.clear()
    adapter = cmdlets("Hyper-V\\Get-VMNetworkAdapter", VMName="Web")[0]
    assert (adapter["SwitchName"], adapter["Connected"]) == ("LAN", False)


def test_a_key_protector_names_its_certificates_and_none_is_four_bytes(cmdlets: HostCmdlets) -> None:
    raw = cmdlets("Hyper-V\\Get-VMKeyProtector", VMName="Web")[0]["Value"]
    owner = cmdlets("HgsClient\\ConvertTo-HgsKeyProtector", Bytes=raw)[0]["Owner"]
    assert isinstance(owner, PsObject)
    signing = owner["SigningCertificate"]
    assert isinstance(signing, PsObject)
    assert signing["Thumbprint"] == "AA" * 20
    assert cmdlets("Hyper-V\\Get-VMKeyProtector", VMName="old")[0]["Value"] == b"\x00\x00\x00\x04"


def test_guests_speak_only_while_they_run(cmdlets: HostCmdlets) -> None:
    def said() -> list[PsValue]:
        found = cmdlets(
            "CimCmdlets\\Get-CimInstance", Namespace="root/virtualization/v2", ClassName="Msvm_KvpExchangeComponent"
        )
        return [item["GuestIntrinsicExchangeItems"] for item in found]

    assert "&lt;Standard&gt;" in str(said()[0])
    cmdlets.context.host.vms[0].state = "Off"
    assert said() == [[], []]
