"""Virtual switches of the destination host by the names that virtual machines ask for."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from migrator.domain.concern import Concern, Severity
from migrator.domain.config import SwitchMapping
from migrator.domain.destination import DeclaredAdapter
from migrator.domain.inventory.network import NetworkAdapter, SwitchType, VirtualSwitch
from migrator.domain.new_host.adapters import find_adapter, physical, shown
from migrator.domain.new_host.judging import FoundValue, judged
from migrator.domain.new_host.switches import (
    WantedSwitch,
    fixed_differences,
    named,
    open_differences,
    wanted_switch,
)
from migrator.domain.plan import StepId
from migrator.errors import DeadlineExceeded, HostUnreachable, OutcomeUnknown, ScriptFailed, SessionLost, SwitchUndone
from migrator.hyperv.get_network_inventory import get_net_adapter_inventory, get_switch_inventory
from migrator.hyperv.set_switch import create_switch, give_addresses, give_management_adapter, give_settings
from migrator.hyperv.switch_task import confirm_switch_task, get_session_adapter, start_switch_task
from migrator.steps.driver import CheckAnswer, Original
from migrator.steps.logic import StepLogic, Suggestion, truth
from migrator.steps.situation import Situation

_ATTEMPTS: Final = 4


def switch_check(at: Situation) -> CheckAnswer:
    """Take a switch of that name and kind that was there before us as it is; ours must have all settings."""
    wanted, there = _wanted(at), get_switch_inventory(at.session)
    same = named(wanted.name, there)
    found = {"name": wanted.name, "kinds": sorted(str(one.switch_type) for one in same)}
    if len(same) > 1:
        return _blocked(at, "switch.same-name-twice", {"switch": wanted.name, "count": len(same)}, found)
    if not same:
        adapters = get_net_adapter_inventory(at.session) if wanted.switch_type is SwitchType.EXTERNAL else ()
        concerns = tuple(_adapter_concerns(at, adapters, there))
        return truth(False, **found).model_copy(update={"concerns": concerns})
    if same[0].switch_type is not wanted.switch_type:
        kinds = {"switch": wanted.name, "kind": str(same[0].switch_type), "wanted": str(wanted.switch_type)}
        return _blocked(at, "switch.other-kind", kinds, found)
    return _of_one_that_is_there(at, wanted, same[0], found)


def _of_one_that_is_there(
    at: Situation, wanted: WantedSwitch, there: VirtualSwitch, found: Mapping[str, object]
) -> CheckAnswer:
    ours = at.migration.past.was_tried(at.step.id)
    to_set, fixed = open_differences(wanted, there), fixed_differences(wanted, there)
    answer = truth(not (ours and to_set), **found, to_set=list(to_set), fixed=list(fixed))
    differing = fixed if ours else (*fixed, *to_set)
    if not differing:
        return answer
    told = judged("switch.differs", Severity.WARNING, at.step.subject, {"differences": differing})
    return answer.model_copy(update={"concerns": (told,)})


def create(at: Situation) -> None:
    """Create the switch unless it is there, then set what can be set after that."""
    wanted, there = _wanted(at), get_switch_inventory(at.session)
    if not named(wanted.name, there):
        adapters = get_net_adapter_inventory(at.session) if wanted.switch_type is SwitchType.EXTERNAL else ()
        _create(at, wanted, _carriers(at, adapters))
    present = next(iter(named(wanted.name, get_switch_inventory(at.session))), None)
    if present is None:
        return
    to_set = open_differences(wanted, present)
    if set(to_set) & {"notes", "default-flow", "load-balancing", "extensions"}:
        give_settings(at.session, wanted)
    for adapter in wanted.management_adapters:
        if f"adapter {adapter.name}" in to_set:
            give_management_adapter(at.session, wanted.name, adapter)
            if wanted.restores_addresses:
                give_addresses(at.session, wanted.name, adapter)


def _create(at: Situation, wanted: WantedSwitch, carriers: list[str]) -> None:
    """Create it; under the remote session by a task that undoes itself unless we are heard again.

    The host's own adapter then has the switch's name whatever the old one was called: without it nobody could confirm.
    """
    names = {one.casefold() for one in carriers}
    if wanted.switch_type is not SwitchType.EXTERNAL or not any(
        one.name.casefold() in names for one in get_session_adapter(at.session)
    ):
        create_switch(at.session, wanted, carriers)
        return
    migration = at.migration.config.name
    # A lost answer to the start may come from the very switch that is being made: the confirmation finds out.
    with suppress(OutcomeUnknown):
        start_switch_task(at.session, migration, wanted, carriers)
    for attempt in range(_ATTEMPTS):
        try:
            # A read, so it waits until the host is heard again.
            get_session_adapter(at.session)
            confirm_switch_task(at.session, migration)
        except (SessionLost, OutcomeUnknown, HostUnreachable, DeadlineExceeded):
            # Putting down the mark twice is the same as once; after a minute the host has undone everything.
            if attempt == _ATTEMPTS - 1:
                raise
        except ScriptFailed as refused:
            if refused.parameters.get("message") != "SwitchUndone":
                raise
            raise SwitchUndone(host=at.session.host, switch=wanted.name) from refused
        else:
            return


def switches_before(at: Situation) -> tuple[Original, ...]:
    """Write down which switches are there, so that only ours is taken away again."""
    ids = sorted(str(one.id) for one in get_switch_inventory(at.session))
    return (Original(subject=at.step.subject.id, name="switches", value=list(ids)),)


def suggest_adapters(at: Situation, _question: StepId) -> tuple[Suggestion, ...]:
    """Offer the physical adapters that carry nothing yet; those that are up come first."""
    carried = {text for switch in get_switch_inventory(at.session) for text in switch.adapter_descriptions}
    free = [
        one
        for one in physical(get_net_adapter_inventory(at.session))
        if one.interface_description not in carried and one.lbfo_team is None
    ]
    ordered = sorted(free, key=lambda one: (one.status != "Up", one.name.casefold()))
    return tuple(Suggestion(one.name, shown(one)) for one in ordered)


def adapters_check(at: Situation) -> CheckAnswer:
    """Tell whether the question is answered by adapters that are there and carry nothing else."""
    if any(question not in at.answers for question in at.step.answers):
        return truth(False)
    wanted, there = _wanted(at), get_switch_inventory(at.session)
    names = list(_names(at))
    if named(wanted.name, there):
        return truth(True, adapters=names)
    concerns = tuple(_adapter_concerns(at, get_net_adapter_inventory(at.session), there))
    return truth(not concerns, adapters=names).model_copy(update={"concerns": concerns})


def _adapter_concerns(
    at: Situation, adapters: tuple[NetworkAdapter, ...], switches: tuple[VirtualSwitch, ...]
) -> list[Concern]:
    """Name each adapter that is not there, or carries another switch."""
    usable = physical(adapters)
    carrying = {text: one.name for one in switches for text in one.adapter_descriptions}
    concerns = []
    for name in _names(at) if adapters else ():
        adapter = find_adapter(name, _declared(at), usable)
        if adapter is None:
            has = tuple(shown(one) for one in usable)
            concerns.append(_blocker(at, "switch.adapter-missing", {"adapter": name, "adapters": has}))
        elif adapter.interface_description in carrying:
            other = carrying[adapter.interface_description]
            concerns.append(_blocker(at, "switch.adapter-taken", {"adapter": shown(adapter), "other": other}))
    return concerns


def _carriers(at: Situation, adapters: tuple[NetworkAdapter, ...]) -> list[str]:
    """Give the adapters' names on the host; one that went away since the check goes as it is called, and is refused."""
    found = ((name, find_adapter(name, _declared(at), physical(adapters))) for name in _names(at))
    return [name if adapter is None else adapter.name for name, adapter in found]


