"""The report as a JSON file: readable, and the same bytes for the same report."""

import json
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from pydantic import JsonValue, ValidationError

from migrator.domain.canonical import plain
from migrator.errors import ReportTooNew, ReportUnreadable
from migrator.report.view.report_model import REPORT_SCHEMA, Report

Upgrade = Callable[[dict[str, JsonValue]], dict[str, JsonValue]]

UPGRADES: Final[Mapping[int, Upgrade]] = {}
"""From a schema version to the next one. Every version ever released stays readable."""
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def write_report(report: Report) -> str:
    """Return the file's text: sorted keys, two spaces, LF; what could hide or turn text round stands as an escape."""
    text = json.dumps(plain(report), ensure_ascii=False, allow_nan=False, sort_keys=True, indent=2)
    return "".join(_escaped(character) for character in text) + "\n"


def read_report(text: str, name: str, upgrades: Mapping[int, Upgrade] = UPGRADES) -> Report:
    """Return the report in `text`; `name` is the file's name for error messages."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReportUnreadable(file=name, found="not JSON") from error
    version = data.get("schema_version") if isinstance(data, dict) else None
    if not isinstance(data, dict) or data.get("kind") != "report" or type(version) is not int:
        raise ReportUnreadable(file=name, found="not a report")
    if version > REPORT_SCHEMA:
        raise ReportTooNew(file=name, found=version, known=REPORT_SCHEMA)
    for old in range(version, REPORT_SCHEMA):
        if old not in upgrades:
            raise ReportUnreadable(file=name, found=f"schema version {version}")
        data = upgrades[old](data)
    try:
        return Report.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ReportUnreadable(file=name, found=f"{where}: {first['msg']}") from error


def _escaped(character: str) -> str:
    """Return a character as JSON may carry it; line ends stand only between values, never in one."""
    if character == "\n" or unicodedata.category(character) not in _HIDDEN:
        return character
    number = ord(character)
    if number <= 0xFFFF:  # noqa: PLR2004 - beyond it JSON writes two halves
        return f"\\u{number:04x}"
    high, low = divmod(number - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
