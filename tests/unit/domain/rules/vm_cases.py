"""Cases of the rules about what a virtual machine is and what is attached to it."""

from uuid import UUID

from migrator.domain.concern import Severity
from migrator.domain.destination import Release
from migrator.domain.inventory.host import CpuVendor
from migrator.domain.inventory.security import Certificate
from migrator.domain.inventory.virtual_machine import ControllerType, DvdDrive, VMState
from migrator.domain.rules.rule import Case
from tests.unit.domain.builders import (
    APP_ID,
    DC_ID,
    NOW,
    adapter,
    checkpoint,
    config,
    destination,
    drive,
    guest,
    host,
    inventory,
    path,
    security,
    vm,
)
from tests.unit.domain.rules.cases import Told, app, app_to, case, undeclared

AMD = destination(cpu_vendor=CpuVendor.AMD)
TO_2016 = destination(release=Release.SERVER_2016)


def checkpoints(**changes: object) -> Case:
    """Return a case in which the application server has one checkpoint."""
    return case(inventory(checkpoints=(checkpoint(APP_ID, **changes),)))


def dvd(text: str | None) -> DvdDrive:
    """Return a DVD drive."""
    return DvdDrive(
        controller_type=ControllerType.SCSI,
        controller_number=0,
        controller_location=1,
        media_type="ISO",
        path=None if text is None else path(text),
    )


def secured(certificates: tuple[Certificate, ...] = (), **changes: object) -> Case:
    """Return a case in which the application server has security settings."""
    return case(inventory(security=(security(APP_ID, **changes),), certificates=certificates))


def certificate(*, has_private_key: bool) -> Certificate:
    """Return a guardian's certificate."""
    return Certificate(
        store="Shielded VM Local Certificates",
        thumbprint="AB12",
        subject="CN=Shielded VM Signing Certificate",
        friendly_name="",
        not_before=NOW,
        not_after=NOW,
        has_private_key=has_private_key,
    )


TPM = secured(tpm_enabled=True, guardian_thumbprints=("ab12",))
TPM_WITH_KEY = secured((certificate(has_private_key=True),), tpm_enabled=True, guardian_thumbprints=("ab12",))
DC_GUEST = guest(DC_ID, 2, "dc01.example.test")
DC = case(inventory(guests=(DC_GUEST, guest(APP_ID, 3, "app.example.test"))))
SILENT_GUEST = case(inventory(guests=(guest(DC_ID, None, None), guest(APP_ID, None, None))))
JOINED = host(domain_joined=True, domain="example.test")
POLICY = UUID("99999999-0000-4000-8000-000000000001")

