"""A first configuration as text with comments that teach."""

from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined


@dataclass(frozen=True)
class VolumeAnswer:
    """A volume of the new host."""

    letter: str
    size: str
    label: str


@dataclass(frozen=True)
class SwitchAnswer:
    """A switch and the new host's adapters that carry it."""

    name: str
    adapters: tuple[str, ...]


@dataclass(frozen=True)
class Answers:
    """What a person answered, or a host showed; sizes as people write them (`4 TB`)."""

    name: str
    source_address: str
    port: int | None
    transport: str
    user: str
    pinned_fingerprint: str
    ca_file: str
    destination_name: str
    release: str
    edition: str
    cpu_vendor: str
    logical_processors: int
    memory: str
    numa_nodes: int
    domain_joined: bool
    volumes: tuple[VolumeAnswer, ...]
    adapters: tuple[str, ...]
    switches: tuple[SwitchAnswer, ...]
    disk_size: str


def config_text(answers: Answers) -> str:
    """Return the YAML; every value is written as a JSON string or number, so no answer can become syntax."""
    environment = Environment(  # noqa: S701 - YAML, not HTML: every value goes through `tojson`
        loader=PackageLoader("migrator.report", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # Jinja's own `tojson` writes \u0027 and the like for HTML's sake; YAML reads them, people do not have to
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return environment.get_template("migrator.yaml.j2").render(a=answers)
