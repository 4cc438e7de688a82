"""What journeys through `run` have in common: the way to a plan, and answers as a person would give them."""

import json
from pathlib import Path

from migrator.cli.app import run
from migrator.errors import ExitCode
from migrator.lab.client import LabClient

FINISHED = {ExitCode.DONE, ExitCode.FINISHED_WITH_WARNINGS}


def plan_here(lab: LabClient, home: Path) -> None:
    """Leave configuration, inventory and plan in the folder."""
    (home / "migrator.yaml").write_text(Path(lab.lab.config_file).read_text())
    assert run(["inventory"]) == ExitCode.DONE
    assert run(["plan"]) in FINISHED


def prepare_answers(home: Path, person: str = "Ada Admin", **more: object) -> Path:
    """Write answers to everything that a person does before the shutdown."""
    plan = json.loads((home / "plan.json").read_text())
    volumes = {one["label"]: one["unique_id"] for one in _inventory(home)["volumes"]}
    answers: dict[str, object] = {f"external-disk/disk/{name}": volumes[f"DISK-{name.upper()}"] for name in ("a", "b")}
    for phase in plan["phases"]:
        if phase["id"] == "prepare":
            answers |= {step["id"]: True for step in phase["steps"] if step["kind"] == "manual"}
    file = home / "answers.yaml"
    # JSON is YAML.
    file.write_text(json.dumps({"person": person, "answers": answers, **more}))
    return file


def journal_of(home: Path) -> list[dict[str, object]]:
    """Return the entries of the journal in the folder."""
    return [json.loads(line)["entry"] for line in (home / "journal.jsonl").read_text().splitlines()]


def _inventory(home: Path) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = json.loads((home / "inventory.json").read_text())["inventory"]
    return found
