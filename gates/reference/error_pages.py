"""The pages of exit codes and of errors: the closed set, with the texts that people see."""

from collections.abc import Iterator
from typing import Final

from gates.reference.markdown import page, table, template
from migrator import errors
from migrator.errors import ExitCode, MigratorError
from migrator.report.catalogue import Catalogue

MEANINGS: Final[dict[ExitCode, str]] = {
    ExitCode.DONE: "Done, with nothing to decide.",
    ExitCode.FAILED: "It could not be done, or `selftest` found something that is not as we believe. Nothing was changed on a host.",
    ExitCode.USAGE: "Asked wrongly: a command line, a configuration or a file that cannot be used.",
    ExitCode.FINISHED_WITH_WARNINGS: "Done; there are warnings that want a decision (mend or waive).",
    ExitCode.WAITING_FOR_PERSON: "Stopped where a person must act. Reserved: no command of this version ends so.",
    ExitCode.BLOCKERS: "Done; a blocker stands in the way of the migration.",
    ExitCode.INTEGRITY: "A file is not what was written: its digest differs.",
    ExitCode.CONNECTION: "A host could not be reached, or did not let us do what was asked.",
    ExitCode.DECLINED: "A person said no at a gate. Reserved: no command of this version ends so.",
    ExitCode.HOST_NOT_AS_PLANNED: "The host is not as it was: `inventory --diff` found changes that matter.",
    ExitCode.OUTSIDE_WINDOW: "Not now: outside the change window. Reserved: no command of this version ends so.",
    ExitCode.OUTCOME_UNKNOWN: "The answer to a change was lost: look at the host before anything is done again.",
    ExitCode.INTERRUPTED: "A person interrupted (Ctrl-C).",
}


def closed_set() -> tuple[type[MigratorError], ...]:
    """Return every error that has an id of its own, in the order of the modules."""
    return tuple(
        one
        for one in vars(errors).values()
        if isinstance(one, type) and issubclass(one, MigratorError) and "id" in vars(one)
    )


def exit_codes_page() -> str:
    """Return the page; the first code of the table wins where several hold."""
    ordered = sorted(ExitCode, key=_rank)
    rows = [
        (
            str(int(code)),
            MEANINGS[code],
            ", ".join(f"[{one.id}](errors.md#{one.id})" for one in closed_set() if one.exit_code is code),
        )
        for code in ordered
    ]
    return page(
        "Exit codes",
        [
            "A command ends with one of these. Where several hold, the one that stands higher in this table is given.",
            "",
            *table(("code", "meaning", "errors that end so"), rows),
        ],
    )


def _rank(code: ExitCode) -> int:
    return sum(errors.first_of({code, other}) is not code for other in ExitCode)


def errors_page(texts: Catalogue) -> str:
    """Return the page: each error with its texts, then the faults of a configuration."""
    return page("Errors", [*_errors(texts), *_faults(texts)])


def _errors(texts: Catalogue) -> Iterator[str]:
    yield "Every error that a person can act on says three things: what was tried, what was found, what to do. With `--json`"
    yield "the same stands as a document with the id. `[names]` in brackets stand for values. This set is closed: anything"
    yield "else that ends a command is a fault of the program, and shows a stack trace."
    yield ""
    for one in closed_set():
        code = int(one.exit_code)
        yield from [f"## {one.id}", "", _first_paragraph(one), ""]
        yield from table(
            ("", ""),
            [
                ("exit code", f"[{code}](exit-codes.md)"),
                *(
                    (name, template(texts, f"error.{one.id}", field))
                    for name, field in (("tried", "attempted"), ("found", "found"), ("to do", "remedy"))
                ),
            ],
        )


def _first_paragraph(error: type[MigratorError]) -> str:
    return " ".join((error.__doc__ or "").split("\n\n")[0].split())


def _faults(texts: Catalogue) -> Iterator[str]:
    yield from ["## Faults of a configuration", ""]
    yield "They are reported all at once, each with its line; the command ends with 2 (error `config-unusable`)."
    yield ""
    rows = [
        (f"`{entry.removeprefix('fault.')}`", template(texts, entry, "found"), template(texts, entry, "remedy"))
        for entry in texts.entries
        if entry.startswith("fault.")
    ]
    yield from table(("fault", "found", "to do"), rows)
