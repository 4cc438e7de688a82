"""The report's format stays readable for ever, and is written the same to the byte."""

import json

import jsonschema
import pytest

from gates.schemas import FOLDER
from migrator.domain.canonical import plain
from migrator.errors import ReportTooNew, ReportUnreadable
from migrator.report.view.report_file import read_report, write_report
from tests.unit.domain.golden import GOLDEN
from tests.unit.report.golden import golden_lines, golden_report, report_of
from tests.unit.report.hostile import TURNED, hostile_report

GOLDEN_REPORT = (GOLDEN / "report-1.json").read_bytes().decode()
GOLDEN_JOURNAL = (GOLDEN / "report-journal-1.jsonl").read_bytes()


def test_the_report_of_an_old_journal_is_the_same_to_the_byte() -> None:
    """A report that was given away can be made again from its records, years later."""
    assert write_report(report_of(GOLDEN_JOURNAL.splitlines())) == GOLDEN_REPORT


def test_the_golden_journal_has_every_kind_of_record() -> None:
    kinds = {json.loads(line)["entry"]["kind"] for line in golden_lines()}
    schema = json.loads((FOLDER / "journal.schema.json").read_text(encoding="utf-8"))
    assert kinds == set(
        schema["$defs"]["Record"]["properties"]["entry"]["discriminator"]["mapping"]
        if "Record" in schema["$defs"]
        else schema["properties"]["entry"]["discriminator"]["mapping"]
    )


def test_an_old_report_is_read() -> None:
    assert read_report(GOLDEN_REPORT, "report-1.json") == golden_report()


def test_the_report_follows_its_published_schema() -> None:
    """What other programs are told about the file is true."""
    schema = json.loads((FOLDER / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(GOLDEN_REPORT), schema)


def test_hidden_characters_stand_as_escapes_and_mean_the_same() -> None:
    """Nobody can turn text round or clear a screen by a name in the JSON file, and nothing is lost."""
    report = hostile_report()
    text = write_report(report)
    assert not any(character in text for character in "\u202e\u2066\u200b\x1b")
    assert "\\u202e" in text
    assert read_report(text, "report.json") == report
    assert TURNED in json.dumps(plain(report), ensure_ascii=False).replace("\\u001b", "\x1b")


def test_a_lone_surrogate_of_a_windows_name_is_carried() -> None:
    report = golden_report().model_copy(update={"source_host": "HV\ud800"})
    text = write_report(report)
    assert "HV\\ud800" in text
    assert json.loads(text)["source_host"] == "HV\ud800"
    text.encode()


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"kind": "plan", "schema_version": 1}', '{"kind": "report", "schema_version": 0}', '{"kind": "report", "schema_version": 1}'],
)  # fmt: skip
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(ReportUnreadable):
        read_report(text, "report.json")


def test_a_newer_report_is_refused_by_name() -> None:
    with pytest.raises(ReportTooNew):
        read_report('{"kind": "report", "schema_version": 2}', "report.json")


def test_an_older_version_is_upgraded_before_it_is_read() -> None:
    old = {**json.loads(GOLDEN_REPORT), "schema_version": 0}
    upgrades = {0: lambda data: {**data, "schema_version": 1}}
    assert read_report(json.dumps(old), "report.json", upgrades) == golden_report()
