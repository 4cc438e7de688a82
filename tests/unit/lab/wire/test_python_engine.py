"""The engine without PowerShell: answers known scripts and fails exactly like a shell on everything else."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pypsrp.complex_objects import PSCredential
from pypsrp.powershell import PowerShell
from pypsrp.serializer import TaggedValue

from migrator.lab.cmdlets.api import Cmdlets, PsError, PsObject, PsValue
from migrator.lab.engines.python.engine import PythonEngine
from migrator.lab.engines.python.known import JsonValue, KnownScript
from tests.unit.lab.wire.conftest import OpenPool, Run, StartHost
from tests.unit.lab.wire.scripted import BIG, ECHO, NoCmdlets

FAILED, COMPLETED = 5, 4
INVALID_ARGUMENT, INVALID_DATA, OBJECT_NOT_FOUND = 5, 6, 13


def _failure(ran: Any) -> tuple[int, str, int, str]:
    (error,) = ran.streams.error
    return ran.state, error.fq_error, error.category, error.exception.types[0].rsplit(".", 1)[-1]


def test_documents_end_with_a_closing_one(start_host: StartHost, open_pool: OpenPool, run: Run) -> None:
    """The controller knows by it that nothing was cut off; each document is one compact JSON string."""
    ran = run(open_pool(start_host()), ECHO, Text='Ünïcödé "x"')
    assert [str(text) for text in ran.output] == [
        '{"text":"Ünïcödé \\"x\\""}',
        '{"end":true,"script":"Get-Echo","schema":1,"count":1}',
    ]
    assert (ran.state, ran.had_errors) == (COMPLETED, False)


def test_line_ends_do_not_matter(start_host: StartHost, open_pool: OpenPool, run: Run) -> None:
    """A script that was checked out with CRLF is the same script."""
    assert run(open_pool(start_host()), ECHO.replace("\n", "\r\n"), Text="x").state == COMPLETED


def test_an_unknown_text_fails_as_an_unknown_command(start_host: StartHost, open_pool: OpenPool, run: Run) -> None:
    """A changed script must not be answered by what the old one said."""
    ran = run(open_pool(start_host()), ECHO + " ", Text="x")
    assert _failure(ran) == (FAILED, "CommandNotFoundException", OBJECT_NOT_FOUND, "CommandNotFoundException")
    (error,) = ran.streams.error
    assert "`migrator lab down`" in str(error), "after an update, people must be told what to do"


@pytest.mark.parametrize(
    ("parameters", "failure"),
    [
        ({"Nope": 1}, (FAILED, "NamedParameterNotFound", INVALID_ARGUMENT, "ParameterBindingException")),
        ({"Times": 1}, None),
        (
            {"Characters": "abc"},
            (
                FAILED,
                "ParameterArgumentTransformationError",
                INVALID_DATA,
                "ParameterBindingArgumentTransformationException",
            ),
        ),
        ({"characters": "3"}, None),
        ({"Char": 3}, None),
    ],
)
def test_parameters_are_bound_as_powershell_does(
    parameters: dict[str, object],
    failure: tuple[int, str, int, str] | None,
    start_host: StartHost,
    open_pool: OpenPool,
    run: Run,
) -> None:
    """Ids, categories and exceptions are those a real PowerShell was recorded with."""

    def shape(_: Cmdlets, bound: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
        yield {"bound": [*sorted(bound)]}

    ran = run(open_pool(start_host(KnownScript.of("Get-Big", BIG, shape))), BIG, **parameters)
    assert (_failure(ran) if failure else ran.state) == (failure or COMPLETED)


def test_an_error_record_of_the_world_arrives_whole(start_host: StartHost, open_pool: OpenPool, run: Run) -> None:
    """A cmdlet's error fails the pipeline after what was said before it; every part of the record is there."""
    text = "Get-VM -Name x"

    def shape(_: Cmdlets, __: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
        yield {"first": 1}
        raise PsError(
            "Hyper-V was unable to find a virtual machine with name x.",
            error_id="InvalidParameter,Microsoft.HyperV.PowerShell.Commands.GetVM",
            category="InvalidArgument",
            exception_type="Microsoft.HyperV.PowerShell.VirtualizationException",
            target="x",
        )

    ran = run(open_pool(start_host(KnownScript.of("Get-VM", text, shape))), text)
    error: Any = ran.streams.error[0]
    assert _failure(ran) == (
        FAILED,
        "InvalidParameter,Microsoft.HyperV.PowerShell.Commands.GetVM",
        INVALID_ARGUMENT,
        "VirtualizationException",
    )
    assert str(error) == "Hyper-V was unable to find a virtual machine with name x."
    assert (error.target_name, error.reason) == ("x", "VirtualizationException")
    assert error.invocation_info.adapted_properties["ScriptLineNumber"] == 0
    assert [str(text) for text in ran.output] == ['{"first":1}']


def test_a_bug_in_a_shaper_is_a_failed_script(start_host: StartHost, open_pool: OpenPool, run: Run) -> None:
    """Nobody waits for a script whose answer broke."""

    def shape(_: Cmdlets, __: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
        raise KeyError("missing")
        yield {}

    ran = run(open_pool(start_host(KnownScript.of("Get-Bug", "bug", shape))), "bug")
    assert _failure(ran)[:2] == (FAILED, "RehearsalHostFailed")


def test_secrets_arrive_after_a_key_exchange(start_host: StartHost, open_pool: OpenPool) -> None:
    """SecureString and PSCredential reach the world as their values."""
    text = "[CmdletBinding()]\nparam([securestring]$Word, [pscredential]$Credential)"
    seen: dict[str, PsValue] = {}

    def shape(_: Cmdlets, bound: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
        seen.update(bound)
        yield {"ok": True}

    pool = open_pool(start_host(KnownScript.of("Set-Secret", text, shape)))
    pool.exchange_keys()
    shell = PowerShell(pool).add_script(text)
    shell.add_parameter("Word", TaggedValue("SS", "wörd"))
    credential_type: Any = PSCredential
    shell.add_parameter("Credential", credential_type(username="DOM\\user", password="p:ß"))
    shell.invoke()
    credential = seen["Credential"]
    assert seen["Word"] == "wörd"
    assert isinstance(credential, PsObject)
    assert (credential["UserName"], credential["Password"]) == ("DOM\\user", "p:ß")


@pytest.mark.parametrize(
    ("release", "build"), [("2016", "14393"), ("2019", "17763"), ("2022", "20348"), ("2025", "26100")]
)
def test_the_host_tells_its_powershell(release: str, build: str, start_host: StartHost, open_pool: OpenPool) -> None:
    """Every release announces Windows PowerShell 5.1 with its own build."""
    host = start_host(engine=lambda: PythonEngine(NoCmdlets(), {}, release=release))
    told: Any = open_pool(host).application_private_data
    table = told.data["PSVersionTable"]
    assert str(table["PSVersion"]).split(".")[:3] == ["5", "1", build]


def test_pools_run_beside_each_other(start_host: StartHost, open_pool: OpenPool, run: Run) -> None:
    """Three clients at once get each their own answers."""
    host = start_host()
    pools = [open_pool(host) for _ in range(3)]

    def work(number: int) -> list[str]:
        return [str(run(pools[number], ECHO, Text=f"{number}-{turn}").output[0]) for turn in range(5)]

    with ThreadPoolExecutor(3) as workers:
        answers = list(workers.map(work, range(3)))
    assert answers == [[f'{{"text":"{number}-{turn}"}}' for turn in range(5)] for number in range(3)]
