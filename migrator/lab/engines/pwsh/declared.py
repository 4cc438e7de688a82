"""The .NET types of properties whose objects have no real class here, from the lab's table of them."""

from migrator.lab.cmdlets.property_types import types

_NOT_FILLED = "System.Object"


def declared_type(type_name: str, property_name: str) -> str | None:
    """Return the property's declared type; None where the table leaves it open."""
    facts = types().get(type_name)
    if facts is None:
        return None
    declared = facts.properties.get(property_name)
    return None if declared == _NOT_FILLED else declared
