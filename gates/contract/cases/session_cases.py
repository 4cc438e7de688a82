"""Cases of the scripts that ask what a session is."""

from gates.contract.case import Case
from gates.contract.changes import missing_module

HOSTILE = [
    "plain",
    'it\'s "quoted"',
    "$(throw 'x')",
    "$env:PATH",
    "back`tick",
    "a; Stop-Computer",
    "two\nlines",
    "two\r\nlines",
    "\u00c4\u00d6\u00dc \u00df \u65e5\u672c",
    "@{a=1}",
    "-Nonce",
    "{ }",
    "%TEMP%",
    "& whoami | out",
    " ",
]

CASES = (
    Case("Test-HostSession", "one", parameters={"Nonce": "n-1"}),
    Case("Test-HostSession", "none", "bare"),
    Case("Test-HostSession", "hostile", "odd", parameters={"Nonce": "$(1)", "Values": HOSTILE}),
    Case("Test-HostSession", "no-hyperv", changes=(missing_module("Hyper-V"),)),
    Case(
        "Test-CommandTable",
        "many",
        parameters={"Table": '{"Hyper-V\\\\Get-VM":["Id","Name"],"Storage\\\\Get-Disk":["Number"]}'},
    ),
    Case(
        "Test-CommandTable",
        "one-missing",
        "bare",
        parameters={"Table": '{"Hyper-V\\\\Get-VM":["Id","Nonsense"],"Hyper-V\\\\Get-Nonsense":["Id"]}'},
    ),
    Case("Test-CommandTable", "none", parameters={"Table": "{}"}),
    Case("Test-CommandTable", "refused", parameters={"Table": "no JSON"}),
)
