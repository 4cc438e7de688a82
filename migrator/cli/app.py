"""The command `migrator`: its commands, and how it ends."""

import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from migrator import __version__
from migrator.adapters.config_file import ConfigFaults
from migrator.cli.adopt import adopt
from migrator.cli.answer import answer
from migrator.cli.back_out import back_out
from migrator.cli.check import check
from migrator.cli.checklist import checklist
from migrator.cli.config_faults import show_faults
from migrator.cli.demo import demo
from migrator.cli.diagnosis import configure_diagnosis
from migrator.cli.init import init
from migrator.cli.inventory import inventory
from migrator.cli.lab import lab
from migrator.cli.plan import plan
from migrator.cli.program_fault import noted_fault
from migrator.cli.repair import repair
from migrator.cli.report import report
from migrator.cli.run import run as run_command
from migrator.cli.selftest import selftest
from migrator.cli.status import status
from migrator.cli.streams import open_streams
from migrator.cli.verify import verify
from migrator.errors import ExitCode, MigratorError
from migrator.report.printable import printable

app = typer.Typer(
    name="migrator",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="""
    Leads you through the rebuild of a Hyper-V host, and proves at each point that going on is safe.

    The way to a plan:

      migrator init          writes migrator.yaml: asks you, or reads the host (--from)

      migrator inventory     reads the host; changes nothing

      migrator check         proves that every VM lies in a home of its own, and what else stands in the way

      migrator plan          unfolds the whole weekend, step by step, before anything is touched

    No host at hand? `migrator demo` does all of it on rehearsal hosts, `migrator lab` lets you try each command yourself.
    """,
    epilog="Exit codes: 0 done, 1 failed, 2 usage, 3 warnings, 10 blockers, 12 connection, 130 interrupted; all in docs/reference.",
)
app.command()(init)
app.command()(inventory)
app.command()(check)
app.command()(plan)
app.command("back-out")(back_out)
app.command()(checklist)
app.command("run")(run_command)
app.command()(status)
app.command()(answer)
app.command()(adopt)
app.add_typer(report, name="report")
app.command()(demo)
app.command()(verify)
app.command()(repair)
app.command()(selftest)
app.add_typer(lab, name="lab")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"migrator {__version__}")
        raise typer.Exit


@app.callback()
def root(
    *,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show diagnosis on stderr.")] = False,
    version: Annotated[  # noqa: ARG001 - Typer calls `_version`
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Configure what every command shares."""
    configure_diagnosis(verbose=verbose)


def _ending(error: str, code: ExitCode, parameters: dict[str, str]) -> dict[str, object]:
    return {"error": error, "exit_code": int(code), "parameters": parameters}


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process with a code of `ExitCode`."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code = run(given)
    except Exception as fault:  # noqa: BLE001 - the program's last words: nothing goes on after them
        open_streams(as_json="--json" in given).error(noted_fault(fault))
        code = int(ExitCode.FAILED)
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run the command line and return the exit code; every error a person can cause is said in words."""
    try:
        answer = app(arguments, standalone_mode=False)
    except ConfigFaults as error:
        streams = open_streams(as_json="--json" in arguments)
        show_faults(streams, error)
        return int(error.exit_code)
    except MigratorError as error:
        open_streams(as_json="--json" in arguments).error(error)
        return int(error.exit_code)
    except TyperException as error:
        streams = open_streams(as_json="--json" in arguments)
        streams.say(printable(error.format_message()), style="red")
        streams.say("See `migrator --help`, or `migrator COMMAND --help`.")
        streams.document(_ending("usage", ExitCode.USAGE, {"found": error.format_message()}))
        return int(ExitCode.USAGE)
    except typer.Abort:
        answer = int(ExitCode.INTERRUPTED)
    # Typer makes a bare number of Ctrl-C, without a word; a command that ends in good order has said what is true.
    if answer == ExitCode.INTERRUPTED and not isinstance(answer, ExitCode):
        streams = open_streams(as_json="--json" in arguments)
        streams.say("Interrupted. Nothing was changed by this command.", style="yellow")
        streams.document(_ending("interrupted", ExitCode.INTERRUPTED, {}))
    return int(answer) if isinstance(answer, int) else int(ExitCode.DONE)
