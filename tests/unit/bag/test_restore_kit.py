"""The kit beside the copies: a page that prints and a script that needs nothing but PowerShell."""

import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest

from gates import analyzer, command_table, enum_cast, forbidden, full_names, literal_path, plain_text, syntax51
from gates.source import Source
from migrator.bag.restore_kit import SCRIPT, KitMachine, restore_kit
from migrator.copying.job import Item, Operation
from migrator.copying.state import JobStatus
from tests.unit.copying.two_disks import CHUNK, NAMES, NOON, copied, flip, run, safe, sources, state

KIT: Final = Path(__file__).resolve().parents[3] / "migrator" / "bag" / "kit"
GATES: Final = (
    plain_text.check,
    syntax51.check,
    full_names.check,
    command_table.check,
    literal_path.check,
    forbidden.check,
    enum_cast.check,
)
HOSTILE: Final = "x\r\n</td><script>alert(1)</script>{host}"


def _kit(name: str = "dc01") -> dict[str, str]:
    machines = (KitMachine(name, "5f3c"), KitMachine("app", "77aa"))
    return dict(
        restore_kit(migration="weekend", host="hv01", disk="a", bag="migrator-weekend", machines=machines, made_at=NOON)
    )


def test_the_kit_has_a_script_and_pages_in_two_languages() -> None:
    """Whoever finds the disk in a drawer needs no program to know what it is."""
    kit = _kit()
    assert sorted(kit) == [
        "restore/LIESMICH.html",
        "restore/LIESMICH.txt",
        "restore/README.html",
        "restore/README.txt",
        f"restore/{SCRIPT}",
    ]
    for name in ("README", "LIESMICH"):
        for ending in ("txt", "html"):
            assert all(word in kit[f"restore/{name}.{ending}"] for word in ("dc01", "5f3c", "hv01", "weekend", SCRIPT))
    assert not any("{" in text.replace("{ ", "") for path, text in kit.items() if path.endswith(".txt"))


def test_a_hostile_name_stays_a_text_on_the_page() -> None:
    """What somebody called a machine is shown and is no markup, no line and no place for a value."""
    kit = _kit(HOSTILE)
    assert not any("<script>" in text for path, text in kit.items() if path.endswith(".html"))
    line = next(line for line in kit["restore/README.txt"].split("\r\n") if "5f3c" in line)
    assert line.endswith("{host}")
    parser = _Balanced()
    parser.feed(kit["restore/README.html"])
    assert parser.open_tags == []


