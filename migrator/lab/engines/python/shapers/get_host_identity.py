"""Document of `Get-HostIdentity`."""

from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import number, probed, text, utc


def get_host_identity(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield the one document."""
    del parameters
    windows = cmdlets("CimCmdlets\\Get-CimInstance", ClassName="Win32_OperatingSystem")[0]
    computer = cmdlets("CimCmdlets\\Get-CimInstance", ClassName="Win32_ComputerSystem")[0]
    cryptography = cmdlets(
        "Microsoft.PowerShell.Management\\Get-ItemProperty", LiteralPath="HKLM:\\SOFTWARE\\Microsoft\\Cryptography"
    )[0]
    yield {
        "name": text(computer["Name"]),
        "machine_guid": text(cryptography["MachineGuid"]),
        "os_caption": text(windows["Caption"]),
        "os_build": number(windows["BuildNumber"]),
        "has_hyperv": probed(cmdlets, "Hyper-V\\Get-VM") is not None,
        "clock": utc(windows["LocalDateTime"]),
    }
