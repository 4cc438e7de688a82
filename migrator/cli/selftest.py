"""`migrator selftest`: what a real host says, compared with what we believe, in one file without names."""

import json
import secrets
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from migrator import __version__
from migrator.adapters.config_file import read_config
from migrator.adapters.kept_file import write_keeping_old
from migrator.cli.hosts import session_with
from migrator.cli.inventory import Which, connection_of
from migrator.cli.options import DEFAULT_CONFIG, ConfigOption, JsonOption
from migrator.cli.streams import Streams, open_streams
from migrator.domain.anonymise import Anonymiser
from migrator.domain.inventory.host import Host
from migrator.domain.selftest_report import CommandReport, SelftestReport, TrialReport
from migrator.errors import ExitCode, MigratorError, SessionError
from migrator.facts.tables import UsedCommand, used_commands
from migrator.hyperv.selftest import Trial, probe_commands, release_of, scripts_to_try, try_scripts
from migrator.hyperv.test_command_table import CommandProbe
from migrator.ports.host_session import HostSession
from migrator.report.amounts import counted, size_text
from migrator.report.printable import printable


def selftest(
    *,
    host: Annotated[Which, typer.Argument(help="Which host of the configuration.")] = Which.SOURCE,
    config: ConfigOption = DEFAULT_CONFIG,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Where to write; an older file is kept beside it.")
    ] = Path("selftest.json"),
    slow_after: Annotated[float, typer.Option(help="Report scripts that take longer than this many seconds.")] = 30.0,
    as_json: JsonOption = False,
) -> None:
    """
    Try every reading script on a host, and compare what it says with what we believe Windows says.

    For people who have a Windows host: this program was written where there is none. Changes nothing there. Writes one
    file in which names, addresses and ids are replaced (the same by the same); read it, and send it to us if you like.

    Ends with 0 when all is as believed, 1 when something is not.
    """
    streams = open_streams(as_json=as_json)
    connection = connection_of(read_config(config), host)
    streams.say(f"On {printable(connection.address)} these scripts will be run. They only read:")
    streams.say("  " + ", ".join((*scripts_to_try(), "Test-CommandTable")))
    with session_with(connection) as session:
        report = _try(streams, session, slow_after)
    kept = write_keeping_old(output, report.model_dump_json(indent=2) + "\n")
    _show(streams, report)
    streams.say(f"Written to {output}" + (f"; the older one is now {kept}." if kept else "."))
    streams.document({"file": str(output), "findings": report.finding_count})
    raise typer.Exit(int(ExitCode.FAILED if report.finding_count else ExitCode.DONE))


def _try(streams: Streams, session: HostSession, slow_after_s: float) -> SelftestReport:
    anonymiser = Anonymiser(secrets.token_hex(32))
    with streams.people.status("Connecting ...") as status:
        trials = list(
            try_scripts(
                session,
                slow_after_s=slow_after_s,
                clock=time.monotonic,
                on_start=lambda name: status.update(f"Trying: {name}"),
            )
        )
        build = _build(trials)
        release = release_of(build or 0)
        command_fault = None
        probes: tuple[CommandProbe, ...] = ()
        try:
            probes = probe_commands(session, release)
        except SessionError as error:
            command_fault = error.id
    return SelftestReport(
        made_by=__version__,
        os_build=build,
        compared_with=release,
        trials=tuple(_trial(one, anonymiser) for one in trials),
        commands=tuple(_command(probe, used_commands()) for probe in probes),
        command_fault=command_fault,
    )


def _command(probe: CommandProbe, used: Mapping[str, UsedCommand]) -> CommandReport:
    ours = used[probe.command]
    needed = {name.lower() for name in ours.parameters}
    return CommandReport(
        **probe.model_dump(),
        expected=not ours.always_probed,
        needed_and_missing=tuple(name for name in probe.missing_parameters if name.lower() in needed),
    )


def _build(trials: list[Trial]) -> int | None:
    documents = next((one.documents for one in trials if one.script == "Get-HostInventory" and one.fault is None), ())
    return Host.model_validate_json(documents[0]).os_build if documents else None


def _trial(trial: Trial, anonymiser: Anonymiser) -> TrialReport:
    return TrialReport(
        script=trial.script,
        sha256=trial.sha256,
        elapsed_s=round(trial.elapsed_s, 3),
        slow=trial.slow,
        largest_bytes=trial.largest_bytes,
        fault=trial.fault.id if trial.fault else None,
        fault_said=_said(trial.fault, anonymiser),
        warnings=tuple(anonymiser.text(text) for text in trial.warnings),
        documents=tuple(_anonymous(text, anonymiser) for text in trial.documents),
    )


def _anonymous(text: str, anonymiser: Anonymiser) -> object:
    document = json.loads(text)
    return anonymiser.document(document) if isinstance(document, dict) else anonymiser.text(text)


def _said(fault: MigratorError | None, anonymiser: Anonymiser) -> dict[str, str | int | None]:
    """Keep what tells us where it went wrong; a host's free words may name somebody."""
    if fault is None:
        return {}
    kept = ("attempted", "error_id", "category", "line", "document", "deadline_s", "version")
    return {
        name: value if name in kept or not isinstance(value, str) else anonymiser.text(value)
        for name, value in fault.parameters.items()
    }


def _show(streams: Streams, report: SelftestReport) -> None:
    for trial in report.trials:
        mark = "failed" if trial.fault else ("slow" if trial.slow else "ok")
        said = f"  {trial.fault}: {printable(str(trial.fault_said.get('error_id') or ''))}" if trial.fault else ""
        streams.say(
            f"{mark:7}{trial.script:28}{trial.elapsed_s:8.2f} s {counted(len(trial.documents), 'document'):>16}, "
            f"largest {size_text(trial.largest_bytes)}{said}"
            + (f", {counted(len(trial.warnings), 'warning')}" if trial.warnings else ""),
            style={"ok": "", "slow": "yellow", "failed": "red"}[mark],
        )
    for one in report.commands:
        if one.expected and not one.found:
            streams.say(f"missing command    {printable(one.command)}", style="red")
        elif one.needed_and_missing:
            streams.say(
                f"missing parameters {printable(one.command)}: {', '.join(map(printable, one.needed_and_missing))}",
                style="red",
            )
    if report.command_fault:
        streams.say(f"The commands could not be compared: {report.command_fault}", style="red")
    streams.say(
        f"Build {report.os_build or 'unknown'}, compared with Server {report.compared_with}: "
        f"{counted(len(report.commands), 'command')}, {counted(report.finding_count, 'finding')}.",
        style="bold",
    )