class _Balanced(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open_tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag != "meta":
            self.open_tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open_tags.pop() == tag


def test_the_script_keeps_the_rules_of_windows_powershell() -> None:
    """It will run years later on whatever is there, which is 5.1 at worst."""
    source = Source.read(KIT / SCRIPT, SCRIPT)
    assert [str(finding) for gate in GATES for finding in gate(source)] == []


POWERSHELL = analyzer.powershell()
needs_powershell = pytest.mark.skipif(POWERSHELL is None, reason="no PowerShell on the PATH")


@pytest.mark.live
@needs_powershell
def test_the_analyzer_finds_nothing_in_the_script() -> None:
    assert analyzer.analyze(POWERSHELL or "", [KIT / SCRIPT]).findings == ()


def _restore(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = tmp_path / "a" / "bag" / "restore" / SCRIPT
    return subprocess.run(
        [POWERSHELL or "", "-NoLogo", "-NoProfile", "-NonInteractive", "-File", str(script), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={"PATH": "/usr/bin:/bin", "NO_COLOR": "1", "HOME": str(tmp_path)},
    )


def _bag_with_kit(tmp_path: Path) -> None:
    sources(tmp_path)
    other = tmp_path / "source" / "other"
    other.mkdir()
    (other / "not-mine.vhdx").write_bytes(b"another machine's")
    (tmp_path / "source" / "vm" / "a[1] b.vmcx").write_bytes(b"brackets mean something to PowerShell")
    copied(tmp_path)
    assert run(tmp_path, Operation.COPY, items=(Item(root="src", path="other", owner="2"),)) is JobStatus.DONE
    for path, text in _kit().items():
        place = tmp_path / "a" / "bag" / path
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(text.encode())
    for operation in (Operation.REREAD, Operation.CLOSE, Operation.VERIFY):
        assert run(tmp_path, operation) is JobStatus.DONE, state(tmp_path)


@pytest.mark.live
@needs_powershell
def test_powershell_alone_brings_one_machine_back(tmp_path: Path) -> None:
    """One machine's files return under their true names, checked, and nothing of another's."""
    _bag_with_kit(tmp_path)
    listed = _restore(tmp_path)
    assert listed.returncode == 0, listed.stderr
    assert f"1  {len(NAMES) + 1} files" in listed.stdout
    back = tmp_path / "back"
    done = _restore(tmp_path, "-Id", "1", "-Destination", str(back))
    assert done.returncode == 0, done.stdout + done.stderr
    source = tmp_path / "source"
    there = {path.relative_to(back / "src").as_posix(): path for path in back.rglob("*") if path.is_file()}
    assert sorted(there) == sorted(p.relative_to(source).as_posix() for p in (source / "vm").rglob("*") if p.is_file())
    for name, path in there.items():
        assert path.read_bytes() == (source / name).read_bytes()
        assert abs(path.stat().st_mtime_ns - (source / name).stat().st_mtime_ns) < 1000
    again = _restore(tmp_path, "-Id", "1", "-Destination", str(back))
    assert again.returncode == 0
    assert again.stdout.count("there already, checked") == len(there)


@pytest.mark.live
@needs_powershell
def test_powershell_leaves_strangers_alone_and_names_what_is_bad(tmp_path: Path) -> None:
    """A bad file is never handed out; with the other disk named as well it comes from there."""
    _bag_with_kit(tmp_path)
    back = tmp_path / "back"
    theirs = back / "src" / "vm" / "it's here.vmcx"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"theirs")
    flip(safe(tmp_path, "a", "Größe 1.vhdx"), CHUNK)
    done = _restore(tmp_path, "-Id", "1", "-Destination", str(back))
    assert done.returncode == 1
    assert theirs.read_bytes() == b"theirs"
    assert "LEFT ALONE" in done.stdout
    assert "BAD" in done.stdout
    assert not [path for path in theirs.parent.iterdir() if path.name.startswith("Größe")]
    theirs.unlink()
    bags = ",".join(str(tmp_path / disk / "bag") for disk in ("a", "b"))
    command = f"& '{tmp_path}/a/bag/restore/{SCRIPT}' -Id 1 -Destination '{back}' -BagPath {bags}"
    both = subprocess.run(
        [POWERSHELL or "", "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={"PATH": "/usr/bin:/bin", "NO_COLOR": "1", "HOME": str(tmp_path)},
    )
    assert both.returncode == 0, both.stdout + both.stderr
    assert (theirs.parent / "Größe 1.vhdx").read_bytes() == (tmp_path / "source/vm/Größe 1.vhdx").read_bytes()


@pytest.mark.live
@needs_powershell
def test_powershell_follows_no_path_out_of_the_folder(tmp_path: Path) -> None:
    _bag_with_kit(tmp_path)
    listed = tmp_path / "a" / "bag" / "migrator" / "entries.jsonl"
    text = listed.read_text(encoding="utf-8").replace('"path":"vm/empty.bin"', '"path":"../../../empty.bin"')
    listed.write_text(text, encoding="utf-8")
    done = _restore(tmp_path, "-Id", "1", "-Destination", str(tmp_path / "x" / "y" / "back"))
    assert done.returncode == 1
    assert "REFUSED" in done.stdout
    assert not list((tmp_path / "x").rglob("empty.bin"))
