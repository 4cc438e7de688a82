"""What the scripts that make and set virtual switches do."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue, Shaper
from migrator.lab.engines.python.shapers.acting import should_process
from migrator.lab.engines.python.shapers.refusing import thrown
from migrator.lab.engines.python.shapers.values import guid_or_none, number, objects, text, values

Documents = Iterator[dict[str, JsonValue]]


def new_external_switch(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Create it unless it is there."""
    if not _is_there(cmdlets, parameters["Name"], "External") and should_process(parameters):
        cmdlets(
            "Hyper-V\\New-VMSwitch",
            Name=parameters["Name"],
            NetAdapterName=parameters["Adapters"],
            AllowManagementOS=parameters["AllowManagementOS"],
            EnableEmbeddedTeaming=parameters["EmbeddedTeaming"],
            MinimumBandwidthMode=parameters["BandwidthMode"],
            EnableIov=parameters["Iov"],
            Notes=parameters["Notes"],
        )
    yield from ()


def new_switch_of(kind: str) -> Shaper:
    """Return what creates a switch without adapters."""

    def create(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
        if not _is_there(cmdlets, parameters["Name"], kind) and should_process(parameters):
            cmdlets("Hyper-V\\New-VMSwitch", Name=parameters["Name"], SwitchType=kind, Notes=parameters["Notes"])
        yield from ()

    return create


def remove_virtual_switch(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Take it away unless a running machine uses it."""
    identity = str(UUID(str(parameters["Id"])))
    found: list[PsValue] = [one for one in cmdlets("Hyper-V\\Get-VMSwitch") if guid_or_none(one["Id"]) == identity]
    if found:
        running = {guid_or_none(vm["Id"]) for vm in cmdlets("Hyper-V\\Get-VM") if text(vm["State"]) != "Off"}
        for adapter in cmdlets("Hyper-V\\Get-VMNetworkAdapter", All=True):
            in_use = not adapter["IsManagementOs"] and guid_or_none(adapter["SwitchId"]) == identity
            if in_use and guid_or_none(adapter["VMId"]) in running:
                raise thrown("SwitchInUse")
        if should_process(parameters):
            cmdlets("Hyper-V\\Remove-VMSwitch", VMSwitch=found, Force=True)
    yield from ()


def set_switch_setting(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Documents:
    """Set what is another."""
    switch = the_switch(cmdlets, parameters["Name"])
    on, off = ({text(one).lower() for one in values(parameters[name])} for name in ("ExtensionsOn", "ExtensionsOff"))
    extensions = list(objects(switch["Extensions"]))
    to_enable = [one for one in extensions if text(one["Id"]).lower() in on and not one["Enabled"]]
    to_disable = [one for one in extensions if text(one["Id"]).lower() in off and one["Enabled"]]
    if should_process(parameters):
        mode = text(switch["BandwidthReservationMode"])
        if text(switch["Notes"]) != parameters["Notes"]:
            cmdlets("Hyper-V\\Set-VMSwitch", VMSwitch=switch, Notes=parameters["Notes"])
        for kind in ("Absolute", "Weight"):
            wanted = parameters[f"DefaultFlow{kind}"]
            name = f"DefaultFlowMinimumBandwidth{kind}"
            if mode == kind and number(switch[name]) != wanted:
                cmdlets("Hyper-V\\Set-VMSwitch", VMSwitch=switch, **{name: wanted})
        if switch["EmbeddedTeamingEnabled"] and parameters["LoadBalancing"] != "":
            members = values(switch["NetAdapterInterfaceDescriptions"])
            cmdlets(
                "Hyper-V\\Set-VMSwitchTeam",
                VMSwitch=switch,
                NetAdapterInterfaceDescription=members,
                LoadBalancingAlgorithm=parameters["LoadBalancing"],
            )
        for one in to_enable:
            cmdlets("Hyper-V\\Enable-VMSwitchExtension", VMSwitchExtension=one)
        for one in to_disable:
            cmdlets("Hyper-V\\Disable-VMSwitchExtension", VMSwitchExtension=one)
    yield from ()


def the_switch(cmdlets: Cmdlets, name: PsValue) -> PsObject:
    """Give the one switch of a name."""
    found = [one for one in cmdlets("Hyper-V\\Get-VMSwitch") if text(one["Name"]).lower() == text(name).lower()]
    if len(found) != 1:
        raise thrown("SwitchNotFound")
    return found[0]


def _is_there(cmdlets: Cmdlets, name: PsValue, kind: str) -> bool:
    there = False
    for switch in cmdlets("Hyper-V\\Get-VMSwitch"):
        if text(switch["Name"]).lower() == text(name).lower():
            if text(switch["SwitchType"]) != kind:
                raise thrown("SwitchOfAnotherKind")
            there = True
    return there
