"""A config is taken as a whole or refused with all of its faults."""

import json
from pathlib import Path

import jsonschema
import pytest

from gates.schemas import schemas
from migrator.adapters.config_file import ConfigFaults, parse_config, read_config
from migrator.domain.config_faults import validate_config
from migrator.report.catalogue import load_catalogue
from tests.unit.domain.builders import CONFIG, config

GOOD = """\
schema_version: 1
name: rebuild-hv01
source:
  connection: {address: hv01, user: Administrator}
destination:
  host:
    name: HV01
    release: 2025
    cpu_vendor: amd
    logical_processors: 32
    memory_bytes: 128 GiB
    volumes:
      D: {size_bytes: 4 TB}
    physical_adapters:
      - name: onboard-1
switches:
  - {switch: LAN, adapters: [onboard-1]}
"""


def _faults(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(ConfigFaults) as caught:
        parse_config(text, "migration.yaml")
    catalogue = load_catalogue()
    for fault in caught.value.faults:
        values = {"at": fault.at, "found": fault.found, "expected": fault.expected}
        assert catalogue.text(f"fault.{fault.kind}", "found", values)
        assert catalogue.text(f"fault.{fault.kind}", "remedy", values)
    return [(fault.line, fault.kind, fault.at) for fault in caught.value.faults]


def test_sizes_are_taken_as_people_write_them() -> None:
    """`4 TB` is what stands on the disk's box, `128 GiB` what the memory is."""
    read = parse_config(GOOD, "migration.yaml")
    assert read.destination.host.volumes["D"].size_bytes == 4 * 10**12
    assert read.destination.host.memory_bytes == 128 * 2**30
    assert config(external_disks={"a": {"size_bytes": 5}}).external_disks.a.size_bytes == 5


def test_release_may_be_written_as_a_number() -> None:
    """In YAML `release: 2025` is a number; nobody should have to know that."""
    assert parse_config(GOOD, "migration.yaml").destination.host.release.value == "2025"


def test_all_faults_come_at_once_each_with_its_line() -> None:
    """Nobody repairs a config fault by fault, run by run."""
    broken = (
        GOOD.replace("cpu_vendor: amd", "cpu_vendor: via")
        .replace("    name: HV01\n", "")
        .replace("onboard-1]}", "onboard-2]}")
        .replace("4 TB", "4 TBB")
        + "colour: blue\n"
    )
    assert _faults(broken) == [
        (6, "missing", "destination.host.name"),
        (8, "wrong-value", "destination.host.cpu_vendor"),
        (12, "wrong-value", "destination.host.volumes.D.size_bytes"),
        (17, "unknown-field", "colour"),
    ]


def test_contradictions_are_found() -> None:
    """What is well formed may still not be meant: unknown and double adapters, a name given twice."""
    twice = GOOD + "  - {switch: lan, adapters: [onboard-1, other]}\n"
    assert _faults(twice) == [
        (18, "named-twice", "switches.1"),
        (18, "adapter-twice", "switches.1.adapters.0"),
        (18, "adapter-unknown", "switches.1.adapters.1"),
    ]


def test_window_and_rates_must_be_in_order() -> None:
    window = "change_window: {start: '2026-11-30T06:00:00Z', end: '2026-11-27T18:00:00Z'}\n"
    rates = "rates: {reread: {pessimistic_mb_per_s: 9, optimistic_mb_per_s: 1}}\n"
    assert _faults(GOOD + window + rates) == [
        (18, "wrong-value", "change_window"),
        (19, "wrong-value", "rates.reread"),
    ]


def test_window_in_order_is_taken() -> None:
    window = "change_window: {start: 2026-11-27T18:00:00Z, end: 2026-11-30T06:00:00Z}\n"
    read = parse_config(GOOD + window, "migration.yaml")
    assert read.change_window is not None
    assert read.change_window.start.hour == 18


def test_list_in_place_of_a_text_is_a_fault() -> None:
    assert _faults(GOOD.replace("name: rebuild-hv01", "name: [a, b]")) == [(2, "wrong-value", "name")]


def test_broken_yaml_is_told_with_its_line() -> None:
    assert _faults(GOOD + "name: [\n")[0][1] == "not-yaml"


def test_empty_file_is_no_config() -> None:
    assert _faults("") == [(1, "empty", "-")]


def test_file_that_cannot_be_read_is_a_fault_too(tmp_path: Path) -> None:
    """A missing file and a file in another encoding are told like any other fault."""
    with pytest.raises(ConfigFaults) as missing:
        read_config(tmp_path / "none.yaml")
    assert missing.value.faults[0].kind == "unreadable-file"
    (tmp_path / "old.yaml").write_bytes(b"name: Gr\xf6\xdfe")
    with pytest.raises(ConfigFaults) as encoded:
        read_config(tmp_path / "old.yaml")
    assert encoded.value.faults[0].kind == "not-utf8"


def test_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    """Notepad writes one."""
    (tmp_path / "bom.yaml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert read_config(tmp_path / "bom.yaml").name == "rebuild-hv01"


def test_good_config_follows_the_published_schema() -> None:
    """An editor that checks against the schema does not complain about a config that the program takes."""
    schema = json.loads(schemas()["config.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(CONFIG, schema)
    assert validate_config({"name": "x"})[0] is None
