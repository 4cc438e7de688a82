"""Values cross between PowerShell and the lab unchanged."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from migrator.lab.cmdlets.api import PsEnum, PsObject, PsValue, PsVersion
from migrator.lab.engines.pwsh.brain_codec import decode, encode


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        2**64 - 1,
        -(2**63),
        1.5,
        "\u00fc$(x)\n\0",
        b"\x00\xff",
        datetime(2024, 3, 1, 8, 0, 0, 123456, tzinfo=UTC),
        timedelta(days=-1, microseconds=7),
        UUID("a7d6b010-77c0-52fe-b28d-4113ef393b5d"),
        PsEnum("Microsoft.HyperV.PowerShell.VMState", "Off"),
        PsVersion("10.0.14393"),
        [1, [None, "a"], []],
        PsObject("T", {"A": [PsObject("U", {"B": 1})], "C": None}),
    ],
)
def test_a_value_survives_the_round_trip(value: PsValue) -> None:
    """Nothing is rounded, re-typed or lost on the way."""
    assert decode(encode(value)) == value


def test_declared_types_of_a_property_are_sent_along() -> None:
    """Where a class does not say it, the table of property types does."""
    wire = encode(
        PsObject("MSFT_Disk", {"Number": 1, "Name": "a"}), lambda _, name: "uint32" if name == "Number" else None
    )
    assert isinstance(wire, dict)
    assert wire["p"] == {"Number": {"$": "as", "t": "uint32", "v": 1}, "Name": "a"}
