"""Documents of `Test-HostSession`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import probed, quietly, text, values

_PROBES = (
    "Hyper-V\\Get-VM",
    "Storage\\Get-Disk",
    "NetAdapter\\Get-NetAdapter",
    "CimCmdlets\\Get-CimInstance",
    "ServerManager\\Get-WindowsFeature",
    "BitLocker\\Get-BitLockerVolume",
    "HgsClient\\ConvertTo-HgsKeyProtector",
    "Deduplication\\Get-DedupVolume",
)


def describe_session(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Play a session of Windows PowerShell 5.1, whatever answers."""
    engine = cmdlets(
        "Microsoft.PowerShell.Management\\Get-ItemProperty",
        LiteralPath="HKLM:\\SOFTWARE\\Microsoft\\PowerShell\\3\\PowerShellEngine",
    )[0]
    modules: list[JsonValue] = []
    for probe in _PROBES:
        command = probed(cmdlets, probe)
        modules.append(
            {"name": probe.partition("\\")[0], "version": None if command is None else text(command["Version"])}
        )
    setting = "WSMan:\\localhost\\Shell\\MaxShellsPerUser"
    yield {
        "nonce": text(parameters.get("Nonce")),
        "values": [text(value) for value in values(parameters.get("Values"))],
        "powershell_version": text(engine["PowerShellVersion"]),
        "powershell_edition": "Desktop",
        "language_mode": "FullLanguage",
        "elevated": bool(quietly(cmdlets, "Microsoft.PowerShell.Management\\Get-Item", LiteralPath=setting)),
        "modules": modules,
    }
