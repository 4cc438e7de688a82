"""Reads a config with the line of every fault."""

from dataclasses import dataclass
from pathlib import Path

from migrator.domain.config import Config
from migrator.domain.config_faults import validate_config
from migrator.errors import ConfigUnusable
from migrator.playbook.strict_yaml import YamlRefused, parse


@dataclass(frozen=True)
class Fault:
    """One fault of a file; its words are the catalogue entry `fault.<kind>` with `at`, `found` and `expected`."""

    kind: str
    file: str
    line: int
    at: str
    found: str
    expected: str


class ConfigFaults(ConfigUnusable):
    """All faults of one config."""

    def __init__(self, file: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(file=file, count=len(faults))
        self.faults = faults


def read_config(file: Path) -> Config:
    """Return the config in a file, or raise `ConfigFaults` with every fault in the order of their lines."""
    name = str(file)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigFaults(name, (Fault("unreadable-file", name, 0, "-", error.strerror or "-", "-"),)) from error
    except UnicodeDecodeError as error:
        raise ConfigFaults(name, (Fault("not-utf8", name, 0, "-", f"byte {error.start}", "UTF-8"),)) from error
    return parse_config(text, name)


def parse_config(text: str, file: str) -> Config:
    """Return the config in `text`; `file` is its name for error messages."""
    try:
        document = parse(text)
    except YamlRefused as refused:
        raise ConfigFaults(file, (Fault("not-yaml", file, refused.line, "-", refused.problem, "-"),)) from refused
    if not isinstance(document.data, dict):
        kind = "empty" if document.data is None else "no-config"
        raise ConfigFaults(file, (Fault(kind, file, document.line_of(()), "-", "-", "-"),))
    config, faults = validate_config(document.data)
    if config is None:
        located = (
            Fault(fault.kind, file, document.line_of(fault.path), fault.at, fault.found, fault.expected)
            for fault in faults
        )
        raise ConfigFaults(file, tuple(sorted(located, key=lambda fault: (fault.line, fault.at))))
    return config
