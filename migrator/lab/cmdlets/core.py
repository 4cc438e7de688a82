"""Which modules and commands a host has: Get-Command and Get-Module."""

from migrator.facts import tables
from migrator.lab.cmdlets.api import PsEnum, PsError, PsObject, PsValue, PsVersion
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.wildcard import has_wildcard, matches


def is_installed(here: HostContext, command: str) -> bool:
    r"""Tell whether this host has a command (`Module\Name`): its release, its features, planted faults."""
    module = command.split("\\", 1)[0]
    if tables.find(here.host.release, command) is None or not has_module(here, module):
        return False
    return not any(missing.lower() == command.lower() for missing in here.host.faults.missing_commands)


def get_command(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.Core\Get-Command [-Name] [-Module]; a plain name that nothing has is an error."""
    modules = bound.texts("Module") or ["*"]
    found: list[PsObject] = []
    for given in bound.texts("Name") or ["*"]:
        module, _, name = given.rpartition("\\")
        hits = [
            facts
            for facts in tables.commands(here.host.release).values()
            if matches(name, facts.name)
            and (not module or module.lower() == facts.module.lower())
            and any(matches(pattern, facts.module) for pattern in modules)
            and is_installed(here, facts.qualified)
        ]
        if not hits and not has_wildcard(given):
            raise PsError(
                f"The term '{given}' is not recognized as the name of a cmdlet, function, script file, or operable"
                " program.",
                error_id="CommandNotFoundException,Microsoft.PowerShell.Commands.GetCommandCommand",
                category="ObjectNotFound",
                exception_type="System.Management.Automation.CommandNotFoundException",
                target=given,
            )
        found += [_command(facts) for facts in hits]
    return found


def get_module(here: HostContext, bound: Bound) -> list[PsObject]:
    r"""Microsoft.PowerShell.Core\Get-Module [-Name] [-ListAvailable]."""
    names = bound.texts("Name") or ["*"]
    return [
        PsObject(
            "System.Management.Automation.PSModuleInfo",
            {
                "Name": module,
                "Version": PsVersion(module_version(module)),
                "ModuleType": PsEnum(_MODULE_TYPE, "Manifest"),
            },
        )
        for module in tables.modules()
        if any(matches(name, module) for name in names) and has_module(here, module)
    ]


def module_version(module: str) -> str:
    """Give a module's version as listed, a guess for one that is only probed."""
    return tables.module_version(module) or "2.0.0.0"


_MODULE_TYPE = "System.Management.Automation.ModuleType"


def has_module(here: HostContext, module: str) -> bool:
    """Tell whether this host has a module: its edition, its features, planted faults."""
    host = here.host
    if module.lower() in {missing.lower() for missing in host.faults.missing_modules}:
        return False
    installed = {feature.name.lower() for feature in host.features if feature.installed}
    match module.lower():
        case "servermanager":
            return host.is_server
        case "deduplication":
            return "fs-data-deduplication" in installed or any(v.deduplicated for v in host.volumes)
        case "bitlocker":
            return not host.is_server or "bitlocker" in installed or any(v.bitlocker != "Off" for v in host.volumes)
        case "failoverclusters":
            return "failover-clustering" in installed
        case _:
            return True


def _command(facts: tables.CommandFacts) -> PsObject:
    parameters: dict[str, PsValue] = {
        name: PsObject("System.Management.Automation.ParameterMetadata", {"Name": name}) for name in facts.parameters
    }
    return PsObject(
        f"System.Management.Automation.{facts.kind}Info",
        {
            "Name": facts.name,
            "ModuleName": facts.module,
            "Source": facts.module,
            "CommandType": PsEnum("System.Management.Automation.CommandTypes", facts.kind),
            "Version": PsVersion(module_version(facts.module)),
            "Parameters": PsObject("System.Collections.Generic.Dictionary", parameters),
        },
    )
