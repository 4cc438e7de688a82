"""Cases of the scripts that start and stop a virtual machine, and that look whether it did."""

from gates.contract.case import Case
from gates.contract.cases.vm_cases import NOBODY, of
from gates.contract.changes import delete_file, host, refused, vm, with_settings
from migrator.lab.world.model import ConsoleEntry, Host, Vm, named_guid
from migrator.ports.host_session import ParameterValue

_LIMIT: dict[str, ParameterValue] = {"TimeLimitS": 4}
_OFF = with_settings("dc01", state="Off")
_DISK = "D:\\VMs\\dc01\\Virtual Hard Disks\\dc01.vhdx"


def _no_switch(own: Vm) -> None:
    own.network_adapters[0].switch_name = "Gone"


def _foreign_mac(own: Vm) -> None:
    own.network_adapters[0].mac_address = "00155DFFFF01"
    own.network_adapters[0].dynamic_mac_address = True


def a_stranger_may_connect(own: Vm) -> None:
    """Leave an entry of another host's account in the configuration."""
    own.console_access = [ConsoleEntry("OLD\\anna", "S-1-5-21-1-2-3-1001")]
    own.console_access_from = named_guid(4, "another host")


def _small_nodes(own: Host) -> None:
    own.release = "2025"
    own.cpu.numa_nodes = 12
    own.hyperv.numa_spanning_enabled = False


def _no_pool(own: Host) -> None:
    own.hyperv.mac_address_maximum = own.hyperv.mac_address_minimum
    own.vms[1].network_adapters[0].mac_address = own.hyperv.mac_address_minimum


CASES = (
    Case("Stop-VirtualMachine", "plain", parameters={**of("dc01"), **_LIMIT}),
    Case("Stop-VirtualMachine", "twice", parameters={**of("dc01"), **_LIMIT}, twice=True),
    Case(
        "Stop-VirtualMachine",
        "slow",
        changes=with_settings("dc01", shutdown_looks=2),
        parameters={**of("dc01"), **_LIMIT},
    ),
    Case(
        "Stop-VirtualMachine",
        "updates",
        changes=with_settings("dc01", shutdown_looks=99),
        parameters={**of("dc01"), **_LIMIT},
    ),
    Case(
        "Stop-VirtualMachine",
        "updates-asked-again",
        changes=with_settings("dc01", shutdown_looks=99),
        parameters={**of("dc01"), **_LIMIT},
        twice=True,
    ),
    Case(
        "Stop-VirtualMachine",
        "deaf",
        changes=with_settings("dc01", shutdown_looks=None),
        parameters={**of("dc01"), **_LIMIT},
    ),
    Case(
        "Stop-VirtualMachine",
        "turned-off",
        changes=with_settings("dc01", shutdown_looks=None),
        parameters={**of("dc01"), **_LIMIT, "TurnOff": True},
    ),
    Case(
        "Stop-VirtualMachine",
        "turned-off-while-stopping",
        changes=with_settings("dc01", state="Stopping"),
        parameters={**of("dc01"), **_LIMIT, "TurnOff": True},
    ),
    Case(
        "Stop-VirtualMachine",
        "no-shutdown-service",
        changes=with_settings("dc01", integration_services_disabled={"shutdown"}),
        parameters={**of("dc01"), **_LIMIT},
    ),
    Case("Stop-VirtualMachine", "saved", parameters={**of("old"), **_LIMIT, "TurnOff": True}),
    Case("Stop-VirtualMachine", "no-limit", parameters=of("dc01")),
    Case("Stop-VirtualMachine", "odd-names", "odd", parameters={**of("web[1]"), **_LIMIT}),
    Case("Stop-VirtualMachine", "unknown", parameters={"Id": NOBODY, **_LIMIT}),
    Case("Stop-VirtualMachine", "refused", changes=(refused("Hyper-V\\Stop-VM"),), parameters={**of("dc01"), **_LIMIT}),
    Case("Test-VMStopped", "running", parameters=of("dc01"), holds_disks=True),
    Case("Test-VMStopped", "off", changes=_OFF, parameters=of("dc01"), holds_disks=True),
    Case("Test-VMStopped", "chain", changes=with_settings("old", state="Off"), parameters=of("old"), holds_disks=True),
    Case(
        "Test-VMStopped",
        "worker-lingers",
        changes=with_settings("dc01", state="Off", worker_lingers=True),
        parameters=of("dc01"),
    ),
    Case(
        "Test-VMStopped",
        "file-missing",
        changes=(*_OFF, delete_file(_DISK)),
        parameters=of("dc01"),
    ),
    Case("Test-VMStopped", "nothing-attached", parameters=of("lone")),
    Case("Test-VMStopped", "unknown", parameters={"Id": NOBODY}),
    Case("Test-VMStopped", "refused", changes=(refused("CimCmdlets\\Get-CimInstance"),), parameters=of("dc01")),
    Case("Start-VirtualMachine", "plain", changes=_OFF, parameters=of("dc01")),
    Case("Start-VirtualMachine", "twice", changes=_OFF, parameters=of("dc01"), twice=True),
    Case("Start-VirtualMachine", "delayed", changes=_OFF, parameters={**of("dc01"), "DelayS": 1}),
    Case(
        "Start-VirtualMachine", "slow", changes=with_settings("dc01", state="Off", boot_looks=3), parameters=of("dc01")
    ),
    Case("Start-VirtualMachine", "foreign-address", changes=(*_OFF, vm("dc01", _foreign_mac)), parameters=of("dc01")),
    Case(
        "Start-VirtualMachine",
        "unknown-accounts",
        changes=(*_OFF, vm("dc01", a_stranger_may_connect)),
        parameters=of("dc01"),
    ),
    Case("Start-VirtualMachine", "switch-missing", changes=(*_OFF, vm("dc01", _no_switch)), parameters=of("dc01")),
    Case(
        "Start-VirtualMachine",
        "disk-missing",
        changes=(*_OFF, delete_file(_DISK)),
        parameters=of("dc01"),
    ),
    Case("Start-VirtualMachine", "larger-than-node", changes=(*_OFF, host(_small_nodes)), parameters=of("dc01")),
    Case(
        "Start-VirtualMachine",
        "no-address-left",
        changes=(*_OFF, vm("dc01", _foreign_mac), host(_no_pool)),
        parameters=of("dc01"),
    ),
    Case("Start-VirtualMachine", "odd-names", "odd", parameters=of("dollar")),
    Case("Start-VirtualMachine", "unknown", parameters={"Id": NOBODY}),
    Case("Start-VirtualMachine", "refused", changes=(*_OFF, refused("Hyper-V\\Start-VM")), parameters=of("dc01")),
    Case("Test-VMHealth", "well", parameters={**of("dc01"), "TimeLimitS": 4}),
    Case(
        "Test-VMHealth",
        "no-addresses",
        changes=with_settings("dc01", guest={}, network_adapters=[]),
        parameters={**of("dc01"), "TimeLimitS": 4},
    ),
    Case(
        "Test-VMHealth",
        "silent",
        changes=with_settings("dc01", heartbeat="NoContact"),
        parameters={**of("dc01"), "TimeLimitS": 2},
    ),
    Case(
        "Test-VMHealth",
        "late",
        changes=with_settings("dc01", heartbeat="NoContact"),
        parameters={**of("dc01"), "TimeLimitS": 4},
    ),
    Case("Test-VMHealth", "off", parameters={**of("lone"), "TimeLimitS": 0}),
    Case("Test-VMHealth", "unknown", parameters={"Id": NOBODY, "TimeLimitS": 0}),
)
