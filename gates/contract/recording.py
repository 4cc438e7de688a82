"""A recording: what a real PowerShell showed of a case, as committed JSON."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gates.contract.observed import ErrorSeen, Json, Observed

RECORDINGS = Path(__file__).parents[2] / "tests" / "recordings"
_FORMAT = 1


@dataclass(frozen=True)
class Engine:
    """What ran: its name, its own version (not the one that it plays), the operating system, PSScriptAnalyzer's version."""

    name: str
    version: str
    system: str
    analyzer: str | None


@dataclass(frozen=True)
class Recording:
    """One case, recorded. `sha256` is that of the script's LF text; without that text the rest proves nothing."""

    script: str
    case: str
    parameters: dict[str, Json]
    sha256: str
    engine: Engine
    observed: Observed
    analyzer_findings: tuple[str, ...]
    executable_lines: tuple[int, ...]
    executed_lines: tuple[int, ...]

    @property
    def id(self) -> str:
        """The case's id."""
        return f"{self.script}/{self.case}"

    def to_json(self) -> str:
        """Return the committed form: stable, one document a line."""
        heads: dict[str, Any] = {
            "format": _FORMAT,
            "script": self.script,
            "case": self.case,
            "sha256": self.sha256,
            "engine": vars(self.engine),
            "analyzer_findings": list(self.analyzer_findings),
            "parameters": self.parameters,
            "failed": self.observed.failed,
            "errors": [vars(error) for error in self.observed.errors],
            "commands": list(self.observed.commands),
            "executable_lines": list(self.executable_lines),
            "executed_lines": list(self.executed_lines),
        }
        lines = [f"  {_compact(key)}: {_compact(value)}" for key, value in heads.items()]
        documents = ",\n".join(f"    {_compact(document)}" for document in self.observed.documents)
        lines.append(f'  "documents": [\n{documents}\n  ]' if documents else '  "documents": []')
        if self.observed.changes:
            lines.append(f'  "changes": {_changes(self.observed.changes)}')
        return "{\n" + ",\n".join(lines) + "\n}\n"

    @classmethod
    def from_json(cls, text: str) -> "Recording":
        """Read the committed form."""
        row = json.loads(text)
        if row["format"] != _FORMAT:
            raise ValueError(row["format"])
        return cls(
            script=row["script"],
            case=row["case"],
            parameters=row["parameters"],
            sha256=row["sha256"],
            engine=Engine(**row["engine"]),
            observed=Observed(
                documents=tuple(row["documents"]),
                errors=tuple(ErrorSeen(**error) for error in row["errors"]),
                failed=row["failed"],
                commands=tuple(row["commands"]),
                changes=row.get("changes", {}),
            ),
            analyzer_findings=tuple(row["analyzer_findings"]),
            executable_lines=tuple(row["executable_lines"]),
            executed_lines=tuple(row["executed_lines"]),
        )


def path_of(case_id: str, folder: Path = RECORDINGS) -> Path:
    """Return where the recording of a case lies."""
    return folder / f"{case_id}.json"


def read(case_id: str, folder: Path = RECORDINGS) -> Recording | None:
    """Read the recording of a case; None when it was never recorded."""
    path = path_of(case_id, folder)
    return Recording.from_json(path.read_text(encoding="utf-8")) if path.is_file() else None


def write(recording: Recording, folder: Path = RECORDINGS) -> None:
    """Write the recording to its place."""
    path = path_of(recording.id, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(recording.to_json(), encoding="utf-8", newline="\n")


def read_all(folder: Path = RECORDINGS) -> Iterator[Recording]:
    """Yield every recording of a folder, by script and case."""
    for path in sorted(folder.glob("*/*.json")):
        yield Recording.from_json(path.read_text(encoding="utf-8"))


def _changes(changes: Mapping[str, Json]) -> str:
    """Write one change a line."""
    kinds = []
    for kind, found in changes.items():
        rows = found.items() if isinstance(found, dict) else ()
        inside = ",\n".join(f"      {_compact(path)}: {_compact(change)}" for path, change in rows)
        kinds.append(f"    {_compact(kind)}: {{\n{inside}\n    }}")
    return "{\n" + ",\n".join(kinds) + "\n  }"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