CASES: dict[str, Told] = {
    "vm.version-too-old": Told(
        app(version="5.0"),
        "app",
        {"version": "5.0", "lowest": "8.0", "release": "2025"},
        (case(), app(version="odd"), undeclared(app(version="5.0")), app_to(TO_2016, version="5.0")),
    ),
    "vm.version-too-new": Told(
        app_to(TO_2016, version="9.0"),
        "app",
        {"version": "9.0", "highest": "8.0", "release": "2016"},
        (case(), app(version="odd"), undeclared(app(version="99.0"))),
    ),
    "vm.version-unknown": Told(app(version="odd"), "app", {"version": "odd"}, (case(), app(version="12.0"))),
    "vm.saved-state": Told(
        app_to(AMD, state=VMState.SAVED), "app", {"state": "Saved"}, (case(), app(state=VMState.OFF)), Severity.BLOCKER
    ),
    "vm.state-critical": Told(
        app(state=VMState.OFF_CRITICAL), "app", {"state": "OffCritical"}, (case(), app(state=VMState.OFF))
    ),
    "vm.checkpoint-memory": Told(
        checkpoints(state=VMState.SAVED), "app", {"checkpoints": ("before update",)}, (case(), checkpoints())
    ),
    "vm.checkpoint-kind": Told(
        checkpoints(checkpoint_type="Recovery"),
        "app",
        {
            "checkpoint": "before update",
            "checkpoint_type": "Recovery",
            "checkpoint_id": "c4ec0000-0000-4000-8000-000000000009",
        },
        (case(), checkpoints()),
    ),
    "vm.checkpoints": Told(checkpoints(), "app", {"count": 1}, (case(),)),
    "vm.pass-through-disk": Told(
        app(hard_disk_drives=(drive(None, disk_number=2),)), "app", {"disk_number": 2}, (case(),)
    ),
    "vm.shared-disk": Told(
        app(hard_disk_drives=(drive("D:\\VMs\\app\\quorum.vhds"),)),
        "app",
        {"path": "D:\\VMs\\app\\quorum.vhds"},
        (case(), app(hard_disk_drives=(drive(None, disk_number=1),))),
    ),
    "vm.assigned-device": Told(app(assigned_device_count=1), "app", {"count": 1}, (case(),)),
    "vm.gpu-partition": Told(app(gpu_partition_adapter_count=1), "app", {"count": 1}, (case(),)),
    "vm.fibre-channel": Told(app(fibre_channel_adapter_count=2), "app", {"count": 2}, (case(),)),
    "vm.remotefx": Told(
        app(has_remotefx_adapter=True),
        "app",
        {"release": "2025"},
        (case(), app_to(TO_2016, has_remotefx_adapter=True), undeclared(app(has_remotefx_adapter=True))),
    ),
    "vm.clustered": Told(app(is_clustered=True), "app", {"clustered": True}, (case(),)),
    "vm.replica": Told(
        app(replication_mode="Primary", replication_state="Replicating"),
        "app",
        {"mode": "Primary", "state": "Replicating"},
        (case(), app(replication_mode="")),
    ),
    "vm.media-attached": Told(
        app(dvd_drives=(dvd("E:\\ISO\\setup.iso"), dvd(None)), floppy_path=path("E:\\ISO\\driver.vfd")),
        "app",
        {"paths": ("E:\\ISO\\setup.iso", "E:\\ISO\\driver.vfd")},
        (case(), app(dvd_drives=(dvd(None),))),
    ),
    "vm.dynamic-mac": Told(
        app(network_adapters=(adapter(dynamic_mac_address=True),)),
        "app",
        {"addresses": ("00155D0A0101",)},
        (case(), app(network_adapters=(adapter(dynamic_mac_address=True, mac_address="000000000000"),))),
    ),
    "vm.domain-controller": Told(DC, "dc01", {"guest": "dc01.example.test"}, (case(), SILENT_GUEST)),
    "host.own-domain-controller": Told(
        case(inventory(guests=(DC_GUEST,), host=JOINED)),
        "HV01",
        {"domain": "example.test", "vms": ("dc01",)},
        (DC, SILENT_GUEST, case(inventory(guests=(guest(DC_ID, 2, "dc01.other.test"),), host=JOINED))),
    ),
    "vm.guest-unknown": Told(case(inventory(guests=(DC_GUEST,))), "app", {"state": "Running"}, (case(), SILENT_GUEST)),
    "security.tpm-keys-missing": Told(
        TPM,
        "app",
        {"thumbprints": ("AB12",)},
        (case(), TPM_WITH_KEY, case(inventory(security=())), secured(guardian_thumbprints=("ab12",))),
    ),
    "security.tpm": Told(TPM_WITH_KEY, "app", {"certificates": 1}, (case(), case(inventory(security=())))),
    "security.bound-to-host-tpm": Told(
        secured(bind_to_host_tpm=True), "app", {"bound": True}, (case(), secured(bind_to_host_tpm=None))
    ),
    "security.shielded": Told(secured(shielded=True), "app", {"shielded": True}, (case(),)),
    "security.key-storage-drive": Told(
        secured(key_storage_drive_enabled=True), "app", {"enabled": True}, (case(), case(inventory(security=())))
    ),
    "vm.qos-policy": Told(
        app(hard_disk_drives=(drive("D:\\VMs\\app\\app.vhdx", qos_policy_id=POLICY),)),
        "app",
        {"policies": (str(POLICY),)},
        (case(), app(hard_disk_drives=())),
    ),
    "vm.groups": Told(app(groups=("web", "all")), "app", {"groups": ("all", "web")}, (case(),)),
    "vm.same-name": Told(
        case(
            inventory(virtual_machines=(vm(APP_ID, "app"), vm(DC_ID, "APP"))),
            config(left_out=[{"vm": str(DC_ID), "reason": "test system", "person": "K. Berg"}]),
        ),
        "app",
        {"others": (str(DC_ID),)},
        (case(),),
    ),
}
