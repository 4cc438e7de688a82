"""What a person reads: every error has its words, and no value can break them."""

import string

import pytest

from migrator import errors
from migrator.report.catalogue import Catalogue, TextMissing, load_catalogue
from migrator.report.printable import printable

CATALOGUE = load_catalogue("en")


def _closed_set(base: type[errors.MigratorError] = errors.MigratorError) -> list[type[errors.MigratorError]]:
    found = []
    for child in base.__subclasses__():
        found += [child, *_closed_set(child)]
    return [error for error in found if "id" in vars(error)]


@pytest.mark.parametrize("error", _closed_set(), ids=lambda error: error.id)
def test_every_error_says_what_was_attempted_what_was_found_and_what_to_do(error: type[errors.MigratorError]) -> None:
    for field in ("attempted", "found", "remedy"):
        assert CATALOGUE.entries[f"error.{error.id}"][field].strip()


def test_a_hostile_value_stays_a_value() -> None:
    """A VM named like a template or a terminal command is shown, not obeyed."""
    shown = CATALOGUE.text("error.login-refused", "found", {"found": "{host} %s \x1b[2J \u202etxt"})
    assert "{host} %s \\x1b[2J \\u202etxt" in shown


def test_a_missing_text_or_value_is_a_fault_of_the_program_and_named() -> None:
    with pytest.raises(TextMissing, match=r"error\.nothing"):
        CATALOGUE.text("error.nothing", "found")
    with pytest.raises(TextMissing, match="host"):
        CATALOGUE.text("error.login-refused", "attempted", {})


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("size_bytes", 2_500_000_000_000, "2.5 TB"),
        ("startup_memory_bytes", 8 << 30, "8 GiB"),
        ("startup_memory_bytes", 512 << 20, "512 MiB"),
        ("volume_sector_bytes", 4096, "4096 bytes"),
        ("size_bytes", None, "-"),
        ("count", 1_000_000, "1000000"),
    ],
)
def test_amounts_are_shown_as_people_say_them(name: str, value: int | None, shown: str) -> None:
    """Nobody has to count the digits of a number of bytes, and a sector's size is exact."""
    catalogue = Catalogue("en", {"entry": {"found": f"has {{{name}}}."}})
    assert catalogue.text("entry", "found", {name: value}) == f"has {shown}."


def test_templates_use_plain_names_only() -> None:
    """No template reaches into a value's attributes or asks for a format that a value could refuse."""
    for entry, fields in CATALOGUE.entries.items():
        for field, template in fields.items():
            for _, name, spec, conversion in string.Formatter().parse(template):
                assert name is None or (name.isidentifier() and not spec and conversion is None), (entry, field, name)


def test_umlauts_and_emoji_are_shown_as_they_are() -> None:
    assert printable("Gr\u00f6\u00dfe \U0001f5a5") == "Gr\u00f6\u00dfe \U0001f5a5"
    assert printable("a\nb\tc", one_line=False) == "a\nb\tc"
    assert printable("a\nb") == "a\\nb"
