"""The playbooks that come with the program."""

from pathlib import Path

from pydantic import JsonValue, ValidationError

from migrator.errors import PlaybookUnusable
from migrator.playbook.borrowing import BorrowingRefused, with_borrowed
from migrator.playbook.model import Playbook
from migrator.playbook.strict_yaml import Document, YamlRefused, parse

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
    return read_playbook(_text(name, folder), f"{name}.yaml", folder)


def read_playbook(text: str, file: str, folder: Path | None = None) -> Playbook:
    """Return the playbook in `text`; `file` is its name for error messages, others that it borrows from lie in `folder`."""
    document = _document(text, file)
    try:
        whole = with_borrowed(document.data, lambda name: _lender(name, folder or playbook_folder()))
    except BorrowingRefused as refused:
        line = document.line_of(refused.at)
        raise PlaybookUnusable(file=file, found=refused.problem, at=f"line {line}") from refused
    return _valid(whole, document, file)


def _lender(name: str, folder: Path) -> dict[str, JsonValue]:
    """Return the document of a playbook that borrows nothing itself; what is no playbook is refused here already."""
    file = f"{name}.yaml"
    document = _document(_text(name, folder), file)
    _valid(document.data, document, file)
    return document.data if isinstance(document.data, dict) else {}


def _text(name: str, folder: Path) -> str:
    known = shipped_playbooks(folder)
    if name not in known:
        raise PlaybookUnusable(file=f"{name}.yaml", found=f"known: {', '.join(known)}", at="")
    return (folder / f"{name}.yaml").read_text(encoding="utf-8")


def _document(text: str, file: str) -> Document:
    try:
        return parse(text)
    except YamlRefused as refused:
        raise PlaybookUnusable(file=file, found=refused.problem, at=f"line {refused.line}") from refused


def _valid(data: JsonValue, document: Document, file: str) -> Playbook:
    try:
        return Playbook.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise PlaybookUnusable(file=file, found=first["msg"], at=f"line {document.line_of(first['loc'])}") from error
