"""Documents of `Get-VMGuestInventory`."""

import re
from collections.abc import Iterator, Mapping
from uuid import UUID
from xml.etree import ElementTree as ET

from migrator.lab.cmdlets.api import Cmdlets, PsObject, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.values import text, values


def get_vm_guest_inventory(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield one document per virtual machine that said anything."""
    del parameters
    for component in cmdlets(
        "CimCmdlets\\Get-CimInstance",
        Namespace="root\\virtualization\\v2",
        ClassName="Msvm_KvpExchangeComponent",
    ):
        said = _said(component)
        if not said:
            continue
        product = said.get("producttype", "")
        families = (said.get("networkaddressipv4", ""), said.get("networkaddressipv6", ""))
        yield {
            "vm_id": str(UUID(text(component["SystemName"]))),
            "fully_qualified_domain_name": said.get("fullyqualifieddomainname"),
            "os_name": said.get("osname"),
            "os_version": said.get("osversion"),
            "product_type": int(product) if re.fullmatch("[0-9]{1,3}", product) else None,
            "integration_services_version": said.get("integrationservicesversion"),
            "network_addresses": [one.strip() for family in families for one in family.split(";") if one.strip()],
        }


def _said(component: PsObject) -> dict[str, str]:
    """Read the items; names have no case, as in a hashtable of the script."""
    said: dict[str, str] = {}
    for item in values(component["GuestIntrinsicExchangeItems"]):
        try:
            instance = ET.fromstring(text(item))  # noqa: S314 - the rehearsal world wrote it itself
        except ET.ParseError:
            continue
        name, data = (instance.findtext(f"PROPERTY[@NAME='{part}']/VALUE") for part in ("Name", "Data"))
        if name is not None and data:
            said[name.lower()] = data
    return said
