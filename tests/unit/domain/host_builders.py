"""A small, healthy host built by hand: everything of it but its virtual machines."""

from datetime import UTC, datetime
from pathlib import PureWindowsPath
from uuid import UUID

from migrator.domain.inventory.host import (
    CpuVendor,
    Host,
    HyperVSettings,
    NumaNode,
    Processor,
    RemotingQuotas,
    SupportedVersion,
)
from migrator.domain.inventory.network import NetworkAdapter, SwitchType, VirtualSwitch
from migrator.domain.inventory.storage import PhysicalDisk, Volume

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
SWITCH_ID = UUID("aa00bb11-0000-4000-8000-000000000003")
GIB = 1024**3


def path(text: str) -> PureWindowsPath:
    """Return a path on the host."""
    return PureWindowsPath(text)


def host(**changes: object) -> Host:
    """Return a Server 2016 on Intel in a workgroup."""
    plain = Host(
        name="HV01",
        fully_qualified_name="HV01",
        domain_joined=False,
        domain="WORKGROUP",
        manufacturer="Supermicro",
        hardware_model="X11SSM",
        serial_number="0123456789",
        os_caption="Microsoft Windows Server 2016 Standard",
        os_version="10.0.14393",
        os_build=14393,
        os_sku=7,
        os_language="de-DE",
        installed_at=NOW,
        booted_at=NOW,
        clock=NOW,
        time_zone="W. Europe Standard Time",
        powershell_version="5.1.14393.206",
        hyperv_module_version="2.0.0.0",
        memory_bytes=64 * GIB,
        ecc_memory=True,
        processors=(
            Processor(name="Intel Xeon E3-1230", vendor=CpuVendor.INTEL, core_count=4, logical_processor_count=8),
        ),
        numa_nodes=(NumaNode(node_id=0, processor_count=8, memory_total_mib=65536),),
        hyperv=HyperVSettings(
            virtual_machine_path=path("D:\\VMs"),
            virtual_hard_disk_path=path("D:\\VMs"),
            mac_address_minimum="00155D0A0100",
            mac_address_maximum="00155D0A01FF",
            numa_spanning_enabled=True,
            enhanced_session_mode_enabled=False,
            maximum_storage_migrations=2,
            maximum_virtual_machine_migrations=2,
            use_any_network_for_migration=False,
            virtual_machine_migration_enabled=False,
            virtual_machine_migration_authentication_type="CredSSP",
            virtual_machine_migration_performance_option="Compression",
            resource_metering_save_interval_s=3600,
            fibre_channel_wwnn="C003FF0000FFFF00",
            fibre_channel_wwpn_minimum="C003FF8B79E70000",
            fibre_channel_wwpn_maximum="C003FF8B79E7FFFF",
            iov_support=False,
            supported_versions=(SupportedVersion(name="Windows Server 2016", version="8.0", is_default=True),),
        ),
        quotas=RemotingQuotas(
            max_shells_per_user=30,
            max_processes_per_shell=25,
            max_memory_per_shell_mib=1024,
            idle_timeout_ms=7200000,
            max_envelope_size_kib=500,
        ),
        machine_guid="5d2f1a7e-1111-4222-8333-444455556666",
    )
    return plain.model_copy(update=changes)


def volume(letter: str | None, **changes: object) -> Volume:
    """Return an NTFS volume of 2 TiB on disk 1."""
    plain = Volume(
        unique_id=f"\\\\?\\Volume{{{letter}}}\\",
        drive_letter=letter,
        label="Data",
        file_system="NTFS",
        cluster_bytes=4096,
        size_bytes=2048 * GIB,
        free_bytes=1024 * GIB,
        health="Healthy",
        disk_number=1,
        partition_number=1,
        partition_type="Basic",
        is_system=False,
        serial_number="0A1B2C3D",
        bitlocker_protection=None,
        deduplicated=None,
        paging_file=False,
        marker=None,
    )
    return plain.model_copy(update=changes)


def physical_disk(number: int, **changes: object) -> PhysicalDisk:
    """Return a healthy GPT disk on SATA."""
    plain = PhysicalDisk(
        number=number,
        unique_id=f"disk-{number}",
        guid="{11111111-2222-4333-8444-555566667777}",
        friendly_name="WDC WD40",
        serial_number="WD-1",
        bus_type="SATA",
        media_type="HDD",
        partition_style="GPT",
        size_bytes=2048 * GIB,
        allocated_bytes=2048 * GIB,
        logical_sector_bytes=512,
        physical_sector_bytes=4096,
        is_boot=False,
        is_system=False,
        is_offline=False,
        is_read_only=False,
        health="Healthy",
        operational_status=("Online",),
        firmware_version=None,
        temperature_c=None,
        wear_percent=None,
        read_errors_uncorrected=None,
        write_errors_uncorrected=None,
        power_on_hours=None,
    )
    return plain.model_copy(update=changes)


def switch(**changes: object) -> VirtualSwitch:
    """Return an external switch called LAN."""
    plain = VirtualSwitch(
        id=SWITCH_ID,
        name="LAN",
        switch_type=SwitchType.EXTERNAL,
        notes="",
        allow_management_os=True,
        adapter_descriptions=("Intel(R) I210 Gigabit Network Connection",),
        embedded_teaming=False,
        teaming_mode=None,
        load_balancing_algorithm=None,
        bandwidth_reservation_mode="Absolute",
        default_flow_minimum_bandwidth_absolute=0,
        default_flow_minimum_bandwidth_weight=0,
        iov_enabled=False,
        packet_direct_enabled=False,
        extensions=(),
        management_adapters=(),
    )
    return plain.model_copy(update=changes)


def network_adapter(**changes: object) -> NetworkAdapter:
    """Return the host's physical adapter."""
    plain = NetworkAdapter(
        name="Ethernet",
        interface_description="Intel(R) I210 Gigabit Network Connection",
        interface_guid=UUID("dddd0000-0000-4000-8000-000000000005"),
        interface_index=4,
        mac_address="AC1F6B000001",
        status="Up",
        link_speed_bits_per_s=10**9,
        physical=True,
        pci_location=None,
        driver_version=None,
        vlan_id=None,
        lbfo_team=None,
        is_lbfo_team=False,
        ip_addresses=(),
        gateways=(),
        dns_servers=(),
        dhcp=False,
    )
    return plain.model_copy(update=changes)