def _declared(at: Situation) -> tuple[DeclaredAdapter, ...]:
    return at.migration.config.destination.host.physical_adapters


def _old(at: Situation) -> VirtualSwitch:
    return next(one for one in at.migration.inventory.switches if str(one.id) == at.step.subject.id)


def _mapping(at: Situation) -> SwitchMapping | None:
    name = _old(at).name.casefold()
    return next((one for one in at.migration.config.switches if one.switch.casefold() == name), None)


def _names(at: Situation) -> tuple[str, ...]:
    """Return the adapters that the configuration or a person's answer names."""
    mapping = _mapping(at)
    if mapping is not None and mapping.adapters:
        return mapping.adapters
    asked = [value for question, value in at.answers.items() if question in _questions(at)]
    return tuple(text for value in asked for text in ((value,) if isinstance(value, str) else _texts(value)))


def _questions(at: Situation) -> frozenset[StepId]:
    own = next(
        (step.answers for step in at.migration.plan.steps if step.answers and step.subject == at.step.subject), ()
    )
    return frozenset(own)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple) else ()


def _wanted(at: Situation) -> WantedSwitch:
    return wanted_switch(_old(at), _mapping(at), _names(at))


def _blocker(at: Situation, rule: str, found: Mapping[str, FoundValue]) -> Concern:
    return judged(rule, Severity.BLOCKER, at.step.subject, found, waivable=False)


def _blocked(
    at: Situation,
    rule: str,
    told: Mapping[str, FoundValue],
    found: Mapping[str, object],
) -> CheckAnswer:
    return truth(False, **found).model_copy(update={"concerns": (_blocker(at, rule, told),)})


def read_adapters(at: Situation) -> CheckAnswer:
    """Show which physical adapters the new host has."""
    usable = physical(get_net_adapter_inventory(at.session))
    return truth(True, adapters=sorted(shown(one) for one in usable))


READ_ADAPTERS: Final = StepLogic(check=read_adapters)
SWITCH: Final = StepLogic(check=switch_check, apply=create, prepare=switches_before)
CHOOSE_ADAPTERS: Final = StepLogic(check=adapters_check, suggest=suggest_adapters)
