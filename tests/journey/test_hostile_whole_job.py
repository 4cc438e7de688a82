"""The whole job with names that attack, of things and of people: each stays a name, and nothing leaves its place."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bagit
import pytest

from migrator.cli.app import run
from migrator.cli.demo_walk import walk_to_end, walk_to_plan
from migrator.cli.streams import open_streams
from migrator.errors import ExitCode
from migrator.journal.chain import Chain
from migrator.journal.sink import file_lines
from migrator.lab.client import LabClient
from migrator.report.catalogue import LANGUAGES
from migrator.report.formats import Format, report_text
from migrator.report.view.report_file import read_report
from tests.journey.hostile_host import PEOPLE, SWITCH, hostile_scenario
from tests.unit.report.golden import golden_report
from tests.unit.report.test_report_formats import Outline

pytestmark = pytest.mark.whole_job

SHA256SUM = shutil.which("sha256sum") or "sha256sum"
UNSEEN = "\u202e\u2066\u200b\x1b"
FOLDERS = {"alone", "home", "lab", "hostile.yaml", "nobody"}


class Page(Outline):
    """A page that may have pictures of its own: codes to scan."""

    def __init__(self, text: str) -> None:
        self.images: list[str | None] = []
        super().__init__(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a picture has no end."""
        if tag == "img":
            self.images.append(dict(attrs).get("src"))
            self.handle_startendtag(tag, attrs)
        else:
            super().handle_starttag(tag, attrs)


@dataclass(frozen=True)
class Done:
    """A job that came to its end."""

    lab: LabClient
    root: Path
    code: ExitCode
    before: dict[str, Any]
    said: str

    @property
    def place(self) -> Path:
        """Folder of the migration."""
        return self.root / "home"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    """Walk the job in a folder where whatever is written beside its place is seen."""
    root = tmp_path_factory.mktemp("hostile")
    for name in ("alone", "home", "nobody"):
        (root / name).mkdir()
    scenario = hostile_scenario(root)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(root / "nobody"))
        patch.chdir(root / "alone")
        with LabClient.start(str(scenario), root / "lab") as lab:
            for name, value in lab.environment.items():
                patch.setenv(name, value)
            before = _host(lab)
            streams = open_streams()
            with streams.people.capture() as said:
                walk_to_plan(streams, lab, root / "home", PEOPLE)
                code = walk_to_end(streams, lab, root / "home", people=PEOPLE)
            yield Done(lab, root, code, before, said.get())


def test_the_job_ends_well_and_each_machine_has_its_name_and_id_again(done: Done) -> None:
    """One is left behind by name: a disk of it was missing before anybody began."""
    assert done.code in {ExitCode.DONE, ExitCode.FINISHED_WITH_WARNINGS}
    gone = [vm for vm in done.before["virtual_machines"] if vm not in _host(done.lab)["virtual_machines"]]
    assert [vm["name"] for vm in gone] == ["虚拟机 🚀"]
    inventory = json.loads((done.place / "inventory-after.json").read_text(encoding="utf-8"))["inventory"]
    assert SWITCH in {switch["name"] for switch in inventory["switches"]}


def test_nothing_is_written_outside_the_migrations_folder_and_the_worlds_volumes(done: Done) -> None:
    """No name becomes a way out of its root, here or on a host."""
    assert {entry.name for entry in done.root.iterdir()} == FOLDERS
    assert not [*(done.root / "alone").iterdir(), *(done.root / "nobody").iterdir()]
    assert not [entry for entry in done.place.iterdir() if not entry.is_file()]
    world = done.root / "lab" / "world"
    strays = [file for file in world.rglob("*") if file.is_file() and len(file.relative_to(world).parts) <= 3]
    assert not strays
    assert not [file for file in world.rglob("*") if file.is_symlink()]


