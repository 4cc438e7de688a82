"""What a parameter's value becomes on the wire."""

from typing import Any

from pypsrp.complex_objects import PSCredential
from pypsrp.powershell import RunspacePool
from pypsrp.serializer import TaggedValue

from migrator.ports.host_session import ParameterValue, ScriptCall
from migrator.ports.secret import Credential, Secret

_INT32 = range(-(2**31), 2**31)
_INT64 = range(-(2**63), 2**63)


def plain_arguments(call: ScriptCall) -> dict[str, Any]:
    """Make the named arguments that everybody may see."""
    return {name: _plain(name, value) for name, value in call.parameters.items()}


def sealed_arguments(call: ScriptCall, pool: RunspacePool) -> dict[str, Any]:
    """Make the secret ones. The first makes the pool exchange keys, once in its life."""
    if call.secrets:
        pool.exchange_keys()
    return {name: _sealed(secret) for name, secret in call.secrets.items()}


def _plain(name: str, value: ParameterValue) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and value not in _INT32:
        if value not in _INT64:
            msg = f"{name} does not fit into 64 bits"
            raise ValueError(msg)
        return TaggedValue("I64", value)
    return list(value) if isinstance(value, list) else value


def _sealed(secret: Secret | Credential) -> Any:
    if isinstance(secret, Credential):
        return PSCredential(  # type: ignore[no-untyped-call]
            username=secret.user, password=secret.password.reveal()
        )
    return TaggedValue("SS", secret.reveal())
