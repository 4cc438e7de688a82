"""The files that a report is made from, in a migration's folder or in a bag; and the report beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from migrator import __version__
from migrator.adapters.config_file import read_config
from migrator.adapters.kept_file import read_text, write_durably, write_keeping_old
from migrator.cli.run_files import JOURNAL
from migrator.domain.inventory.whole import Inventory
from migrator.domain.inventory_file import inventory_sha256, read_inventory
from migrator.domain.plan_file import read_plan
from migrator.errors import ReportEvidenceForeign, ReportEvidenceMissing
from migrator.journal.chain import Chain
from migrator.journal.entries import RunStarted
from migrator.journal.record import Record
from migrator.journal.sink import file_lines
from migrator.report.formats import Format, report_text
from migrator.report.view.evidence import Evidence
from migrator.report.view.replaced_names import replace_names
from migrator.report.view.report_model import Report
from migrator.report.view.report_view import make_report

PLAN = "plan.json"
INVENTORY = "inventory.json"
INVENTORY_AFTER = "inventory-after.json"
CONFIG = "migrator.yaml"
IN_BAG = "migrator"
"""The folder of a bag in which our own files lie."""


@dataclass(frozen=True)
class Records:
    """Plan, inventories, configuration and journal of one migration."""

    evidence: Evidence
    journal: Path

    def lines(self) -> Iterator[tuple[bytes, Record]]:
        """Read the journal, its chain held; nothing locks it, a run may go on meanwhile."""
        return Chain(file_lines(self.journal), str(self.journal)).pairs()


def find_records(folder: Path, report: Path) -> Records:
    """Read everything from a migration's folder or a bag's root; `report` is named in errors.

    Raises ReportEvidenceMissing where one is not there, ReportEvidenceForeign where they do not belong together.
    """
    plan_file = _file(folder, PLAN, report)
    plan = read_plan(_whole(plan_file), str(plan_file))
    before = _inventory(_file(folder, INVENTORY, report))
    after_file, config_file = _maybe(folder, INVENTORY_AFTER), _maybe(folder, CONFIG)
    if inventory_sha256(before) != plan.inventory_sha256:
        expected, found = (f"inventory {digest[:12]}" for digest in (plan.inventory_sha256, inventory_sha256(before)))
        raise ReportEvidenceForeign(file=str(report), expected=expected, found=found)
    records = Records(
        Evidence(
            plan=plan,
            before=before,
            after=_inventory(after_file) if after_file is not None else None,
            config=read_config(config_file) if config_file is not None else None,
        ),
        _file(folder, JOURNAL, report),
    )
    ran = [record.entry.plan_hash for _, record in records.lines() if isinstance(record.entry, RunStarted)]
    if ran and plan.plan_hash not in ran:  # a way back has a plan of its own in the same journal
        found = f"journal of plan {ran[-1][:12]}"
        raise ReportEvidenceForeign(file=str(report), expected=f"plan {plan.plan_hash[:12]}", found=found)
    return records


def write_report_file(
    records: Records,
    path: Path,
    how: Format,
    *,
    language: str = "en",
    names_replaced: bool = False,
    keeps_old: bool = True,
) -> Report:
    """Make the report, write it at `path` (an older one is kept beside it), and return it."""
    report = make_report(records.evidence, records.lines(), made_by=__version__)
    told = replace_names(report) if names_replaced else report
    text = report_text(told, how, language)
    if keeps_old:
        write_keeping_old(path, text)
    else:
        write_durably(path, text.encode())
    return told


def _inventory(path: Path) -> Inventory:
    return read_inventory(_whole(path), str(path))


def _whole(path: Path) -> str:
    """Read a file with the pieces that a bag keeps of a large one: `plan.json`, `plan.json.2`, ..."""
    pieces = [read_text(path)]
    while (piece := path.with_name(f"{path.name}.{len(pieces) + 1}")).is_file():
        pieces.append(read_text(piece))
    return "".join(pieces)


def _file(folder: Path, name: str, report: Path) -> Path:
    found = _maybe(folder, name)
    if found is None:
        raise ReportEvidenceMissing(file=str(report), wanted=name, folder=str(folder))
    return found


def _maybe(folder: Path, name: str) -> Path | None:
    return next((path for path in (folder / name, folder / IN_BAG / name) if path.is_file()), None)
