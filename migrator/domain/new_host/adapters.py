"""Finds a declared network adapter among those that the destination host really has."""

from collections.abc import Iterable, Sequence

from migrator.domain.destination import DeclaredAdapter
from migrator.domain.inventory.network import NetworkAdapter


def physical(adapters: Iterable[NetworkAdapter]) -> tuple[NetworkAdapter, ...]:
    """Leave out what software makes; teams of the old kind carry no switch on newer releases."""
    return tuple(one for one in adapters if one.physical and not one.is_lbfo_team)


def find_adapter(
    name: str, declared: Iterable[DeclaredAdapter], adapters: Sequence[NetworkAdapter]
) -> NetworkAdapter | None:
    """Return the adapter that a name means; None where none does, or two could.

    A declared hardware address decides alone, for names change with the slot and the driver. Without one the name
    counts, then a description that only one adapter has.
    """
    told = next((one for one in declared if one.name.casefold() == name.casefold()), None)
    if told is not None and told.mac_address is not None:
        return _only(one for one in adapters if one.mac_address.upper() == told.mac_address)
    by_name = _only(one for one in adapters if one.name.casefold() == name.casefold())
    if by_name is not None:
        return by_name
    if told is not None and told.description:
        wanted = told.description.casefold()
        return _only(one for one in adapters if one.interface_description.casefold() == wanted)
    return _only(one for one in adapters if one.mac_address.upper() == _plain(name))


def shown(adapter: NetworkAdapter) -> str:
    """Describe an adapter by what a person can compare with the box: name, address, state, maker's words."""
    return f"{adapter.name} ({_dashed(adapter.mac_address)}, {adapter.status}, {adapter.interface_description})"


def _only(found: Iterable[NetworkAdapter]) -> NetworkAdapter | None:
    some = list(found)
    return some[0] if len(some) == 1 else None


def _plain(text: str) -> str:
    return text.replace("-", "").replace(":", "").upper()


def _dashed(mac: str) -> str:
    return "-".join(mac[at : at + 2] for at in range(0, len(mac), 2))
