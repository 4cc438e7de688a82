"""The playbooks that come with the program."""

from pathlib import Path

from pydantic import ValidationError

from migrator.errors import PlaybookUnusable
from migrator.playbook.model import Playbook
from migrator.playbook.strict_yaml import YamlRefused, parse

_PACKAGE = Path(__file__).resolve().parent.parent


def playbook_folder() -> Path:
    """Return where the playbooks are: inside an installed package, else at the root of the source tree."""
    inside = _PACKAGE / "_shipped" / "playbooks"
    return inside if inside.is_dir() else _PACKAGE.parent / "playbooks"


def shipped_playbooks(folder: Path) -> tuple[str, ...]:
    """Return the names of all playbooks in a folder."""
    return tuple(sorted(file.stem for file in folder.glob("*.yaml")))


def load_playbook(name: str, folder: Path | None = None) -> Playbook:
    """Return a shipped playbook by name."""
    folder = folder or playbook_folder()
    known = shipped_playbooks(folder)
    if name not in known:
        raise PlaybookUnusable(file=f"{name}.yaml", found=f"known: {', '.join(known)}", at="")
    file = folder / f"{name}.yaml"
    return read_playbook(file.read_text(encoding="utf-8"), file.name)


def read_playbook(text: str, file: str) -> Playbook:
    """Return the playbook in `text`; `file` is its name for error messages."""
    try:
        document = parse(text)
    except YamlRefused as refused:
        raise PlaybookUnusable(file=file, found=refused.problem, at=f"line {refused.line}") from refused
    try:
        return Playbook.model_validate(document.data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise PlaybookUnusable(file=file, found=first["msg"], at=f"line {document.line_of(first['loc'])}") from error
