"""Every fault of a config at once, each with its place in the data."""

from collections import Counter
from dataclasses import dataclass

from pydantic import JsonValue, ValidationError

from migrator.domain.config import Config

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class ConfigFault:
    """`kind` is the catalogue entry `fault.<kind>`; its texts know `at`, `found` and `expected`."""

    kind: str
    path: Path
    found: str
    expected: str

    @property
    def at(self) -> str:
        """The place as people write it: `destination.host.release`."""
        return ".".join(str(part) for part in self.path) or "-"


_KINDS = {"missing": "missing", "extra_forbidden": "unknown-field"}


def validate_config(data: JsonValue) -> tuple[Config | None, tuple[ConfigFault, ...]]:
    """Return the config, or all of its faults; never both."""
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        return None, tuple(
            ConfigFault(
                kind=_KINDS.get(one["type"], "wrong-value"),
                path=one["loc"],
                found=_shown(one["type"], one["input"]),
                expected=one["msg"],
            )
            for one in error.errors(include_url=False)
        )
    faults = tuple(_contradictions(config))
    return (None, faults) if faults else (config, ())


def _shown(kind: str, value: object) -> str:
    # Of something that holds other things only its kind is said: it may be long, and a person sees it in the file.
    if kind == "missing":
        return "nothing"
    return f"a {type(value).__name__}" if isinstance(value, (dict, list)) else str(value)


def _contradictions(config: Config) -> list[ConfigFault]:
    known = {adapter.name for adapter in config.destination.host.physical_adapters}
    used: Counter[str] = Counter()
    faults = []
    for index, mapping in enumerate(config.switches):
        for place, name in enumerate(mapping.adapters):
            path: Path = ("switches", index, "adapters", place)
            used[name] += 1
            if name not in known:
                expected = ", ".join(sorted(known)) or "-"
                faults.append(ConfigFault("adapter-unknown", path, name, expected))
            elif used[name] > 1:
                faults.append(ConfigFault("adapter-twice", path, name, "-"))
    for section, names in (
        ("switches", [mapping.switch for mapping in config.switches]),
        ("left_out", [entry.vm for entry in config.left_out]),
    ):
        seen: set[str] = set()
        for index, name in enumerate(names):
            if name.casefold() in seen:
                faults.append(ConfigFault("named-twice", (section, index), name, "-"))
            seen.add(name.casefold())
    return faults
