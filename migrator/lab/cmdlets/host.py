"""All cmdlets of one host: dispatch, log, what its release lacks, planted faults."""

import time
from collections.abc import Callable

from migrator.facts import tables
from migrator.lab.cmdlets.api import CmdletCall, PsError, PsObject, PsValue
from migrator.lab.cmdlets.bound import Bound
from migrator.lab.cmdlets.context import HostContext
from migrator.lab.cmdlets.core import has_module, is_installed
from migrator.lab.cmdlets.dispatch import FUNCTIONS
from migrator.lab.cmdlets.refusals import command_not_found, module_not_loaded, unknown_parameter
from migrator.lab.world.drive import HostFiles
from migrator.lab.world.model import Host, World
from migrator.lab.world.work import NoWork, TaskWork

_BY_LOWER_NAME = {name.lower(): (name, function) for name, function in FUNCTIONS.items()}
_COMMON = {
    "verbose", "debug", "erroraction", "warningaction", "informationaction", "errorvariable", "warningvariable",
    "informationvariable", "outvariable", "outbuffer", "pipelinevariable", "whatif", "confirm",
}  # fmt: skip


class HostCmdlets:
    """Implements `api.Cmdlets` for a host of a world.

    `wait` is how a planted slow answer takes its time; `work` carries out what the host's scheduler starts;
    `changed` hears of each call that may have changed something.
    """

    def __init__(
        self,
        world: World,
        host: Host,
        wait: Callable[[float], None] = time.sleep,
        work: TaskWork | None = None,
        changed: Callable[[], None] | None = None,
    ) -> None:
        self.context = HostContext(world, host, HostFiles(host), work or NoWork())
        self.log: list[CmdletCall] = []
        self._wait = wait
        self._changed = changed

    def __call__(self, command: str, **bound: PsValue) -> list[PsObject]:
        r"""Run `Module\Command`; raises PsError as the real cmdlet would under `-ErrorAction Stop`."""
        return self.invoke(CmdletCall(command, bound))

    def invoke(self, call: CmdletCall) -> list[PsObject]:
        """Run a bound call."""
        self.log.append(call)
        name, function = _BY_LOWER_NAME.get(call.command.lower(), (call.command, None))
        if function is None or not is_installed(self.context, name):
            if not has_module(self.context, call.command.partition("\\")[0]):
                raise module_not_loaded(call.command)
            raise command_not_found(call.command)
        self._refuse_unknown_parameters(name, call)
        faults = self.context.host.faults
        self._wait_for(faults.slow_s, name)
        for planted, error in faults.errors.items():
            if planted.lower() == name.lower():
                raise PsError(
                    error.message,
                    error_id=error.error_id,
                    category=error.category,
                    exception_type=error.exception_type,
                    hresult=error.hresult,
                )
        found = function(self.context, Bound(call.bound))
        if self._changed is not None and "\\Get-" not in name:
            self._changed()
        return self._faulty(name, found)

    def _wait_for(self, slow_s: dict[str, float], name: str) -> None:
        for planted, seconds in slow_s.items():
            if planted.lower() == name.lower():
                self._wait(seconds)

    def _refuse_unknown_parameters(self, name: str, call: CmdletCall) -> None:
        facts = tables.find(self.context.host.release, name)
        if facts is None or facts.probed:
            return
        known = {own.lower() for own in facts.parameters}
        known |= {alias.lower() for parameter in facts.parameters.values() for alias in parameter.aliases}
        for parameter in call.bound:
            if parameter.lower() not in known | _COMMON:
                raise unknown_parameter(name, parameter)

    def _faulty(self, name: str, found: list[PsObject]) -> list[PsObject]:
        faults = self.context.host.faults
        missing = {
            p.lower()
            for command, names in faults.missing_properties.items()
            if command.lower() == name.lower()
            for p in names
        }
        renamed = {
            old.lower(): new
            for command, names in faults.renamed_properties.items()
            if command.lower() == name.lower()
            for old, new in names.items()
        }
        if not missing and not renamed:
            return found
        return [
            PsObject(
                item.type_name,
                {
                    renamed.get(own.lower(), own): value
                    for own, value in item.properties.items()
                    if own.lower() not in missing
                },
            )
            for item in found
        ]
