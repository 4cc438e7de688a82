"""Every shipped playbook gives the same plan as before, line by line; `python -m tests.unit.playbook.test_outlines` writes it anew."""

from pathlib import Path

import pytest

from migrator.playbook.shipped import load_playbook
from migrator.playbook.unfold import unfold
from tests.unit.domain.builders import config
from tests.unit.domain.golden import golden_inventory

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
PLAYBOOKS = ("rebuild", "rebuild-in-place", "side-by-side", "export", "consolidate")


def outline(name: str) -> str:
    """Return each step with what it waits for."""
    plan = unfold(load_playbook(name), golden_inventory(), config(playbook=name, switches=[]), frozenset(), made_by="0")
    lines = []
    for phase in plan.phases:
        lines.append(f"{phase.id}:")
        lines += [
            f"  {step.id} ({step.kind.value}, {step.host.value}) <- {' '.join(step.needs)}".rstrip()
            for step in phase.steps
        ]
    return "\n".join(lines) + "\n"


def _file(name: str) -> Path:
    return GOLDEN / f"outline-{name}.txt"


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_playbook_unfolds_as_it_did(name: str) -> None:
    """A change of order or of what a step waits for is seen by whoever reviews it."""
    assert outline(name) == _file(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in PLAYBOOKS if name != "consolidate"])
def test_nothing_is_wiped_or_started_before_its_gate(name: str) -> None:
    """In each way to a new host a gate stands between the last proof and the first step that cannot be taken back."""
    plan = unfold(load_playbook(name), golden_inventory(), config(playbook=name), frozenset(), made_by="0")
    order = [step.text for step in plan.steps]
    gate = next(text for text in order if text in {"allow-wipe", "allow-switch-over"})
    assert order.index("close-bag") < order.index(gate) < order.index("put-disk-away") < order.index("import-vm")
    assert order.index("accept-result") < order.index("allow-upgrade") < order.index("upgrade-vm")


if __name__ == "__main__":
    for each in PLAYBOOKS:
        _file(each).write_text(outline(each), encoding="utf-8", newline="\n")
