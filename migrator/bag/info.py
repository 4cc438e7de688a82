"""The bag declaration and what a bag says of itself."""

from typing import Final, NamedTuple

DECLARATION_TEXT: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class Oxum(NamedTuple):
    """How much payload a bag has."""

    size_bytes: int
    file_count: int

    def __str__(self) -> str:
        return f"{self.size_bytes}.{self.file_count}"


def write_info(migration: str, date: str, oxum: Oxum, *, generation: int, uncovered: int, made_by: str) -> str:
    """Return the text of bag-info.txt; a line break in a value would begin a tag of its own and becomes a space."""
    tags = (
        ("Bagging-Date", date),
        ("Bag-Software-Agent", made_by),
        ("External-Identifier", migration),
        ("Payload-Oxum", str(oxum)),
        ("Migrator-Generation", str(generation)),
        ("Migrator-Uncovered", str(uncovered)),
    )
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in tags)


def read_tags(text: str) -> dict[str, str]:
    """Return the tags of bag-info.txt or bagit.txt by lower-case name; continued lines are joined, the last wins."""
    tags: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if line[:1] in (" ", "\t") and name:
            tags[name] += " " + line.strip()
        elif ":" in line:
            name, _, value = line.partition(":")
            name = name.strip().lower()
            tags[name] = value.strip()
    return tags


def read_oxum(tags: dict[str, str]) -> Oxum | None:
    """Return the payload's amount as the bag tells it; None where it does not, or not as two numbers."""
    size, _, count = tags.get("payload-oxum", "").partition(".")
    numbers = all(part.isascii() and part.isdigit() for part in (size, count))
    return Oxum(int(size), int(count)) if numbers else None
