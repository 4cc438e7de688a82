"""Reads virtual machines, their disks, checkpoints, security and guests (`Get-VM*Inventory`)."""

from migrator.domain.inventory.disks import Checkpoint, VirtualHardDisk
from migrator.domain.inventory.guests import Guest
from migrator.domain.inventory.security import Certificate, VMSecurity
from migrator.domain.inventory.virtual_machine import VirtualMachine
from migrator.hyperv.documents import read_documents
from migrator.ports.host_session import HostSession


def get_vm_inventory(session: HostSession) -> tuple[VirtualMachine, ...]:
    """Return every virtual machine with what is attached to it, in the host's order."""
    return read_documents(session, "Get-VMInventory", VirtualMachine)


def get_vm_disk_inventory(session: HostSession) -> tuple[VirtualHardDisk, ...]:
    """Return each virtual hard disk file that a virtual machine or a checkpoint names, and all parents, once."""
    return read_documents(session, "Get-VMDiskInventory", VirtualHardDisk)


def get_vm_checkpoint_inventory(session: HostSession) -> tuple[Checkpoint, ...]:
    """Return every checkpoint of every virtual machine."""
    return read_documents(session, "Get-VMCheckpointInventory", Checkpoint)


def get_vm_security_inventory(session: HostSession) -> tuple[VMSecurity, ...]:
    """Return what protects each virtual machine, and the certificates that could unwrap its key protector."""
    return read_documents(session, "Get-VMSecurityInventory", VMSecurity)


def get_certificate_inventory(session: HostSession) -> tuple[Certificate, ...]:
    """Return the certificates that a rebuild of the host would lose."""
    return read_documents(session, "Get-CertificateInventory", Certificate)


def get_vm_guest_inventory(session: HostSession) -> tuple[Guest, ...]:
    """Return what guests said of themselves; one that never ran, or has no integration services, is absent."""
    return read_documents(session, "Get-VMGuestInventory", Guest)
