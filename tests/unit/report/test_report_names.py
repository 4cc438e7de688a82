"""A report with its names replaced can be shared, and still be rechecked by who has the journal."""

import json
from uuid import UUID

import pytest

from migrator.domain.canonical import plain
from migrator.domain.inventory_diff import Change, ChangeKind
from migrator.report.catalogue import LANGUAGES
from migrator.report.formats import Format, report_text
from migrator.report.view.replaced_names import replace_names
from migrator.report.view.report_model import Report
from tests.unit.report.clerk import MIGRATION_ID
from tests.unit.report.golden import golden_report
from tests.unit.report.hostile import hostile_report

SECRET = (
    "dc01",
    "Jörg",
    "Müller",
    "Anna Schmidt",
    "HV01",
    "Ethernet 2",
    "192.168.1.20",
    "laptop",
    "server-room",
    "Größe",
    "both proven",
    "If B dies",
    "rebuild-hv01",
    "00155D0A0101",
    "3f2a91bc-0000-4000-8000-000000000001",
    str(MIGRATION_ID),
    "example.test",
    "Intel",
)
"""Names, addresses, reasons and paths that stand in the golden migration."""


@pytest.mark.parametrize("how", list(Format))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_is_left_in_any_format(how: Format, language: str) -> None:
    """Whoever gets the file learns what happened, and to nobody whom."""
    kept = report_text(golden_report(), how, language)
    replaced = report_text(replace_names(golden_report()), how, language)
    assert [name for name in ("dc01", "Müller", "Ethernet 2") if name not in kept] == []
    assert [name for name in SECRET if name in replaced] == []


def test_the_meaning_stays() -> None:
    """Verdict, digests, versions, states, times and sizes are those of the original; the same name is the same everywhere."""
    report, shared = golden_report(), replace_names(golden_report())
    assert shared.names_replaced
    assert shared.verdict == report.verdict
    assert shared.journal.head == report.journal.head
    assert [one.before.name for one in shared.machines] == ["vm-1", "vm-2"]
    assert {one.person for one in shared.answers} == {"person-1"}
    assert shared.source_host == shared.destination_host == "host-1"
    assert shared.machines[1].copies[0].files[0].path.endswith("/vm-2/vm-2.vhdx")
    assert shared.machines[1].before.disks[0].path is not None
    assert shared.machines[1].before.disks[0].path.startswith("D:\\")
    assert [one.standing for one in shared.steps] == [one.standing for one in report.steps]
    assert shared.machines[1].before.version == "5.0"


def test_the_same_migration_gives_the_same_names_another_one_does_not() -> None:
    """Two shared reports of one migration fit together; nobody can try names against them without the journal."""
    report = golden_report()
    other = report.model_copy(update={"migration_id": UUID(int=5)})
    assert replace_names(report) == replace_names(golden_report())
    assert _paths(replace_names(report)) != _paths(replace_names(other))


def _paths(report: Report) -> list[str | None]:
    return [disk.path for one in report.machines for disk in one.before.disks]


def test_hostile_names_are_replaced_like_any_other() -> None:
    text = json.dumps(plain(replace_names(hostile_report())))
    assert "script" not in text.replace('"script"', "").replace("script_sha256", "")
    assert "javascript" not in text


def test_a_machine_may_be_called_as_a_field_is() -> None:
    """`FILES` is a fine name for a file server."""
    report = golden_report()
    machine = report.machines[1]
    named = machine.model_copy(update={"before": machine.before.model_copy(update={"name": "FILES"})})
    gate = report.gates[0].model_copy(update={"seen": {"FILES": {"state": "FILES"}, "n": [{"name": "FILES"}]}})
    shared = replace_names(report.model_copy(update={"machines": (named,), "gates": (gate,)}))
    assert shared.machines[0].before.name == "vm-1"
    assert len(shared.machines[0].copies[0].files) == 2
    assert "FILES" not in json.dumps(plain(shared.gates[0]))


def test_a_host_in_an_error_is_replaced_by_name_and_by_address() -> None:
    report = golden_report()
    step = report.steps[0].model_copy(
        update={"error": "host-unreachable", "error_parameters": {"host": "10.1.2.3", "found": "HV01", "line": 5}}
    )
    shared = replace_names(report.model_copy(update={"steps": (step,)}))
    told = shared.steps[0].error_parameters
    assert told["found"] == "host-1"
    assert told["host"] != "10.1.2.3"
    assert told["line"] == 5


@pytest.mark.parametrize("how", list(Format))
def test_settings_that_differ_are_told_without_their_names(how: Format) -> None:
    """A setting whose value is a text, a path or a list of them is replaced inside, and can still be read."""
    report = golden_report()
    machine = report.machines[0]
    told = Change(
        kind=ChangeKind.CHANGED,
        section="virtual_machines",
        identity=str(machine.before.id),
        name=machine.before.name,
        field="notes",
        before=json.dumps("of Anna Schmidt"),
        after=json.dumps(["D:\\VMs\\dc01", None, 3]),
        noise=False,
    )
    changed = report.model_copy(update={"machines": (machine.model_copy(update={"changes": (told,)}),)})
    text = report_text(replace_names(changed), how, "en")
    assert "notes" in text
    assert [name for name in ("Anna Schmidt", "dc01") if name in text] == []


def test_words_of_windows_are_nobodys_names() -> None:
    """A setting that Windows has a closed set of words for stays what it says."""
    text = report_text(replace_names(golden_report()), Format.MD, "en")
    kept = report_text(golden_report(), Format.MD, "en")
    words = [word for word in ("StartIfRunning", "Dynamic", "External") if word in kept]
    assert words
    assert [word for word in words if word not in text] == []
