"""All generated pages by file name."""

from pathlib import Path

from gates.reference.command_pages import commands_page
from gates.reference.config_page import config_page
from gates.reference.error_pages import errors_page, exit_codes_page
from gates.reference.rule_page import rules_page
from gates.reference.script_page import scripts_page
from migrator.report.catalogue import load_catalogue


def pages(repository: Path) -> dict[str, str]:
    """Return the text of each page."""
    texts = load_catalogue()
    return {
        "commands.md": commands_page(),
        "config.md": config_page((repository / "docs" / "reference" / "migrator.example.yaml").read_text("utf-8")),
        "errors.md": errors_page(texts),
        "exit-codes.md": exit_codes_page(),
        "rules.md": rules_page(texts),
        "scripts.md": scripts_page(repository / "scripts" / "powershell"),
    }


def outdated(repository: Path) -> list[str]:
    """Return the names of pages whose file is missing or not what the program says."""
    folder = repository / "docs" / "reference"
    return [
        name
        for name, text in pages(repository).items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]
