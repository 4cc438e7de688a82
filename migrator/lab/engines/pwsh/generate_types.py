"""Writes the C# of Hyper-V's enums and classes under their real names."""

from collections.abc import Mapping

from migrator.facts import tables
from migrator.facts.tables import Release
from migrator.lab.engines.pwsh.generate_names import csharp

_SPACE = "Microsoft.HyperV.PowerShell"

# The listing does not show inheritance; without it a parameter of the base type would refuse the derived object.
_BASES = {
    "DvdDrive": "Drive",
    "HardDiskDrive": "Drive",
    "KeyStorageDrive": "Drive",
    "VirtualMachine": "VirtualMachineBase",
    "VMSnapshot": "VirtualMachineBase",
    "VMIdeController": "VMDriveController",
    "VMPmemController": "VMDriveController",
    "VMScsiController": "VMDriveController",
    "VMExternalNetworkAdapter": "VMNetworkAdapterBase",
    "VMInternalNetworkAdapter": "VMNetworkAdapterBase",
    "VMNetworkAdapter": "VMNetworkAdapterBase",
    "VMStorageResourcePool": "VMResourcePool",
    "VMSystemSwitchExtension": "VMSwitchExtension",
}

# The listing gives this class without its properties; they stand in the module's reference.
_ADDED: Mapping[str, Mapping[str, str]] = {
    "VMCompatibilityError": {"Message": "System.String", "MessageId": "System.Int64", "Source": "System.Object"},
}

# Alias properties that the module's type data adds to its classes.
ALIASES: Mapping[str, Mapping[str, str]] = {
    "VirtualMachine": {
        "VMId": "Id",
        "VMName": "Name",
        "CheckpointFileLocation": "SnapshotFileLocation",
        "ParentCheckpointId": "ParentSnapshotId",
        "ParentCheckpointName": "ParentSnapshotName",
    },
}

# What the listing of 2020 has and the module of Server 2016 has not (no cmdlet of 14393 takes a value for it).
_SINCE_2019: Mapping[str, frozenset[str]] = {
    "VirtualMachine": frozenset(
        {
            "AutomaticCheckpointsEnabled",
            "EnhancedSessionTransportType",
            "VirtualMachineType",
            "VirtualMachineSubType",
        }
    ),
    "VMSnapshot": frozenset({"IsAutomaticCheckpoint"}),
    "VMSecurity": frozenset({"BindToHostTpm"}),
    "VirtualHardDisk": frozenset({"IsPMEMCompatible", "AddressAbstractionType"}),
}

# A session object of CIM is never filled here.
_HIDDEN = frozenset({"CimSession"})


def types_source(release: Release) -> str:
    """Return one C# file with the properties of that release; error records of the module carry its own exception class."""
    exception = "VirtualizationException"
    body = f"public {exception}(string message) : base(message) {{ }}"
    parts = [f"namespace {_SPACE} {{ public class {exception} : System.Exception {{ {body} }} }}"]
    for name, enum in tables.enums().items():
        namespace, _, leaf = name.rpartition(".")
        members = ", ".join(f"@{member} = {number}" for member, number in enum.values.items())
        parts.append(f"namespace {namespace} {{ public enum {leaf} : {enum.base} {{ {members} }} }}")
    # The listing also names two cmdlet classes; those are made with the other cmdlets.
    parts += [_class(name, release) for name in tables.classes() if ".Commands." not in name]
    return "\n".join(parts) + "\n"


def types_file() -> str:
    """Return the type data of the alias properties."""
    rows = "".join(
        f"<Type><Name>{_SPACE}.{leaf}</Name><Members>"
        + "".join(
            f"<AliasProperty><Name>{alias}</Name><ReferencedMemberName>{own}</ReferencedMemberName></AliasProperty>"
            for alias, own in aliases.items()
        )
        + "</Members></Type>"
        for leaf, aliases in ALIASES.items()
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n<Types>{rows}</Types>\n'


def _class(name: str, release: Release) -> str:
    namespace, _, leaf = name.rpartition(".")
    base = _BASES.get(leaf) if namespace == _SPACE else None
    inherited = _properties(f"{_SPACE}.{base}", release) if base else {}
    body = " ".join(
        f"public {csharp(kind)} @{property_name} {{ get; set; }}"
        for property_name, kind in _properties(name, release).items()
        if property_name not in inherited
    )
    return f"namespace {namespace} {{ public class {leaf}{f' : {base}' if base else ''} {{ {body} }} }}"


def _properties(name: str, release: Release) -> dict[str, str]:
    leaf = name.rpartition(".")[2]
    own = {**tables.classes()[name].properties, **_ADDED.get(leaf, {})}
    hidden = _HIDDEN | (_SINCE_2019.get(leaf, frozenset()) if release == "2016" else frozenset())
    return {key: kind for key, kind in own.items() if key not in hidden}