def test_no_cmdlet_was_called_that_only_a_name_asked_for(done: Done) -> None:
    called = {str(command).lower() for command in done.lab.log()["cmdlets"]}  # type: ignore[union-attr]
    assert called
    assert not {name for name in called if name.endswith(("\\stop-computer", "\\remove-item"))}


def test_every_word_on_the_screen_is_harmless(done: Done) -> None:
    """What would turn, hide or clear is spelled out."""
    assert done.said
    assert not {one for one in done.said if one in UNSEEN}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("how", ["html", "md"])
def test_the_report_is_well_formed_and_every_name_is_text(done: Done, tmp_path: Path, how: str, language: str) -> None:
    file = tmp_path / f"report.{how}"
    plan = str(done.place / "plan.json")
    assert run(["report", "--plan", plan, "--format", how, "--language", language, "-o", str(file)]) == ExitCode.DONE
    text = file.read_text(encoding="utf-8")
    assert not set(UNSEEN) & set(text)
    assert run(["report", "verify", str(file), "--from", str(done.place)]) == ExitCode.DONE
    if how == "html":
        kind, page = Outline(report_text(golden_report(), Format.HTML, language)), Outline(text)
        assert not page.open
        assert page.elements <= kind.elements
        assert page.attributes <= kind.attributes
        assert "<img src=x onerror=alert(1)>" in page.text
    else:
        assert "javascript:alert" in text
        assert not re.search(r"(?<!\\)\]\(|(?<!\\)<(?!br>|!--)", text)


def test_the_report_for_programs_has_each_name_as_it_is(done: Done) -> None:
    text = (done.place / "report.json").read_text(encoding="utf-8")
    report = json.loads(text)
    read_report(text, "report.json")
    persons = {one["person"] for gate in report["gates"] for one in gate["approvals"]}
    assert persons == {PEOPLE.first}


@pytest.mark.parametrize("page", ["plan.html", "checklist.html"])
def test_plan_and_checklist_are_well_formed_and_have_no_element_of_a_name(
    done: Done, tmp_path: Path, page: str
) -> None:
    file = done.place / page
    if page == "checklist.html":
        file = tmp_path / page
        assert run(["checklist", "--plan", str(done.place / "plan.json"), "-o", str(file)]) == ExitCode.DONE
    text = file.read_text(encoding="utf-8")
    outline = Page(text)
    assert not outline.open
    assert not {"script", "iframe", "a"} & outline.elements
    assert not [name for name in outline.attributes if name.startswith("on")]
    assert all(source is not None and source.startswith("data:image/") for source in outline.images)
    assert "<img src=x onerror=alert(1)>" in outline.text
    assert not set(UNSEEN) & set(text)


def test_the_journal_is_one_whole_chain_with_a_record_in_each_line(done: Done) -> None:
    lines = list(file_lines(done.place / "journal.jsonl"))
    chain = Chain(iter(lines), "journal.jsonl")
    records = list(chain)
    assert chain.torn is None
    assert len(records) == len(lines) == len((done.place / "journal.jsonl").read_bytes().splitlines())
    assert {one.entry.person for one in records if one.entry.kind == "answer"} == {PEOPLE.first}


def test_both_bags_pass_stock_tools(done: Done) -> None:
    bags = [file.parent for file in (done.root / "lab" / "world").rglob("bagit.txt")]
    assert len(bags) == 2
    for bag in bags:
        bagit.Bag(str(bag)).validate()
        subprocess.run([SHA256SUM, "--quiet", "--strict", "-c", "manifest-sha256.txt"], cwd=bag, check=True)
        paths = [str(file.relative_to(bag)) for file in bag.rglob("*")]
        assert not [path for path in paths if set("%\r\n") & set(path)]


def _host(lab: LabClient) -> dict[str, Any]:
    host = lab.state()["host"]
    assert isinstance(host, dict)
    told: dict[str, Any] = {**host}
    told["virtual_machines"] = [{"name": vm["name"], "id": vm["id"]} for vm in told["virtual_machines"]]
    return told
