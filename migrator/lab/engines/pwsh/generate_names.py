"""Names of C# and PowerShell for the type names that the fact tables use."""

import re

from migrator.facts import tables

_CSHARP = {
    "string": "string",
    "switch": "SwitchParameter",
    "bool": "bool",
    "boolean": "bool",
    "byte": "byte",
    "char": "char",
    "int": "int",
    "int16": "short",
    "int32": "int",
    "int64": "long",
    "long": "long",
    "uint16": "ushort",
    "uint32": "uint",
    "uint64": "ulong",
    "double": "double",
    "guid": "System.Guid",
    "datetime": "System.DateTime",
    "timespan": "System.TimeSpan",
    "version": "System.Version",
    "uri": "System.Uri",
    "hashtable": "System.Collections.Hashtable",
    "pscredential": "PSCredential",
    "scriptblock": "ScriptBlock",
    "securestring": "System.Security.SecureString",
    "psobject": "PSObject",
    "idictionary": "System.Collections.IDictionary",
    "switchparameter": "SwitchParameter",
}
_VALUE_TYPES = {
    "bool",
    "byte",
    "char",
    "double",
    "int",
    "long",
    "short",
    "uint",
    "ulong",
    "ushort",
    "System.DateTime",
    "System.Guid",
    "System.TimeSpan",
}
_POWERSHELL = {
    "short": "int16",
    "long": "int64",
    "ushort": "uint16",
    "uint": "uint32",
    "ulong": "uint64",
    "SwitchParameter": "switch",
    "PSObject": "psobject",
    "PSCredential": "pscredential",
    "ScriptBlock": "scriptblock",
}
_COLLECTION = re.compile(r"System\.Collections\.Generic\.\w+<(.+)>$")
_NULLABLE = re.compile(r"(?:System\.)?Nullable(?:`1)?[\[<](.+)[\]>]$")


def csharp(type_name: str) -> str:
    """Return the C# type; an unknown one becomes `object`, so that it takes what the real one takes and more."""
    name = type_name.strip()
    if name.endswith("[]"):
        return csharp(name[:-2]) + "[]"
    if found := _NULLABLE.match(name):
        inner = csharp(found[1])
        return f"{inner}?" if inner in _VALUE_TYPES or inner in tables.enums() else inner
    if found := _COLLECTION.match(name):
        return f"System.Collections.Generic.List<{csharp(found[1])}>"
    if name in tables.enums() or name in tables.classes():
        return name.replace("+", ".")
    return _CSHARP.get(name.removeprefix("System.").lower(), "object")


def powershell(type_name: str) -> str:
    """Return the type literal of a function's parameter, without its brackets."""
    name = csharp(type_name)
    suffix = "[]" if name.endswith("[]") else ""
    bare = name.removesuffix("[]")
    if bare.endswith("?"):
        return f"System.Nullable[{_POWERSHELL.get(bare[:-1], bare[:-1])}]{suffix}"
    return _POWERSHELL.get(bare, bare) + suffix


def cim_class(type_name: str) -> str | None:
    """Return the type name that a CIM-typed parameter demands of its object, if it is one."""
    bare = type_name.removesuffix("[]")
    return f"Microsoft.Management.Infrastructure.{bare}" if bare.startswith("CimInstance#") else None
