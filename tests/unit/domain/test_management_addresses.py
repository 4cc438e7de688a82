"""The management adapter has its old addresses, or it is said that it has not."""

from migrator.domain.inventory.network import ManagementAdapter
from migrator.domain.inventory.virtual_machine import Vlan
from migrator.domain.new_host.switches import addresses_fit

FIXED = ManagementAdapter(
    name="LAN",
    mac_address="00155D000001",
    vlan=Vlan.model_validate(
        {
            "mode": "Untagged",
            "access_vlan_id": 0,
            "native_vlan_id": 0,
            "allowed_vlan_ids": (),
            "primary_vlan_id": 0,
            "secondary_vlan_ids": (),
        }
    ),
    ip_addresses=("192.168.1.10/24",),
    gateways=("192.168.1.1",),
    dns_servers=("192.168.1.2",),
    dhcp=False,
)
BY_DHCP = FIXED.model_copy(update={"dhcp": True, "ip_addresses": ("192.168.1.77/24",)})


def test_with_dhcp_only_dhcp_is_asked_for() -> None:
    """The address is the server's to choose."""
    assert addresses_fit(BY_DHCP, BY_DHCP.model_copy(update={"ip_addresses": ()}))
    assert not addresses_fit(BY_DHCP, FIXED)


def test_a_fixed_address_is_the_same_or_it_does_not_fit() -> None:
    assert addresses_fit(FIXED, FIXED)
    assert not addresses_fit(FIXED, FIXED.model_copy(update={"gateways": ()}))
    assert not addresses_fit(FIXED, BY_DHCP)
