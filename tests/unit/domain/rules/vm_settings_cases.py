"""Cases of the rules about processors, memory, actions and network of a virtual machine."""

from migrator.domain.concern import Severity
from migrator.domain.destination import Release
from migrator.domain.inventory.host import CpuVendor
from migrator.domain.inventory.virtual_machine import StartAction, StopAction, VMState
from tests.unit.domain.builders import APP_ID, GIB, SHUTDOWN, adapter, destination, drive, inventory, vm
from tests.unit.domain.rules.cases import Told, app, app_to, case, undeclared

_VM = vm(APP_ID, "app")


def _processor(**changes: object) -> dict[str, object]:
    return {"processor": _VM.processor.model_copy(update=changes)}


def _startup(size_bytes: int) -> dict[str, object]:
    return {"memory": _VM.memory.model_copy(update={"startup_bytes": size_bytes})}


AMD_2025 = destination(cpu_vendor=CpuVendor.AMD)
TO_2016 = destination(release=Release.SERVER_2016)
NODES = destination(numa_nodes=4, numa_spanning_enabled=False)
SMALL = destination(memory_bytes=6 * GIB)
NESTED = _processor(expose_virtualization_extensions=True)

CASES: dict[str, Told] = {
    "vm.nested-on-amd": Told(
        app_to(AMD_2025, **NESTED),
        "app",
        {"version": "8.0", "release": "2025"},
        (case(), app(**NESTED), app_to(AMD_2025, version="9.3", **NESTED), undeclared(app(**NESTED))),
    ),
    "vm.hardware-threads": Told(
        app(**_processor(hw_thread_count_per_core=1)),
        "app",
        {"processors": 2},
        (
            case(),
            app_to(TO_2016, **_processor(hw_thread_count_per_core=1)),
            undeclared(app(**_processor(hw_thread_count_per_core=1))),
        ),
    ),
    "vm.numa-limits": Told(
        app(**_processor(maximum_count_per_numa_node=1)),
        "app",
        {"processors": 2, "maximum_per_node": 1},
        (case(), app(**_processor(maximum_count_per_numa_node=0))),
    ),
    "vm.larger-than-numa-node": Told(
        app_to(NODES, **_processor(count=12)),
        "app",
        {"processors": 12, "per_node": 8},
        (case(), app_to(NODES), undeclared(app(**_processor(count=12)))),
        Severity.BLOCKER,
    ),
    "vm.too-many-processors": Told(
        app(**_processor(count=64)),
        "app",
        {"processors": 64, "host_processors": 32},
        (case(), undeclared(app(**_processor(count=64)))),
    ),
    "vm.too-much-memory": Told(
        app(**_startup(200 * GIB)),
        "app",
        {"startup_memory_bytes": 200 * GIB, "host_memory_bytes": 128 * GIB},
        (case(), undeclared(app(**_startup(200 * GIB)))),
    ),
    "host.memory-overcommitted": Told(
        case(declared=SMALL),
        "HV01",
        {"startup_memory_bytes": 8 * GIB, "host_memory_bytes": 6 * GIB},
        (case(), undeclared(case()), app_to(SMALL, state=VMState.OFF)),
    ),
    "vm.starts-by-itself": Told(app(automatic_start_action=StartAction.START), "app", {"action": "Start"}, (case(),)),
    "vm.stop-action-save": Told(app(automatic_stop_action=StopAction.SAVE), "app", {"action": "Save"}, (case(),)),
    "vm.shutdown-service-off": Told(
        app(integration_services=(SHUTDOWN.model_copy(update={"enabled": False}),)),
        "app",
        {"state": "Running"},
        (case(), app(integration_services=(), state=VMState.OFF)),
    ),
    "vm.resource-pool": Told(
        app(
            hard_disk_drives=(drive("D:\\VMs\\app\\app.vhdx", pool_name="Gold"),),
            network_adapters=(adapter(pool_name=""),),
        ),
        "app",
        {"pools": ("Gold",)},
        (case(), app(network_adapters=())),
    ),
    "vm.switch-unknown": Told(
        app(network_adapters=(adapter(switch_name="DMZ"),)),
        "app",
        {"adapter": "Netzwerkkarte", "switch": "DMZ"},
        (case(), app(network_adapters=(adapter(switch_name=None),)), case(inventory(switches=(), virtual_machines=()))),
    ),
}
