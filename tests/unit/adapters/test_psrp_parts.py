"""Small parts of the psrp adapter: versions, values, trust."""

import socket
from types import SimpleNamespace

import pytest
from pypsrp.serializer import TaggedValue

from migrator.adapters.psrp.release import announced_version
from migrator.adapters.psrp.trust import peer_fingerprint
from migrator.adapters.psrp.values import plain_arguments
from migrator.ports.host_session import ParameterValue, Script, ScriptCall


@pytest.mark.parametrize(
    ("private", "version"),
    [
        (SimpleNamespace(data={"PSVersionTable": {"PSVersion": "5.1.14393.5127"}}), "5.1.14393.5127"),
        (SimpleNamespace(data={"PSVersionTable": {}}), None),
        (SimpleNamespace(data={}), None),
        (SimpleNamespace(data=None), None),
        (None, None),
    ],
)
def test_the_version_is_what_the_host_announces(private: object, version: str | None) -> None:
    """A host that announces nothing is not called too old."""
    assert announced_version(private) == version


def _argument(value: ParameterValue) -> object:
    return plain_arguments(ScriptCall(Script("Get-X", ""), {"V": value}))["V"]


@pytest.mark.parametrize("value", ["", "a", True, False, 0, 2**31 - 1, -(2**31), ["a", "b"], []])
def test_what_the_wire_can_carry_goes_as_it_is(value: ParameterValue) -> None:
    made = _argument(value)
    assert made == value
    assert type(made) is type(value)


@pytest.mark.parametrize("value", [2**31, -(2**31) - 1, 2**63 - 1, -(2**63)])
def test_a_big_number_is_marked_as_64_bits(value: int) -> None:
    """By itself pypsrp would send 32 bits, and the host would refuse a disk's size."""
    made = _argument(value)
    assert isinstance(made, TaggedValue)
    assert (made.tag, made.value) == ("I64", value)


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1])
def test_a_number_that_no_parameter_can_hold_is_our_own_fault(value: int) -> None:
    with pytest.raises(ValueError, match="V does not fit into 64 bits"):
        _argument(value)


def test_no_certificate_is_no_fingerprint() -> None:
    """The fingerprint is an extra of the error's text; that it cannot be had is no error of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert peer_fingerprint("127.0.0.1", port, 1.0) is None
