"""Reads PowerShell scripts: the shipped ones by name, a person's own from its file."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from migrator.ports.host_session import Script

READING_SCRIPTS = (
    "Test-HostSession",
    "Get-HostInventory",
    "Get-VMInventory",
    "Get-VMDiskInventory",
    "Get-VMCheckpointInventory",
    "Get-VMSecurityInventory",
    "Get-CertificateInventory",
    "Get-VMGuestInventory",
    "Get-FolderInventory",
    "Get-VolumeInventory",
    "Get-VolumeContentInventory",
    "Get-DiskInventory",
    "Get-DiskEventInventory",
    "Get-SwitchInventory",
    "Get-NetAdapterInventory",
    "Get-ServiceInventory",
    "Get-HostItemInventory",
    "Test-CommandTable",
)
"""The scripts that an inventory and a selftest are made of, in the order in which they are tried."""


def scripts_folder() -> Traversable:
    """Give the folder of the scripts: inside an installed wheel, else beside the package in a checkout."""
    shipped = files("migrator").joinpath("_shipped", "scripts", "powershell")
    return shipped if shipped.is_dir() else Path(__file__).parents[2] / "scripts" / "powershell"


def shipped_scripts() -> tuple[str, ...]:
    """Return the names of all scripts of this release, sorted."""
    found = (entry.name for entry in scripts_folder().iterdir())
    return tuple(sorted(name.removesuffix(".ps1") for name in found if name.endswith(".ps1")))


def load_script(name: str) -> Script:
    """Read a script; its text has LF line ends wherever it was checked out. An unknown name is a FileNotFoundError."""
    text = scripts_folder().joinpath(f"{name}.ps1").read_bytes().decode("ascii")
    return Script(name, text.replace("\r\n", "\n"))


def load_own_script(file: Path) -> Script:
    """Read a person's own script, for a hook; may raise OSError or UnicodeDecodeError."""
    return Script(file.stem, file.read_text(encoding="utf-8-sig").replace("\r\n", "\n"))
