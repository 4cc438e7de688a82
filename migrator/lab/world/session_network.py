"""Whether remote sessions get through to a host, by the adapter that carries them."""

from typing import Final

from migrator.lab.world.model_host import Host
from migrator.lab.world.model_network import IpConfiguration

_ON_SWITCH: Final = "vEthernet ("


def carries_sessions(host: Host, ip: IpConfiguration) -> bool:
    """Tell whether the sessions come in on one of these addresses."""
    return host.session_address in {address.partition("/")[0] for address in ip.addresses}


def is_heard(host: Host) -> bool:
    """Tell whether sessions get through."""
    over_switch = any(name.startswith(_ON_SWITCH) and carries_sessions(host, ip) for name, ip in host.addresses.items())
    return not (over_switch and host.faults.deaf_switches)
