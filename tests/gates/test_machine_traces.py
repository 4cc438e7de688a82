"""No file of the repository tells on which machine it was written."""

from pathlib import Path

import pytest

from gates.machine_traces import check_repository, check_text

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "line",
    [
        "cd " + "/" + "home/somebody/checkout",
        'ROOT = Path("' + "/" + 'opt/venv/bin")',
        "see https://" + "pypi" + ".org/project/x",
        "pip install --" + "index-url=https://10.0.0.1/simple x",
        "Co-" + "authored-by: Somebody <a@b.c>",
        "# generated " + "by an assistant",
    ],
)
def test_a_trace_of_a_machine_is_found_with_its_line(line: str) -> None:
    assert [(finding.path, finding.line) for finding in check_text("README.md", f"fine\n{line}\n")] == [
        ("README.md", 2)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
        "$HOME/demo-out/plan.html",
        "./lab-odd/opt/x",
        "D:\\tmp\\a.vhdx",
    ],
)
def test_what_stands_on_every_machine_is_no_trace(line: str) -> None:
    assert list(check_text("README.md", line)) == []


def test_every_folder_is_searched_and_what_is_no_text_is_left_alone(tmp_path: Path) -> None:
    line = "/" + "work/x\n"
    for name in ("README.md", "docs/a.md", ".ci/run", "tests/recordings/a.json", "migrator/__pycache__/a.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(line, encoding="utf-8")
    (tmp_path / "docs/picture.png").write_bytes(b"\xff\xfe" + line.encode())
    assert [finding.path for finding in check_repository(tmp_path)] == [
        ".ci/run",
        "README.md",
        "docs/a.md",
        "tests/recordings/a.json",
    ]


def test_this_repository_has_no_such_trace() -> None:
    assert [str(finding) for finding in check_repository(REPOSITORY)] == []
